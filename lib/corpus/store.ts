import { contradict, type PaperId } from '../papers/identifier'
import { mergePapers } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import type { DayRow, GlossDatabase, PaperRow, SourceRow } from './database'
import { indexDocumentOf, indexedDifferently } from './index-document'
import { addSegment, buryDocuments } from './segments'

/** What one answer of a source changes, stored whole or not at all. */
export interface Batch {
  readonly papers: readonly Paper[]
  /** The checkpoint that goes with them. */
  readonly day?: DayRow
  readonly source?: SourceRow
}

/**
 * Stores a batch in one transaction: its papers merged with those already known, a segment of the search index for
 * those whose text changed, and the checkpoint. Killed at any instant, either all of it is there or none.
 */
export async function storeBatch(db: GlossDatabase, batch: Batch): Promise<void> {
  const tables = [db.papers, db.days, db.sources, db.segments, db.segmentDocuments]
  await db.transaction('rw', tables, async () => {
    await storePapers(db, batch.papers)
    if (batch.day) await db.days.put(batch.day)
    if (batch.source) await db.sources.put(batch.source)
  })
}

/** Merges papers into the corpus and its index. To be called inside a transaction over papers and segments. */
export async function storePapers(db: GlossDatabase, papers: readonly Paper[]): Promise<void> {
  if (papers.length === 0) return
  const known = await knownPapers(db, papers)
  const { changed, replaced } = joinPapers(known, papers)
  const reindexed = changed.filter(paper =>
    indexedDifferently(
      known.find(before => before.id === paper.id),
      paper,
    ),
  )
  await db.papers.bulkDelete([...replaced])
  await db.papers.bulkPut(changed.map(withTitleKey))
  await buryDocuments(db, new Set([...replaced, ...reindexed.map(paper => paper.id)]))
  await addSegment(db, reindexed.map(indexDocumentOf))
}

/** Stored papers that may be one of `papers`: the same identifier, or the same title. */
async function knownPapers(db: GlossDatabase, papers: readonly Paper[]): Promise<PaperRow[]> {
  const ids = papers.flatMap(paper => paper.ids)
  const titles = papers.flatMap(paper => titleKey(paper.title) ?? [])
  const byId = await db.papers.where('ids').anyOf(ids).distinct().toArray()
  const byTitle = await db.papers.where('titleKey').anyOf(titles).toArray()
  return [...new Map([...byId, ...byTitle].map(row => [row.id, row])).values()]
}

/**
 * Joins incoming papers with the known ones and with each other. `changed` are the papers to write, `replaced` the
 * identifiers of rows that went into another.
 */
function joinPapers(known: readonly PaperRow[], incoming: readonly Paper[]) {
  const groups = new Set<Paper>(known)
  const touched = new Set<Paper>()
  for (const paper of incoming) {
    const same = [...groups].filter(other => isSamePaper(other, paper))
    const joined = same.reduce<Paper>((sum, other) => mergePapers(sum, other), paper)
    for (const other of same) {
      groups.delete(other)
      touched.delete(other)
    }
    groups.add(joined)
    touched.add(joined)
  }
  const changed = [...touched]
  const kept = new Set<PaperId>([...groups].map(paper => paper.id))
  return { changed, replaced: new Set(known.map(row => row.id).filter(id => !kept.has(id))) }
}

/**
 * Whether two records are of one paper: they share an identifier, or the title where neither names the paper in a
 * way that contradicts the other.
 */
export function isSamePaper(a: Paper, b: Paper): boolean {
  if (a.ids.some(id => b.ids.includes(id))) return true
  const key = titleKey(a.title)
  return key !== null && key === titleKey(b.title) && !contradict(a.ids, b.ids)
}

function withTitleKey(paper: Paper): PaperRow {
  const key = titleKey(paper.title)
  const { titleKey: _, ...bare } = paper as PaperRow
  return key ? { ...bare, titleKey: key } : bare
}
