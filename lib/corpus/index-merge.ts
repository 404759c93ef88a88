import { type MergeStep, mergeDocuments, mergeStep } from '../search/merge'
import type { GlossDatabase } from './database'
import type { DocumentsRow, MergeJob } from './index-rows'
import { readStretch } from './segment-reader'
import {
  CHUNK_BYTES,
  checkedMerge,
  checkedVectors,
  chunksOf,
  DamagedSegment,
  dropSegments,
  indexTables,
  isWholeDictionary,
  isWholeDocuments,
  isWholeFacts,
  isWholeMerge,
  newSegment,
  putDocuments,
  updateState,
} from './segment-store'

/** Segments of about one size are merged when there are this many: each paper is rewritten log₄(corpus) times. */
export const TIER_WIDTH = 4
/** While many papers arrive at once: each is rewritten half as often, and what is left is merged when they are in. */
export const BULK_TIER_WIDTH = 16
const SMALLEST_TIER = 64
/** Postings merged in one step, some 50 ms of work. */
const STEP_BYTES = 512 * 1024

/** Begins a merge of one tier of segments that has grown to `width`; returns whether there was one. */
export async function planMerge(db: GlossDatabase, version: string, width: number): Promise<boolean> {
  return db.transaction('rw', indexTables(db), async () => {
    const rows = await db.documents.toArray()
    const tier = widestTier(rows.filter(row => row.version === version))
    if (tier.length < width) return false
    const inputs = tier.map(row => row.segment)
    const facts = await db.facts.bulkGet(inputs)
    const dead = facts.map(row => row?.facts.dead ?? new Uint8Array())
    const target = await newSegment(db)
    await db.merges.put(checkedMerge({ target, inputs, dead, chunks: 0, rest: new Uint8Array() }))
    return true
  })
}

/**
 * One step of a merge. It is computed first and written in a transaction of its own; after a kill in between it is
 * computed again. Damage found on the way ends the merge and drops the segment that has it.
 */
export async function continueMerge(db: GlossDatabase, job: MergeJob): Promise<void> {
  if (!isWholeMerge(job)) return db.transaction('rw', indexTables(db), async () => abandonMerge(db, job))
  try {
    const step = await mergeStep(await inputsOf(db, job), job.progress, STEP_BYTES)
    await db.transaction('rw', indexTables(db), async () => writeStep(db, job, step))
  } catch (error) {
    if (!(error instanceof DamagedSegment)) throw error
    await db.transaction('rw', indexTables(db), async () => {
      await abandonMerge(db, job)
      await dropSegments(db, [error.segment])
      await updateState(db, { incomplete: true })
    })
  }
}

/** Forgets a merge and what it wrote; its inputs are as they were. Inside a transaction. */
async function abandonMerge(db: GlossDatabase, job: MergeJob): Promise<void> {
  await db.merges.delete(job.target)
  await dropSegments(db, [job.target])
}

async function writeStep(db: GlossDatabase, job: MergeJob, step: MergeStep): Promise<void> {
  const bytes = new Uint8Array(job.rest.length + step.postings.length)
  bytes.set(job.rest)
  bytes.set(step.postings, job.rest.length)
  const full = step.done ? bytes.length : bytes.length - (bytes.length % CHUNK_BYTES)
  const rows = chunksOf(job.target, job.chunks, bytes.subarray(0, full))
  await db.postings.bulkPut(rows)
  if (step.done) return finish(db, job, step)
  const { postings: _, ...progress } = step
  const written = { ...job, progress, chunks: job.chunks + rows.length, rest: bytes.slice(full) }
  await db.merges.put(checkedMerge(written))
}

/** Puts the merged segment in the place of its inputs, with what changed of their documents meanwhile. */
async function finish(db: GlossDatabase, job: MergeJob, step: MergeStep): Promise<void> {
  const inputs = [...job.inputs]
  const [documents, facts, vectors] = [
    await db.documents.bulkGet(inputs),
    await db.facts.bulkGet(inputs),
    await db.vectors.bulkGet(inputs),
  ]
  const parts = inputs.map((segment, i) => {
    const [row, marks] = [documents[i], facts[i]]
    if (!row || !marks || !isWholeDocuments(row) || !isWholeFacts(marks)) throw new DamagedSegment(segment)
    return { ...row, facts: marks.facts, vectors: checkedVectors(segment, vectors[i]) }
  })
  const [first] = parts
  const count = first?.ids.packed.length ?? 0
  const dimensions = count > 0 ? (first?.vectors.length ?? 0) / count : 0
  const merged = mergeDocuments(parts, job.dead, dimensions)
  if (merged.ids.packed.length > 0)
    await putDocuments(db, job.target, step.dictionary.data, merged, first?.version ?? '')
  await dropSegments(db, inputs)
  await db.merges.delete(job.target)
  await updateState(db)
}

async function inputsOf(db: GlossDatabase, job: MergeJob) {
  const rows = await db.dictionaries.bulkGet([...job.inputs])
  return job.inputs.map((segment, i) => {
    const row = rows[i]
    const dead = job.dead[i]
    if (!row || !dead || !isWholeDictionary(row)) throw new DamagedSegment(segment)
    return {
      dictionary: row.dictionary,
      dead,
      postings: (start: number, end: number) => readStretch(db, segment, start, end),
    }
  })
}

/** The segments of the tier that has most of them. A tier's segments are up to four times as large as the next lower one's. */
function widestTier(rows: readonly DocumentsRow[]): DocumentsRow[] {
  const tiers = new Map<number, DocumentsRow[]>()
  for (const row of rows) {
    const tier = Math.max(
      0,
      Math.ceil(Math.log(row.ids.packed.length / SMALLEST_TIER) / Math.log(TIER_WIDTH)),
    )
    tiers.set(tier, [...(tiers.get(tier) ?? []), row])
  }
  return [...tiers.values()].reduce((widest, tier) => (tier.length > widest.length ? tier : widest), [])
}
