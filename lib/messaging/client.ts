import { browser } from 'wxt/browser'
import type { Answer, MessageType, Protocol, Reply } from './protocol'

/** A request that was not answered; the message is for the reader. */
export class MessageFailed extends Error {
  override readonly name = 'MessageFailed'
}

/**
 * Asks the background. Rejects with `MessageFailed`: the background said why, or is gone because the extension was
 * updated or removed while the page stayed open.
 */
export async function ask<T extends MessageType>(
  type: T,
  request: Protocol[T]['request'],
): Promise<Answer<T>> {
  let reply: Reply<T> | undefined
  try {
    reply = await browser.runtime.sendMessage({ ...request, type })
  } catch {
    throw new MessageFailed('Gloss was updated or turned off. Reload the page to see it again.')
  }
  if (!reply) throw new MessageFailed('Gloss did not answer. Reload the page to try again.')
  if (!reply.ok) throw new MessageFailed(reply.message)
  return reply.answer
}
