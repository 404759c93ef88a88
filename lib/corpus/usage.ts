import type { Table } from 'dexie'
import type { PaperId } from '../papers/identifier'
import { idAt } from '../search/document-ids'
import type { GlossDatabase, PaperRow } from './database'
import type { DocumentsRow } from './index-rows'
import { CHUNK_BYTES } from './segment-store'

/** What is stored, and about how much space it takes. */
export interface StorageUse {
  /** Papers in the corpus. */
  readonly papers: number
  /** Papers on the reading list. */
  readonly library: number
  /** About how many bytes each kind takes by itself; browsers pack it, or need more to find it again. */
  readonly bytes: {
    readonly papers: number
    readonly index: number
    readonly library: number
    /** Lists of days, and checkpoints. */
    readonly lists: number
  }
  /** The bytes that all of Gloss takes, as the browser counts; left out where it does not say. */
  readonly total?: number
  /** The bytes that the browser lets Gloss take; left out where it does not say. */
  readonly quota?: number
}

/** Rows of a table from which the size of all is told. */
const SAMPLE = 200
/** Its multiples fall evenly between 0 and 1, and in step with nothing that repeats among the papers. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2

/**
 * How much is stored, estimated from a few hundred papers and from what of the index every page reads when it opens it.
 * `estimate` is what `navigator.storage.estimate()` says.
 */
export async function storageUse(
  db: GlossDatabase,
  { usage, quota }: Pick<StorageEstimate, 'usage' | 'quota'> = {},
): Promise<StorageUse> {
  const documents = await db.documents.toArray()
  const [papers, library] = [await db.papers.count(), await db.library.count()]
  return {
    papers,
    library,
    bytes: {
      papers: Math.round(papers * meanBytes(await samplePapers(db, documents))),
      index: await indexBytes(db, documents),
      library: (await tableBytes(db.library)) + (await tableBytes(db.entries)) + (await snapshotBytes(db)),
      lists: (await tableBytes(db.days)) + (await tableBytes(db.parts)),
    },
    ...(usage !== undefined && { total: usage }),
    ...(quota !== undefined && { quota }),
  }
}

/** Papers from all over the corpus: those of one source, and so of one size, lie together. */
async function samplePapers(db: GlossDatabase, documents: readonly DocumentsRow[]): Promise<PaperRow[]> {
  const count = documents.reduce((sum, { ids }) => sum + ids.packed.length, 0)
  // While nothing is indexed there are no names at hand.
  if (count === 0) return db.papers.limit(SAMPLE).toArray()
  const ids = Array.from({ length: Math.min(SAMPLE, count) }, (_, n) =>
    nameAt(documents, count > SAMPLE ? Math.floor(((n * GOLDEN_RATIO) % 1) * count) : n),
  )
  const rows = await db.papers.bulkGet([...new Set(ids)])
  return rows.flatMap(row => row ?? [])
}

/** The name of a document, counted over all segments. */
function nameAt(documents: readonly DocumentsRow[], place: number): PaperId {
  let rest = place
  for (const { ids } of documents) {
    if (rest < ids.packed.length) return idAt(ids, rest)
    rest -= ids.packed.length
  }
  throw new RangeError(`There is no document ${place}`)
}

async function indexBytes(db: GlossDatabase, documents: readonly DocumentsRow[]): Promise<number> {
  let bytes = 0
  for (const { ids, lengths } of documents)
    bytes += ids.packed.byteLength + ids.others.length + lengths.byteLength
  await db.facts.each(({ facts: { dead, dates, upvotes, flags } }) => {
    bytes += dead.byteLength + dates.byteLength + upvotes.byteLength + flags.byteLength
  })
  await db.dictionaries.each(({ dictionary }) => {
    bytes += dictionary.bytes.byteLength + dictionary.groups.byteLength + dictionary.postings.byteLength
  })
  return bytes + (await postingsBytes(db, documents)) + (await vectorsBytes(db, documents))
}

/** All chunks of a segment are full but the last one. */
async function postingsBytes(db: GlossDatabase, documents: readonly DocumentsRow[]): Promise<number> {
  let bytes = (await db.postings.count()) * CHUNK_BYTES
  for (const { segment } of documents) {
    const last = await db.postings.where('[segment+chunk]').between([segment, 0], [segment, Infinity]).last()
    if (last) bytes += last.bytes.byteLength - CHUNK_BYTES
  }
  return bytes
}

/** Every document of a version has a vector of the same length: the smallest segment tells how long it is. */
async function vectorsBytes(db: GlossDatabase, documents: readonly DocumentsRow[]): Promise<number> {
  let bytes = 0
  for (const rows of Map.groupBy(documents, row => row.version).values()) {
    const sizes = rows.map(row => row.ids.packed.length)
    const smallest = rows[sizes.indexOf(Math.min(...sizes))]
    const vectors = smallest && (await db.vectors.get(smallest.segment))?.vectors
    const each = vectors ? vectors.byteLength / Math.min(...sizes) : 0
    bytes += each * sizes.reduce((sum, size) => sum + size, 0)
  }
  return Math.round(bytes)
}

/** Copies of the list that are kept on this machine. */
async function snapshotBytes(db: GlossDatabase): Promise<number> {
  let bytes = 0
  await db.snapshots.each(row => {
    bytes += row.bytes.byteLength
  })
  return bytes
}

/** About how many bytes a table's rows take, told from its first and its last ones. */
async function tableBytes<T, K>(table: Table<T, K>): Promise<number> {
  const half = SAMPLE / 2
  const [count, first] = [await table.count(), await table.limit(half).toArray()]
  const last =
    count > half
      ? await table
          .toCollection()
          .reverse()
          .limit(Math.min(half, count - half))
          .toArray()
      : []
  return Math.round(count * meanBytes([...first, ...last]))
}

function meanBytes(rows: readonly unknown[]): number {
  const text = new TextEncoder()
  const sum = rows.reduce<number>((bytes, row) => bytes + text.encode(JSON.stringify(row)).length, 0)
  return rows.length > 0 ? sum / rows.length : 0
}
