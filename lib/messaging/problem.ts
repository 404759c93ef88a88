import { storageMessage } from '../library/storage-message'
import { Refusal } from './refusal'

/** What the reader is told where something failed: what happened, what was kept and what to do. */
export function problemOf(error: unknown): string {
  return error instanceof Refusal ? error.message : storageMessage(error)
}
