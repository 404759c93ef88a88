import type { PaperId } from '../papers/identifier'
import { ANALYSIS_VERSION } from '../search/analysis'
import { IndexReader } from '../search/index-reader'
import { buildSegment, type IndexDocument, mergeSegments, type Segment } from '../search/segment'
import type { GlossDatabase, SegmentDocumentsRow } from './database'
import { indexDocumentOf } from './index-document'

/** Segments of about one size are merged when there are this many: each paper is rewritten log₈(corpus) times. */
const TIER_WIDTH = 8
const SMALLEST_TIER = 64

/** Writes a segment of new documents. To be called inside a transaction over the segment tables. */
export async function addSegment(db: GlossDatabase, documents: readonly IndexDocument[]): Promise<void> {
  if (documents.length === 0) return
  await putSegment(db, buildSegment(documents))
}

/** Marks every document of these papers dead in the segments written so far. Inside a transaction, as above. */
export async function buryDocuments(db: GlossDatabase, papers: ReadonlySet<string>): Promise<void> {
  if (papers.size === 0) return
  const rows = await db.segmentDocuments.toArray()
  const changed = rows.flatMap(row => {
    const numbers = row.ids.flatMap((id, number) => (papers.has(id) && !row.dead[number] ? [number] : []))
    if (numbers.length === 0) return []
    const dead = row.dead.slice()
    for (const number of numbers) dead[number] = 1
    return [{ ...row, dead }]
  })
  await db.segmentDocuments.bulkPut(changed)
}

/**
 * One step of upkeep: merges one tier of segments that has grown wide, or builds anew one segment written by older
 * analysis. Returns whether there was anything to do; each step is one transaction and may be the last.
 */
export async function maintainIndex(db: GlossDatabase): Promise<boolean> {
  return db.transaction('rw', db.papers, db.segments, db.segmentDocuments, async () => {
    const rows = await db.segmentDocuments.toArray()
    const outdated = rows.find(row => row.analysis !== ANALYSIS_VERSION)
    if (outdated) {
      await rebuildSegment(db, outdated)
      return true
    }
    const tier = widestTier(rows)
    if (tier.length < TIER_WIDTH) return false
    const bodies = await db.segments.bulkGet(tier.map(row => row.id))
    const pairs = tier.flatMap((row, i) => {
      const body = bodies[i]
      return body ? [{ segment: body.segment, dead: row.dead }] : []
    })
    const merged = mergeSegments(
      pairs.map(pair => pair.segment),
      pairs.map(pair => pair.dead),
    )
    await dropSegments(
      db,
      tier.map(row => row.id),
    )
    if (merged.ids.length > 0) await putSegment(db, merged)
    return true
  })
}

/** Segments by number; they never change, so one that was read once need not be read again. */
export type SegmentCache = Map<number, Segment>

/** The index as it stands, ready to be searched. Reads only segments that `cache` lacks, and drops those that are gone. */
export async function openIndex(db: GlossDatabase, cache: SegmentCache): Promise<IndexReader> {
  return db.transaction('r', db.segments, db.segmentDocuments, async () => {
    const rows = await db.segmentDocuments.toArray()
    const ids = new Set(rows.map(row => row.id))
    for (const id of cache.keys()) if (!ids.has(id)) cache.delete(id)
    const missing = rows.filter(row => !cache.has(row.id))
    const bodies = await db.segments.bulkGet(missing.map(row => row.id))
    for (const [i, row] of missing.entries()) {
      const body = bodies[i]
      if (body) cache.set(row.id, body.segment)
    }
    return new IndexReader(
      rows.flatMap(row => {
        const segment = cache.get(row.id)
        return segment ? [{ segment, dead: row.dead }] : []
      }),
    )
  })
}

/** A text that changes whenever the index does; cheap to ask for. */
export async function indexRevision(db: GlossDatabase): Promise<string> {
  const rows = await db.segmentDocuments.toArray()
  return rows.map(row => `${row.id}:${row.dead.reduce((sum, mark) => sum + mark, 0)}`).join()
}

async function rebuildSegment(db: GlossDatabase, row: SegmentDocumentsRow): Promise<void> {
  const live = row.ids.filter((_, number) => !row.dead[number])
  const papers = await db.papers.bulkGet(live as PaperId[])
  await dropSegments(db, [row.id])
  const documents = papers.flatMap(paper => (paper ? [indexDocumentOf(paper)] : []))
  if (documents.length > 0) await putSegment(db, buildSegment(documents))
}

/** The segments of the smallest tier that is full, or the widest one there is. */
function widestTier(rows: readonly SegmentDocumentsRow[]): SegmentDocumentsRow[] {
  const tiers = new Map<number, SegmentDocumentsRow[]>()
  for (const row of rows) {
    const tier = Math.max(0, Math.ceil(Math.log(row.ids.length / SMALLEST_TIER) / Math.log(TIER_WIDTH)))
    tiers.set(tier, [...(tiers.get(tier) ?? []), row])
  }
  return [...tiers.values()].reduce((widest, tier) => (tier.length > widest.length ? tier : widest), [])
}

/** Writes a segment under a number that no segment ever had: readers keep segments by it. */
async function putSegment(db: GlossDatabase, segment: Segment): Promise<void> {
  const id = await db.segments.add({ segment })
  const dead = new Uint8Array(segment.ids.length)
  await db.segmentDocuments.put({ id, ids: segment.ids, dead, analysis: ANALYSIS_VERSION })
}

async function dropSegments(db: GlossDatabase, ids: readonly number[]): Promise<void> {
  await db.segments.bulkDelete([...ids])
  await db.segmentDocuments.bulkDelete([...ids])
}
