import type { PaperId } from '../papers/identifier'

/** What came of one round with other devices. */
export type SyncOutcome =
  | {
      readonly ok: true
      /** Identifiers of the entries that changed here. */
      readonly changed: readonly PaperId[]
      /** Sentences for the reader: what did not fit, what was damaged and mended. */
      readonly said: readonly string[]
    }
  | {
      readonly ok: false
      /** What happened, what was kept and what to do, in a sentence or two. */
      readonly message: string
      /** Whether it may go better by itself the next time, or the reader has to do something. */
      readonly again: 'later' | 'when told'
      /** Milliseconds from now, where the other side said so. */
      readonly retryAfter?: number
      /** Identifiers of the entries that changed here before it failed. */
      readonly changed?: readonly PaperId[]
    }
