import type { PaperId } from '../papers/identifier'
import { unpackIds } from '../search/document-ids'
import { buildSegment } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import type { GlossDatabase } from './database'
import { withDead } from './index-changes'
import { indexDocumentOf, indexVersion, isOutdated } from './index-document'
import { continueMerge, planMerge, TIER_WIDTH } from './index-merge'
import type { DocumentsRow, FactsRow } from './index-rows'
import {
  dropSegments,
  indexState,
  indexTables,
  isWholeDocuments,
  isWholeFacts,
  putSegment,
  updateState,
} from './segment-store'

/** Papers that are indexed in one step: some 100 ms, and the loss when a worker is killed in the middle. */
const PAPERS_A_STEP = 500

/**
 * One step of upkeep: goes on with a merge, builds anew a part of a segment that older analysis wrote, indexes papers
 * that are missing, or begins a merge. Returns whether there was anything to do; each step is one transaction and may be
 * the last. Searches find the same before, between and after. `width` is how many segments of one size are let stand.
 */
export async function maintainIndex(db: GlossDatabase, width = TIER_WIDTH): Promise<boolean> {
  const vectors = await db.termVectors()
  const merge = await db.merges.toCollection().first()
  if (merge) {
    await continueMerge(db, merge)
    return true
  }
  if ((await indexState(db)).incomplete) return indexMissing(db, vectors)
  if (await rebuildOutdated(db, vectors)) return true
  return planMerge(db, indexVersion(vectors), width)
}

/**
 * Takes a damaged segment out of the index; its papers are indexed anew by the next upkeep. Papers stay as they are.
 * Returns whether it was still there: one that was merged away meanwhile only looked damaged to a reader of the index as
 * it was.
 */
export async function dropDamaged(db: GlossDatabase, segment: number): Promise<boolean> {
  return db.transaction('rw', indexTables(db), async () => {
    const rows = [db.facts, db.documents, db.dictionaries].map(table => table.get(segment))
    if (!(await Promise.all(rows)).some(Boolean)) return false
    await dropSegments(db, [segment])
    await updateState(db, { incomplete: true })
    return true
  })
}

/** Indexes some of the papers that no segment holds alive. */
async function indexMissing(db: GlossDatabase, vectors: TermVectors | null): Promise<boolean> {
  return db.transaction('rw', [db.papers, ...indexTables(db)], async () => {
    const missing = new Set(await db.papers.toCollection().primaryKeys())
    const [documents, facts] = [await db.documents.toArray(), await db.facts.toArray()]
    const factsOf = new Map(facts.map(row => [row.segment, row]))
    const damaged: number[] = []
    for (const row of documents) {
      const marks = factsOf.get(row.segment)
      if (!marks || !isWholeDocuments(row) || !isWholeFacts(marks)) damaged.push(row.segment)
      else for (const [d, id] of unpackIds(row.ids).entries()) if (!marks.facts.dead[d]) missing.delete(id)
    }
    await dropSegments(db, damaged)
    const some = [...missing].slice(0, PAPERS_A_STEP)
    await indexPapers(db, some, vectors)
    await updateState(db, { incomplete: missing.size > some.length })
    return true
  })
}

/** Builds anew some documents of a segment that was written by other analysis, and drops it when none is left. */
async function rebuildOutdated(db: GlossDatabase, vectors: TermVectors | null): Promise<boolean> {
  const version = indexVersion(vectors)
  return db.transaction('rw', [db.papers, ...indexTables(db)], async () => {
    const outdated = await db.documents.filter(row => isOutdated(row.version, version)).first()
    if (!outdated) return false
    const marks = await db.facts.get(outdated.segment)
    if (!marks || !isWholeDocuments(outdated) || !isWholeFacts(marks)) {
      await dropSegments(db, [outdated.segment])
      await updateState(db, { incomplete: true })
      return true
    }
    const some = aliveIn(outdated, marks).slice(0, PAPERS_A_STEP)
    await indexPapers(db, some, vectors)
    if (some.length < PAPERS_A_STEP) await dropSegments(db, [outdated.segment])
    else await db.facts.put(withDead(outdated, marks, new Set(some)))
    await updateState(db)
    return true
  })
}

function aliveIn(row: DocumentsRow, { facts }: FactsRow): PaperId[] {
  return unpackIds(row.ids).filter((_, document) => !facts.dead[document])
}

async function indexPapers(
  db: GlossDatabase,
  ids: readonly PaperId[],
  vectors: TermVectors | null,
): Promise<void> {
  const papers = await db.papers.bulkGet([...ids])
  const documents = papers.flatMap(paper => (paper ? [indexDocumentOf(paper, vectors)] : []))
  if (documents.length > 0)
    await putSegment(db, buildSegment(documents, vectors?.dimensions ?? 0), indexVersion(vectors))
}
