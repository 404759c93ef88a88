import { contradict, fromTitle, nativeId, type PaperId, schemeOf } from '../papers/identifier'
import { mergePapers } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import { buildSegment } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import type { DayRow, GlossDatabase, PaperRow, SourceRow } from './database'
import { changeFacts } from './index-changes'
import { indexDocumentOf, indexedDifferently, indexVersion } from './index-document'
import { indexTables, putSegment } from './segment-store'

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
  const vectors = await db.termVectors()
  await db.transaction('rw', [db.papers, db.days, db.sources, ...indexTables(db)], async () => {
    await storePapers(db, batch.papers, vectors)
    if (batch.day) await db.days.put(batch.day)
    if (batch.source) await db.sources.put(batch.source)
  })
}

/**
 * Merges papers into the corpus and its index. To be called inside a transaction over the papers and the tables of the
 * index; `vectors` were read before it began.
 */
export async function storePapers(
  db: GlossDatabase,
  papers: readonly Paper[],
  vectors: TermVectors | null,
): Promise<void> {
  if (papers.length === 0) return
  const known = await knownPapers(db, papers)
  const { changed, replaced } = joinPapers(known, papers)
  const before = new Map(known.map(row => [row.id, row]))
  const reindexed = changed.filter(paper => indexedDifferently(before.get(paper.id), paper))
  await db.papers.bulkDelete([...replaced])
  await db.papers.bulkPut(changed.map(withTitleKey))
  const renewed = new Set(reindexed)
  await changeFacts(db, {
    buried: new Set([...replaced, ...reindexed.map(paper => paper.id)]),
    changed: changed.filter(paper => !renewed.has(paper)),
  })
  if (reindexed.length === 0) return
  const documents = reindexed.map(paper => indexDocumentOf(paper, vectors))
  await putSegment(db, buildSegment(documents, vectors?.dimensions ?? 0), indexVersion(vectors))
}

/** Stored papers that may be one of `papers`: the same identifier, or the same title. */
async function knownPapers(db: GlossDatabase, papers: readonly Paper[]): Promise<PaperRow[]> {
  const names = [...new Set(papers.flatMap(namesOf))]
  const titles = names.filter(name => schemeOf(name) === 'title').map(nativeId)
  const byId = await db.papers.where('ids').anyOf(names).distinct().toArray()
  const byTitle = await db.papers.where('titleKey').anyOf(titles).toArray()
  return [...new Map([...byId, ...byTitle].map(row => [row.id, row])).values()]
}

/**
 * Joins incoming papers with the known ones and with each other. `changed` are the papers to write, `replaced` the
 * identifiers of rows that went into another.
 */
function joinPapers(known: readonly PaperRow[], incoming: readonly Paper[]) {
  const groups = new Groups()
  for (const row of known) groups.add(row)
  const touched = new Set<Paper>()
  for (const paper of incoming) {
    const same = othersOf(paper, groups.named(paper))
    const joined = same.reduce<Paper>((sum, other) => mergePapers(sum, other), paper)
    for (const other of same) {
      groups.delete(other)
      touched.delete(other)
    }
    groups.add(joined)
    touched.add(joined)
  }
  const kept = new Set([...groups.all.keys()].map(paper => paper.id))
  return { changed: [...touched], replaced: new Set(known.map(row => row.id).filter(id => !kept.has(id))) }
}

/** Papers by every name they go by, so that a batch of any size is joined in one pass. */
class Groups {
  readonly all = new Map<Paper, readonly PaperId[]>()
  readonly #byName = new Map<PaperId, Set<Paper>>()

  /** Papers that share a name with this one. */
  named(paper: Paper): Paper[] {
    return [...new Set(namesOf(paper).flatMap(name => [...(this.#byName.get(name) ?? [])]))]
  }

  add(paper: Paper): void {
    const names = namesOf(paper)
    this.all.set(paper, names)
    for (const name of names) this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(paper))
  }

  delete(paper: Paper): void {
    for (const name of this.all.get(paper) ?? []) this.#byName.get(name)?.delete(paper)
    this.all.delete(paper)
  }
}

/**
 * Those of `candidates`, which share a name with the paper, that are the same paper: by an identifier, or by the
 * title. A title that papers with contradicting identifiers carry names none of them.
 */
function othersOf(paper: Paper, candidates: readonly Paper[]): Paper[] {
  const [byId, byTitle]: [Paper[], Paper[]] = [[], []]
  for (const other of candidates) {
    const sharesId = other.ids.some(id => schemeOf(id) !== 'title' && paper.ids.includes(id))
    // Two that have nothing but the same title are one row.
    ;(sharesId || other.id === paper.id ? byId : byTitle).push(other)
  }
  const carriers = [[paper, ...byId].flatMap(({ ids }) => ids), ...byTitle.map(({ ids }) => ids)]
  const ambiguous = carriers.some((ids, i) => carriers.slice(i + 1).some(more => contradict(ids, more)))
  return ambiguous ? byId : candidates.slice()
}

/** What a paper goes by: its identifiers, and its title as one. */
function namesOf(paper: Paper): PaperId[] {
  const byTitle = fromTitle(paper.title)
  return [...new Set(byTitle ? [...paper.ids, byTitle] : paper.ids)]
}

function withTitleKey(paper: Paper): PaperRow {
  const key = titleKey(paper.title)
  const { titleKey: _, ...bare } = paper as PaperRow
  return key ? { ...bare, titleKey: key } : bare
}
