import { checksum } from '../search/bytes'
import type { DictionaryData } from '../search/dictionary'
import type { DocumentIds } from '../search/document-ids'
import type { Facts } from '../search/facts'
import type { Segment } from '../search/segment'
import type { GlossDatabase } from './database'
import type {
  DictionaryRow,
  DocumentsRow,
  FactsRow,
  IndexStateRow,
  MergeJob,
  PostingsRow,
  VectorsRow,
} from './index-rows'

/** Posting lists are stored in stretches of this many bytes: a query reads those it needs. */
export const CHUNK_BYTES = 64 * 1024

/** A row of the index whose checksum is wrong, or that is not there. The segment is of no use any more. */
export class DamagedSegment extends Error {
  override readonly name = 'DamagedSegment'
  readonly segment: number

  constructor(segment: number) {
    super(`Segment ${segment} of the search index is damaged.`)
    this.segment = segment
  }
}

/** The tables that hold the index. A transaction that changes papers spans them too. */
export function indexTables(db: GlossDatabase) {
  return [db.dictionaries, db.documents, db.facts, db.postings, db.vectors, db.indexState, db.merges]
}

/** The state of the index; of one never written, its beginning. */
export async function indexState(db: GlossDatabase): Promise<IndexStateRow> {
  return (
    (await db.indexState.get('index')) ?? { key: 'index', revision: 0, nextSegment: 1, incomplete: false }
  )
}

/** Changes the state and raises the revision, so that readers look again. Inside a transaction. */
export async function updateState(
  db: GlossDatabase,
  change: Partial<Omit<IndexStateRow, 'key' | 'revision'>> = {},
): Promise<IndexStateRow> {
  const state = await indexState(db)
  const next = { ...state, ...change, revision: state.revision + 1 }
  await db.indexState.put(next)
  return next
}

/**
 * Keeps the number of papers after `more` of them came, or went where it is negative; counts them where nobody has done so
 * yet. Inside a transaction over the papers, after they were written.
 */
export async function countPapers(db: GlossDatabase, more: number): Promise<void> {
  if (more === 0) return
  const { papers } = await indexState(db)
  await updateState(db, { papers: papers === undefined ? await db.papers.count() : papers + more })
}

/** A number that no segment ever had. Inside a transaction. */
export async function newSegment(db: GlossDatabase): Promise<number> {
  const { nextSegment } = await indexState(db)
  // Should the state have been lost, what is there is not written over.
  const [last = 0] = await db.dictionaries.toCollection().reverse().limit(1).primaryKeys()
  const segment = Math.max(nextSegment, last + 1)
  await updateState(db, { nextSegment: segment + 1 })
  return segment
}

/** Writes a whole segment under a number that none ever had. Inside a transaction. */
export async function putSegment(db: GlossDatabase, segment: Segment, version: string): Promise<void> {
  const number = await newSegment(db)
  await db.postings.bulkPut(chunksOf(number, 0, segment.postings))
  await putDocuments(db, number, segment.dictionary, segment, version)
}

/** Writes all of a segment but its postings, which makes it part of the index. Inside a transaction. */
export async function putDocuments(
  db: GlossDatabase,
  segment: number,
  dictionary: DictionaryData,
  { ids, lengths, facts, vectors }: Omit<Segment, 'dictionary' | 'postings'>,
  version: string,
): Promise<void> {
  await db.vectors.put({ segment, vectors, sum: sumOf(vectors) })
  await db.documents.put({ segment, ids, lengths, version, sum: sumOfDocuments(ids, lengths) })
  await db.facts.put(factsRow(segment, facts))
  await db.dictionaries.put({ segment, dictionary, sum: sumOfDictionary(dictionary) })
}

/** Postings cut into rows, the first of which is number `first`. */
export function chunksOf(segment: number, first: number, postings: Uint8Array): PostingsRow[] {
  const rows: PostingsRow[] = []
  for (let at = 0; at < postings.length; at += CHUNK_BYTES) {
    const bytes = postings.slice(at, at + CHUNK_BYTES)
    rows.push({ segment, chunk: first + rows.length, bytes, sum: checksum(bytes) })
  }
  return rows
}

/** A row of facts with its checksum. */
export function factsRow(segment: number, facts: Facts): FactsRow {
  return { segment, facts, sum: sumOf(facts.dead, facts.dates, facts.upvotes, facts.flags) }
}

/** Takes segments out of the index, or what was written of one that never became part of it. Inside a transaction. */
export async function dropSegments(db: GlossDatabase, segments: readonly number[]): Promise<void> {
  for (const table of [db.dictionaries, db.documents, db.facts, db.vectors])
    await table.bulkDelete([...segments])
  for (const segment of segments)
    await db.postings.where('[segment+chunk]').between([segment, 0], [segment, Infinity]).delete()
}

/** Whether a row is as it was written. */
export function isWholeDictionary(row: DictionaryRow): boolean {
  return sumOfDictionary(row.dictionary) === row.sum
}

/** Whether a row is as it was written. */
export function isWholeDocuments({ ids, lengths, sum }: DocumentsRow): boolean {
  return sumOfDocuments(ids, lengths) === sum && lengths.length === 2 * ids.packed.length
}

/** Whether a row is as it was written. */
export function isWholeFacts({ facts, sum }: FactsRow): boolean {
  return sumOf(facts.dead, facts.dates, facts.upvotes, facts.flags) === sum
}

/** A merge with its checksum. */
export function checkedMerge(job: Omit<MergeJob, 'sum'>): MergeJob {
  return { ...job, sum: sumOfMerge(job) }
}

/** Whether a merge is as it was written. */
export function isWholeMerge(job: MergeJob): boolean {
  return sumOfMerge(job) === job.sum
}

/** The vectors of a segment; throws `DamagedSegment` when they are not as they were written. */
export function checkedVectors(segment: number, row: VectorsRow | undefined): Int8Array {
  if (!row || sumOf(row.vectors) !== row.sum) throw new DamagedSegment(segment)
  return row.vectors
}

/** A chunk of postings; throws `DamagedSegment` when it is not as it was written. */
export function checkedChunk(segment: number, row: PostingsRow | undefined): Uint8Array {
  if (!row || checksum(row.bytes) !== row.sum) throw new DamagedSegment(segment)
  return row.bytes
}

function sumOfDictionary({ bytes, groups, postings, terms }: DictionaryData): number {
  return sumOf(bytes, groups, postings) ^ terms
}

function sumOfDocuments({ packed, others }: DocumentIds, lengths: Uint8Array): number {
  return sumOf(packed, lengths, new TextEncoder().encode(others))
}

function sumOfMerge({ dead, progress, rest }: Omit<MergeJob, 'sum'>): number {
  const last = new TextEncoder().encode(progress?.after)
  return sumOf(...dead, rest, last) ^ (progress ? sumOfDictionary(progress.dictionary.data) : 0)
}

function sumOf(...arrays: readonly ArrayBufferView[]): number {
  let sum = arrays.length
  for (const { buffer, byteOffset, byteLength } of arrays)
    sum = Math.imul(sum, 31) ^ checksum(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength))
  return sum >>> 0
}
