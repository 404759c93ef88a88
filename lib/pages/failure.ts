import { newerGloss } from '../corpus/newer'
import { isFull, storageMessage } from '../library/storage-message'

/** A failure in words for the reader, and whether loading the page again helps. */
export interface Failure {
  readonly text: string
  readonly reload: boolean
}

/** Why the database could not be read. */
export function readingFailure(error: Error): Failure {
  const newer = newerGloss(error)
  if (newer) return { text: newer.message, reload: true }
  return {
    text: `Gloss could not read its database (${error.message}). Nothing was changed; restart the browser and try again.`,
    reload: false,
  }
}

/** What a failed request or a failed write says. */
export function messageOf(error: unknown): string {
  if (isFull(error)) return storageMessage(error)
  return error instanceof Error ? error.message : String(error)
}
