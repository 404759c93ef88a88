import type { Failure } from '../../http'
import { readTold, statusFailure } from '../../http-answer'
import type { ExchangeAnswer } from '../../http-exchange'
import type { SyncOutcome } from '../outcome'

/** Why a round stops, to be said to the reader. Thrown within a round, and caught where it began. */
export class Stopped extends Error {
  readonly again: 'later' | 'when told'
  readonly retryAfter: number | undefined

  constructor(message: string, again: 'later' | 'when told', retryAfter?: number) {
    super(message)
    this.again = again
    this.retryAfter = retryAfter
  }

  get outcome(): Extract<SyncOutcome, { ok: false }> {
    const { message, again, retryAfter } = this
    return { ok: false, message, again, ...(retryAfter !== undefined && { retryAfter }) }
  }
}

const KEPT = 'Your list on this device is whole'
const LATER = `${KEPT}, and Gloss tries again later`

/** What kept an answer from coming. */
export function failureStop(failure: Failure, host: string): Stopped {
  switch (failure.kind) {
    case 'unreachable':
      return new Stopped(
        `${failure.message}. ${LATER}. If this stays so, see whether you are online and the address of the folder is right.`,
        'later',
      )
    case 'moved':
      return new Stopped(
        `${failure.message}, since your password would go along. ${KEPT}; nothing was sent. Enter the address that it leads to, as your browser shows it when you open the folder.`,
        'when told',
      )
    case 'too-large':
      return new Stopped(
        `A file in the folder on ${host} is larger than Gloss reads. ${KEPT}; nothing was written. Move the file out of the folder “gloss” and sync again.`,
        'when told',
      )
    case 'refused':
      return new Stopped(`${failure.message}. ${KEPT}. Correct the address and sync again.`, 'when told')
    default:
      return new Stopped(`${failure.message}. ${LATER}.`, 'later')
  }
}

/** What a status says, where it is not one that was hoped for. `writing` names the file, where one was sent. */
export function statusStop(answer: ExchangeAnswer, host: string, writing?: string): Stopped {
  const { status, headers } = answer
  const asked = statusFailure(status, headers, host, readTold(status, headers))?.retryAfter
  const told = (words: string, todo: string) =>
    new Stopped(`${host} ${words} (error ${status}). ${KEPT}. ${todo}`, 'when told')
  const later = (words: string, todo = '') =>
    new Stopped(`${host} ${words} (error ${status}). ${LATER}.${todo && ` ${todo}`}`, 'later', asked)
  switch (status) {
    case 401:
      return told('does not accept this name and password', 'Correct them and sync again.')
    case 403:
      return told(
        writing ? 'does not let you write in this folder' : 'does not let you into this folder',
        'Choose a folder of your own, or have its owner let you write there, and sync again.',
      )
    case 404:
    case 409:
    case 410:
      return told('has no such folder', 'Correct the address or make the folder there, and sync again.')
    case 405:
    case 501:
      return told(
        'does not serve this address as a WebDAV folder',
        'Enter the WebDAV address of the folder, which the settings of the server show, and sync again.',
      )
    case 412:
      return later('says again and again that a file has changed since Gloss read it')
    case 413:
      return told(
        'does not take files as large as your list',
        'Have the limit raised there, or choose another server, and sync again.',
      )
    case 423:
      return later(
        `has locked ${writing ?? 'the folder'}`,
        'If this stays so, close the program that has it open.',
      )
    case 429:
      return later('asks Gloss to slow down')
    case 507:
      return told('has no room left for you', 'Free some there and sync again.')
  }
  if (status >= 500) return later('is having trouble')
  if (status >= 400)
    return told('refused the request', 'See whether the address is that of a WebDAV folder, and sync again.')
  return later('did not answer as a WebDAV folder does', 'See whether the address is that of one.')
}

/** A web page where a file or a list of files was asked for. */
export function webPageStop(host: string): Stopped {
  return new Stopped(
    `${host} answered with a web page instead of the folder. ${LATER}. If your network has a sign-in page, sign in there; else see whether the address is that of a WebDAV folder.`,
    'later',
  )
}

/** Why a file that came whole is not read: nothing is written then. */
export function unreadStop(
  kind: 'newer' | 'not ours' | 'sealed' | 'not sealed' | 'other passphrase',
  file: string,
): Stopped {
  const words = {
    newer: [`${file} in the folder was written by a newer Gloss`, 'Update Gloss here and sync again.'],
    'not ours': [
      `${file} in the folder “gloss” was not written by Gloss`,
      'Move it elsewhere or choose another folder, and sync again.',
    ],
    sealed: [
      'The list in the folder is encrypted, and no passphrase is set here',
      'Enter the passphrase of your other devices and sync again.',
    ],
    'not sealed': [
      'The list in the folder is not encrypted, though a passphrase is set here',
      'Take the passphrase away; or, to have all encrypted, delete the folder “gloss” on the server, set the passphrase on every device and sync again.',
    ],
    'other passphrase': [
      'The passphrase does not open the list in the folder',
      'Enter the one of your other devices and sync again.',
    ],
  } as const
  const [happened, todo] = words[kind]
  return new Stopped(`${happened}. ${KEPT}; nothing was written. ${todo}`, 'when told')
}
