import { Index, IndexedDB, type StorageInterface, type Tokenizer } from 'flexsearch'
import { byteSize } from './byte-size'
import { type Engine, type PaperText, Stopwatch } from './engine'
import { getTexts, putTexts } from './part-store'

const NAME = 'flexsearch'
/** Commits are slow, and the slower the more there are. */
const PAPERS_A_COMMIT = 10_000

/**
 * FlexSearch, kept as the pieces of JSON that it exports. It gets numbers for names, since it repeats a name in every
 * posting, and ranks by where in the text a word stands, without scores.
 */
export function exported(tokenize: Tokenizer): Engine {
  return {
    async build(batches) {
      const index = new Index({ tokenize })
      const ids: string[] = []
      const work = new Stopwatch()
      for await (const papers of batches())
        await work.time(() => {
          for (const paper of papers) index.add(ids.push(paper.id) - 1, textOf(paper))
        })
      const indexMs = work.ms
      const bytes = await work.time(async () => {
        const pieces: string[] = []
        await index.export((key, piece) => void pieces.push(key, piece))
        return putTexts(NAME, [ids.join('\n'), ...pieces])
      })
      return { indexMs, storeMs: work.ms, bytes }
    },
    async open() {
      const [names = '', ...pieces] = await getTexts(NAME)
      const ids = names.split('\n')
      const index = new Index({ tokenize })
      for (let i = 0; i < pieces.length; i += 2) index.import(pieces[i] ?? '', pieces[i + 1] ?? '')
      return async (query, limit) => hitsOf(index.search(query, { limit }), ids)
    },
  }
}

/** FlexSearch over its own store in IndexedDB, a row a word: what it reads is what a query needs. */
export function mounted(tokenize: Tokenizer): Engine {
  return {
    async build(batches) {
      const index = await mount(tokenize)
      const ids: string[] = []
      const [adding, storing] = [new Stopwatch(), new Stopwatch()]
      for await (const papers of batches()) {
        await adding.time(() => {
          for (const paper of papers) index.add(ids.push(paper.id) - 1, textOf(paper))
        })
        if (ids.length % PAPERS_A_COMMIT === 0) await storing.time(() => index.commit())
      }
      const names = await storing.time(async () => {
        await index.commit()
        return putTexts(NAME, [ids.join('\n')])
      })
      const bytes = names + (await storedBytes())
      return { indexMs: adding.ms, storeMs: adding.ms + storing.ms, bytes }
    },
    async open() {
      const [index, [names = '']] = await Promise.all([mount(tokenize), getTexts(NAME)])
      const ids = names.split('\n')
      return async (query, limit) => hitsOf(await index.search(query, { limit }), ids)
    },
  }
}

async function mount(tokenize: Tokenizer): Promise<Index<false, StorageInterface>> {
  const index = new Index<false, StorageInterface>({ tokenize, commit: false })
  await index.mount(new IndexedDB(NAME))
  return index
}

/** Bytes of all rows of FlexSearch's own database, keys and values. */
async function storedBytes(): Promise<number> {
  const opening = indexedDB.open(`flexsearch:${NAME}`)
  const db = await new Promise<IDBDatabase>((done, failed) => {
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => failed(opening.error)
  })
  let bytes = 0
  for (const store of db.objectStoreNames) {
    const rows = db.transaction(store).objectStore(store).openCursor()
    await new Promise<void>((done, failed) => {
      rows.onerror = () => failed(rows.error)
      rows.onsuccess = () => {
        const cursor = rows.result
        if (!cursor) return done()
        bytes += byteSize(cursor.key) + byteSize(cursor.value)
        cursor.continue()
      }
    })
  }
  db.close()
  return bytes
}

function textOf({ title, authors, abstract }: PaperText): string {
  return [title, ...authors, abstract].join('\n')
}

function hitsOf(numbers: readonly (number | string)[], ids: readonly string[]) {
  return numbers.map(number => ({ id: ids[Number(number)] ?? '' }))
}
