import { HOUR, MINUTE } from '../../time'
import type { SyncOutcome } from '../outcome'

/** What came of it that the browser's sync could not be read. */
export function unreadable(error: unknown): SyncOutcome {
  return {
    ok: false,
    message: `The browser's sync could not be read (${wordsOf(error)}). Your list is whole on this device; Gloss tries again later.`,
    again: 'later',
  }
}

/** What came of it that a newer Gloss has written to the browser's sync. */
export const NEWER: SyncOutcome = {
  ok: false,
  message:
    'Another device has a newer Gloss, and this one cannot read what it wrote. Nothing was changed here or there. Update Gloss on this device.',
  again: 'when told',
}

/** What came of it that the browser refused a write, by what it says. What others told was taken in before. */
export function refusal(error: unknown): SyncOutcome {
  const words = wordsOf(error)
  if (/MAX_WRITE_OPERATIONS_PER_(MINUTE|HOUR)/.test(words))
    return {
      ok: false,
      message:
        'The browser takes no more changes for its sync right now. Your list is whole on this device; Gloss tries again by itself.',
      again: 'later',
      retryAfter: words.includes('PER_HOUR') ? HOUR : MINUTE,
    }
  if (/QUOTA|MAX_ITEMS|quota/.test(words))
    return {
      ok: false,
      message:
        "The browser's sync has no room left for the list. It is whole on this device, and other devices do not get its last changes. WebDAV has room for all: choose it in the settings.",
      again: 'when told',
    }
  return {
    ok: false,
    message: `The browser's sync did not take the list (${words}). It is whole on this device; Gloss tries again later.`,
    again: 'later',
  }
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '').slice(0, 200)
}
