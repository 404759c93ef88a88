import { Corpus } from '@/lib/corpus/corpus'
import { database, type GlossDatabase } from '@/lib/corpus/database'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { indexTables } from '@/lib/corpus/segment-store'
import { ensureStarter } from '@/lib/corpus/starter'
import { storeBatch } from '@/lib/corpus/store'
import { readStarterFile } from '@/lib/extension'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { buildSegment } from '@/lib/search/segment'
import { changeSettings } from '@/lib/settings'
import { byteSize } from './byte-size'
import { type Batches, type Built, type Engine, type PaperText, Stopwatch } from './engine'

/** Segments in memory are made of this many papers. */
const PAPERS_A_SEGMENT = 10_000
/** Seconds since the epoch at which the records are said to have been seen. */
const SEEN = 1_780_000_000

/** The product: its own code over its own database, the one that its popup opens. Answers as the libraries do. */
export const gloss: Engine = {
  build,
  async open() {
    const corpus = new Corpus(database())
    return async (query, limit) => (await corpus.match({ query, limit })).best.slice(0, limit)
  },
}

/** The same with the papers read and ranked again by their titles: all that the popup asks for. */
export const glossWithPapers: Engine = {
  build,
  async open() {
    const corpus = new Corpus(database())
    return async (query, limit) => (await corpus.search({ query, limit })).papers
  },
}

async function build(batches: Batches): Promise<Built> {
  await changeSettings(() => ({ syncOn: false }))
  const db = database()
  await ensureStarter(db, readStarterFile)
  const indexMs = await timeIndexing(db, batches)
  const storing = new Stopwatch()
  for await (const papers of batches())
    await storing.time(async () => {
      await storeBatch(db, { papers: papers.map(toPaper) })
      // As a sync does after each of its answers.
      while (await maintainIndex(db));
    })
  return { indexMs, storeMs: storing.ms, bytes: await indexBytes(db) }
}

/** Milliseconds of building the index of all papers in memory, in segments that can be searched as they are. */
async function timeIndexing(db: GlossDatabase, batches: Batches): Promise<number> {
  const vectors = await db.termVectors()
  const indexing = new Stopwatch()
  let waiting: Paper[] = []
  const flush = () => {
    buildSegment(
      waiting.map(paper => indexDocumentOf(paper, vectors)),
      vectors?.dimensions ?? 0,
    )
    waiting = []
  }
  for await (const papers of batches()) {
    waiting.push(...papers.map(toPaper))
    if (waiting.length >= PAPERS_A_SEGMENT) await indexing.time(async () => flush())
  }
  if (waiting.length > 0) await indexing.time(async () => flush())
  return indexing.ms
}

/** Bytes of all rows of the tables that hold the index and nothing else. */
async function indexBytes(db: GlossDatabase): Promise<number> {
  let bytes = 0
  for (const table of indexTables(db))
    await db.table(table.name).each(row => {
      bytes += byteSize(row)
    })
  return bytes
}

function toPaper(text: PaperText) {
  return paperOf({
    ids: [text.id as PaperId],
    title: text.title,
    abstract: text.abstract,
    ...(text.authors.length > 0 && { authors: text.authors }),
    ...(text.published && { published: text.published }),
    seen: SEEN,
  })
}
