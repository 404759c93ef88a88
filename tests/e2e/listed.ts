import type { Page } from 'playwright-core'
import { blankEntry, type Entry } from '@/lib/entries/entry'
import { listRow } from '@/lib/entries/list-row'
import { paperOf } from '@/lib/papers/merge'

/** Stamps of a device of the test's own: the first is of the first millisecond there is. */
const DEVICE = 'testtest'
const WORDS = ['lamps', 'gulls', 'maps', 'tides', 'kites', 'looms', 'bells']

/** Entries of so many papers, each saved a minute after the one before. */
export function entriesOf(count: number): Entry[] {
  return Array.from({ length: count }, (_, n) => {
    const at = `${(n + 1).toString(36).padStart(9, '0')}000${DEVICE}`
    const id = `arxiv:2601.${String(n).padStart(5, '0')}` as const
    const word = WORDS[n % WORDS.length]
    return {
      ...blankEntry(id),
      fields: { state: [['to-read', at]], saved: [[n * 60_000, at]] },
      paper: paperOf({
        ids: [id],
        title: `Paper ${n} on ${word}`,
        abstract: `What the ${word} of number ${n} do in the wind.`,
        authors: ['Ada Lovelace', 'Alan Turing'],
        seen: 1,
      }),
    }
  })
}

/** Puts entries into the database of an open page of Gloss, as they would be stored; the page is to be loaded again. */
export async function putOnList(page: Page, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(entry => listRow([entry]))
  await page.evaluate(
    async ([entries, rows, device]) => {
      const answer = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const db = await answer(indexedDB.open('gloss'))
      const writing = db.transaction(['entries', 'library', 'libraryState'], 'readwrite')
      for (const [i, entry] of entries.entries()) writing.objectStore('entries').put({ ...entry, rev: i + 1 })
      for (const row of rows) writing.objectStore('library').put(row)
      writing.objectStore('libraryState').put({ key: 'clock', device, rev: entries.length })
      await new Promise(done => {
        writing.oncomplete = done
      })
      db.close()
    },
    [entries as readonly object[], rows as readonly object[], DEVICE] as const,
  )
}
