import { newerGloss } from '../corpus/newer'

/** What a failure of the database says to the reader: what happened, what was kept and what to do. */
export function storageMessage(error: unknown): string {
  if (isFull(error))
    return 'The disk is full, so nothing new could be stored. What was saved before is kept. Free some space and try again.'
  const newer = newerGloss(error)
  if (newer) return newer.message
  if (/version/i.test(nameOf(error)))
    return 'The database was written by a newer Gloss. Nothing was touched; update Gloss to go on.'
  return 'Gloss could not read its database. Nothing was changed; restart the browser and try again.'
}

/** Whether a write failed because the disk, or what the browser allows of it, is full. Dexie may have wrapped it. */
export function isFull(error: unknown): boolean {
  if (/quota/i.test(nameOf(error))) return true
  return error instanceof Object && 'inner' in error && error.inner !== error && isFull(error.inner)
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? `${error.name} ${error.message}` : ''
}
