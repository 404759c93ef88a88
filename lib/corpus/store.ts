import { contradict, type PaperId, schemeOf } from '../papers/identifier'
import { mergePapers } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { titleKey } from '../papers/title-key'
import { buildSegment } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import type { Day } from '../time'
import type { DayRow, GlossDatabase, PaperRow, PartRow, SourceRow } from './database'
import { changeFacts } from './index-changes'
import { indexDocumentOf, indexedDifferently, indexVersion } from './index-document'
import { knownPapers, namesOf } from './known-papers'
import { countPapers, indexTables, putSegment } from './segment-store'

/** What one answer of a source changes, stored whole or not at all. */
export interface Batch {
  /** Whose papers they are. */
  readonly digest?: string
  readonly papers: readonly Paper[]
  /** Days as they are listed now. */
  readonly days?: readonly DayRow[]
  /** Days of which this is some more. */
  readonly lists?: ReadonlyMap<Day, readonly PaperId[]>
  /** The checkpoint that goes with them, where it is not that of a day. */
  readonly part?: PartRow
  /** The parts that the digest is made of now; checkpoints of others go. */
  readonly parts?: readonly string[]
  readonly source?: SourceRow
  /** Adds to papers that are known, and no others. */
  readonly knownOnly?: boolean
}

/**
 * Stores a batch in one transaction: its papers merged with those already known, a segment of the search index for
 * those whose text changed, and the checkpoint. Killed at any instant, either all of it is there or none. Returns how
 * many papers the digest had not brought before.
 */
export async function storeBatch(db: GlossDatabase, batch: Batch): Promise<number> {
  const vectors = batch.papers.length > 0 ? await db.termVectors() : null
  const tables = [db.papers, db.days, db.parts, db.sources, ...indexTables(db)]
  return db.transaction('rw', tables, async () => {
    const added = await storePapers(db, batch.papers, vectors, batch)
    if (batch.days) await db.days.bulkPut([...batch.days])
    if (batch.digest && batch.lists) await extendDays(db, batch.digest, batch.lists)
    if (batch.part) await db.parts.put(batch.part)
    if (batch.digest && batch.parts) await keepParts(db, batch.digest, new Set(batch.parts))
    if (batch.source) await db.sources.put({ ...batch.source, papers: (batch.source.papers ?? 0) + added })
    return added
  })
}

/**
 * Merges papers into the corpus and its index; returns how many of them `digest` had said nothing of before. To be
 * called inside a transaction over the papers and the tables of the index; `vectors` were read before it began.
 */
export async function storePapers(
  db: GlossDatabase,
  papers: readonly Paper[],
  vectors: TermVectors | null,
  { digest, knownOnly = false }: Pick<Batch, 'digest' | 'knownOnly'> = {},
): Promise<number> {
  if (papers.length === 0) return 0
  const known = await knownPapers(db, papers)
  const { joined, replaced, merged } = joinPapers(known, knownOnly ? addingTo(known, papers) : papers)
  const before = new Map(known.map(row => [row.id, row]))
  const changed = joined.filter(paper => !saysNothingNew(before.get(paper.id), paper))
  const reindexed = changed.filter(paper => indexedDifferently(before.get(paper.id), paper))
  await db.papers.bulkDelete([...replaced])
  await db.papers.bulkPut(changed.map(withTitleKey))
  await countPapers(db, changed.filter(({ id }) => !before.has(id)).length - replaced.size)
  const renewed = new Set(reindexed)
  await changeFacts(db, {
    buried: new Set([...replaced, ...reindexed.map(({ id }) => id).filter(id => before.has(id))]),
    changed: changed.filter(paper => !renewed.has(paper)),
  })
  if (reindexed.length > 0) {
    const documents = reindexed.map(paper => indexDocumentOf(paper, vectors))
    await putSegment(db, buildSegment(documents, vectors?.dimensions ?? 0), indexVersion(vectors))
  }
  return digest ? countOf(digest, joined) - countOf(digest, merged) : 0
}

function countOf(digest: string, papers: readonly Paper[]): number {
  return papers.filter(paper => paper.listings.some(listing => listing.digest === digest)).length
}

/**
 * Whether a paper is known as it is, and only heard of again. When it was last heard of is not worth a write: most of what
 * is fetched a second time has not changed.
 */
function saysNothingNew(known: PaperRow | undefined, paper: Paper): boolean {
  const timeless = (key: string, value: unknown) =>
    key === 'seen' || key === 'fieldSeen' || key === 'titleKey' ? undefined : value
  return known !== undefined && JSON.stringify(known, timeless) === JSON.stringify(paper, timeless)
}

/** What is said of known papers, under the titles that they have. */
function addingTo(known: readonly PaperRow[], papers: readonly Paper[]): Paper[] {
  const byId = new Map(known.flatMap(row => row.ids.map(id => [id, row] as const)))
  return papers.flatMap(paper => {
    const row = paper.ids.map(id => byId.get(id)).find(found => found !== undefined)
    if (!row) return []
    const { title: _, ...seen } = paper.fieldSeen
    return [{ ...paper, title: row.title, fieldSeen: { ...seen, title: row.fieldSeen.title ?? 0 } }]
  })
}

/** Adds papers to the lists of days, behind those that are there. */
async function extendDays(
  db: GlossDatabase,
  digest: string,
  lists: ReadonlyMap<Day, readonly PaperId[]>,
): Promise<void> {
  const days = [...lists.keys()]
  const rows = await db.days.bulkGet(days.map((day): [string, Day] => [digest, day]))
  const longer = days.flatMap((day, n): DayRow[] => {
    const known = rows[n]?.papers ?? []
    const papers = [...new Set([...known, ...(lists.get(day) ?? [])])]
    return rows[n] && papers.length === known.length ? [] : [{ ...rows[n], digest, day, papers }]
  })
  if (longer.length > 0) await db.days.bulkPut(longer)
}

async function keepParts(db: GlossDatabase, digest: string, kept: ReadonlySet<string>): Promise<void> {
  const keys = await db.parts.where('digest').equals(digest).primaryKeys()
  await db.parts.bulkDelete(keys.filter(([, part]) => !kept.has(part)))
}

/**
 * Joins incoming papers with the known ones and with each other. `joined` are the papers to write, `replaced` the
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
  return {
    joined: [...touched],
    replaced: new Set(known.map(row => row.id).filter(id => !kept.has(id))),
    /** Known papers that went into joined ones. */
    merged: known.filter(row => !groups.all.has(row)),
  }
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

function withTitleKey(paper: Paper): PaperRow {
  const key = titleKey(paper.title)
  const { titleKey: _, ...bare } = paper as PaperRow
  return key ? { ...bare, titleKey: key } : bare
}
