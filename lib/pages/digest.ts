import type { Corpus } from '../corpus/corpus'
import type { DigestRow, PaperRow } from '../corpus/database'
import { followedDigests } from '../corpus/digests'
import { STARTER } from '../corpus/first-digests'
import type { PaperId } from '../papers/identifier'
import type { Day } from '../time'

/** A list of a digest: a day's papers or, where it has no days, the one list that it is. */
export interface DigestList {
  readonly digest: DigestRow
  readonly day?: Day
  readonly papers: readonly PaperRow[]
  /** Papers that were listed before and have changed since. */
  readonly versions: readonly PaperRow[]
  /** How many papers the list names; one without days may be longer than what was read of it. */
  readonly total: number
}

/** Which list is asked for: the newest of the first digest, where nothing is said. */
export interface AskedList {
  readonly digest?: string | undefined
  readonly day?: Day | undefined
  /** The most papers that are read of a list without days. */
  readonly limit?: number
}

const LIMIT = 200

/**
 * The list that is asked for. Without a digest it is of the first one that has the day, else of the first one that has
 * any list; undefined where there is none at all.
 */
export async function digestList(corpus: Corpus, asked: AskedList = {}): Promise<DigestList | undefined> {
  const digest = await digestFor(corpus, asked)
  if (!digest) return undefined
  const { day: wanted } = asked
  const row = wanted ? await corpus.day(digest.digest, wanted) : await corpus.dayWithPapers(digest.digest)
  const day = row?.day ?? wanted
  const ids = day ? (row?.papers ?? []) : await undatedList(corpus, digest.digest)
  const papers = await papersInOrder(corpus, day ? ids : ids.slice(0, asked.limit ?? LIMIT))
  const versions = papers.filter(paper => isNewVersion(paper, digest.digest, day))
  const again = new Set(versions)
  return {
    digest,
    ...(day && { day }),
    papers: papers.filter(paper => !again.has(paper)),
    versions,
    total: day ? papers.length : ids.length,
  }
}

/**
 * Digests that have a list to show, in the reader's order. What came with Gloss stands in for the others until one of
 * them has a list, and is left out then unless it is `asked` for.
 */
export async function digestsWithLists(corpus: Corpus, asked?: string): Promise<DigestRow[]> {
  const followed = await followedDigests(corpus.db)
  const has = await Promise.all(followed.map(({ digest }) => hasList(corpus, digest)))
  const listed = followed.filter((_, i) => has[i])
  const own = listed.filter(row => row.kind !== STARTER || row.digest === asked)
  return own.length > 0 ? own : listed
}

/** How many papers each of the last `count` fetched days of a digest had, oldest first. */
export async function activity(
  corpus: Corpus,
  digest: string,
  count: number,
): Promise<{ day: Day; papers: number }[]> {
  const rows = await daysOf(corpus, digest).limit(count).toArray()
  return rows.reverse().map(row => ({ day: row.day, papers: row.papers.length }))
}

/**
 * Papers by identifiers that a list noted, in its order, each once. A paper that has come by a better name since is
 * found by the one the list has for it.
 */
export async function papersInOrder(corpus: Corpus, ids: readonly PaperId[]): Promise<PaperRow[]> {
  const byName = new Map<string, PaperRow>(await corpus.byIds([...new Set(ids)]))
  const missing = ids.filter(id => !byName.has(id))
  if (missing.length > 0)
    for (const row of await corpus.db.papers.where('ids').anyOf(missing).distinct().toArray())
      for (const id of row.ids) byName.set(id, row)
  const inOrder = new Map<string, PaperRow>()
  for (const id of ids) {
    const row = byName.get(id)
    if (row && !inOrder.has(row.id)) inOrder.set(row.id, row)
  }
  return [...inOrder.values()]
}

async function digestFor(corpus: Corpus, { digest, day }: AskedList): Promise<DigestRow | undefined> {
  const followed = await followedDigests(corpus.db)
  const named = digest && followed.find(row => row.digest === digest)
  if (named) return named
  if (day) for (const row of followed) if ((await corpus.day(row.digest, day))?.papers.length) return row
  return (await digestsWithLists(corpus))[0]
}

async function hasList(corpus: Corpus, digest: string): Promise<boolean> {
  if (await corpus.dayWithPapers(digest)) return true
  const parts = corpus.db.parts.where('digest').equals(digest)
  return (
    (await parts.filter(part => part.papers !== undefined && part.papers.length > 0).first()) !== undefined
  )
}

/** The list of a digest without days. Of several, as pages that were dropped here, the last comes first. */
async function undatedList(corpus: Corpus, digest: string): Promise<PaperId[]> {
  const parts = await corpus.db.parts.where('digest').equals(digest).toArray()
  const lists = parts.toSorted((a, b) => (b.fetched ?? 0) - (a.fetched ?? 0))
  return [...new Set(lists.flatMap(part => part.papers ?? []))]
}

/** The days of a digest, newest first. */
function daysOf(corpus: Corpus, digest: string) {
  return corpus.db.days.where('[digest+day]').between([digest, ''], [digest, '~'], false, true).reverse()
}

function isNewVersion(paper: PaperRow, digest: string, day: Day | undefined): boolean {
  const listing = paper.listings.find(listed => listed.digest === digest && (!day || listed.day === day))
  return listing?.announced === 'replace' || listing?.announced === 'replace-cross'
}
