import { compareIds, type PaperId, paperUrl } from '../papers/identifier'
import { mergePapers, uniqueIds } from '../papers/merge'
import { bestSummary, dateOf, type Paper, topicLabels, upvotesOf } from '../papers/paper'
import type { Day } from '../time'
import { timeOf } from './clock'
import { type Entry, fieldOf, isListed, type ListState, notesOf, stampsOf, tagsOf } from './entry'

/** An entry as the list shows, sorts and filters it: small, for ten thousand are read at once. */
export interface ListRow {
  /** The best of `ids`. */
  readonly id: PaperId
  /** Of all entries of the paper. */
  readonly ids: readonly PaperId[]
  readonly state: ListState
  readonly priority: number
  readonly rating: number
  /** Milliseconds. */
  readonly saved: number
  readonly read?: number
  readonly from?: string
  readonly place?: string
  readonly tags: readonly string[]
  /** One note, or those that devices wrote without knowing of each other. */
  readonly notes: readonly string[]
  readonly title: string
  readonly authors: readonly string[]
  readonly date?: Day
  readonly topics: readonly string[]
  readonly upvotes?: number
  readonly journal?: string
  readonly url?: string
  readonly has: { readonly code?: true; readonly project?: true; readonly summary?: true }
  /** The digests that have it. */
  readonly digests: readonly string[]
  /** The entries that it shows, the one that edits go to first. */
  readonly keys: readonly PaperId[]
  /** Set where its title is not known yet, only its identifier. */
  readonly untitled?: true
}

/** What the list shows of the entries of one paper; undefined where none of them is on the list. */
export function listRow(entries: readonly Entry[]): ListRow | undefined {
  const listed = entries.filter(isListed).sort((a, b) => rootFirst(a, b))
  const ids = uniqueIds(listed.flatMap(entry => entry.ids))
  const [id] = ids
  if (!id) return undefined
  const paper = paperOfEntries(listed)
  const [first] = listed.flatMap(stampsOf).sort()
  const [read, from, place] = [fieldOf(listed, 'read'), fieldOf(listed, 'from'), fieldOf(listed, 'place')]
  const date = paper && dateOf(paper)
  const upvotes = paper && upvotesOf(paper)
  const url = ids.map(paperUrl).find(Boolean)
  return {
    id,
    ids,
    keys: listed.map(({ key }) => key),
    state: fieldOf(listed, 'state') ?? 'to-read',
    priority: fieldOf(listed, 'priority') ?? 0,
    rating: fieldOf(listed, 'rating') ?? 0,
    saved: fieldOf(listed, 'saved') ?? (first ? timeOf(first) : 0),
    ...(typeof read === 'number' && { read }),
    ...(from && { from }),
    ...(place && { place }),
    tags: tagsOf(listed),
    notes: notesOf(listed),
    title: paper?.title ?? nameOf(id),
    authors: paper?.authors ?? [],
    ...(date && { date }),
    topics: paper ? topicLabels(paper) : [],
    ...(upvotes !== undefined && { upvotes }),
    ...(paper?.journal && { journal: paper.journal }),
    ...(url && { url }),
    has: {
      ...(paper?.code && { code: true as const }),
      ...(paper?.project && { project: true as const }),
      ...(paper && bestSummary(paper) && { summary: true as const }),
    },
    digests: paper ? digestsOf(paper) : [],
    ...(isUntitled(paper) && { untitled: true as const }),
  }
}

/** All that the entries of one paper know of it; undefined where none does. */
export function paperOfEntries(entries: readonly Entry[]): Paper | undefined {
  const papers = entries.flatMap(({ paper }) => paper ?? [])
  return papers.length > 0 ? papers.reduce(mergePapers) : undefined
}

/** Those that were not merged into another come before those that were, then by name. */
export function rootFirst(a: Entry, b: Entry): number {
  const merged = (entry: Entry) => (fieldOf([entry], 'into') ? 1 : 0)
  return merged(a) - merged(b) || compareIds(a.key, b.key)
}

/** A paper of which nothing is known but what it is called by: its title is its identifier until a page or a digest tells. */
export function untitledPaper(ids: readonly PaperId[]): Paper {
  const unique = uniqueIds(ids)
  const [id] = unique
  if (!id) throw new Error('A paper needs an identifier')
  return {
    id,
    ids: unique,
    title: nameOf(id),
    // Whatever says a title said it later.
    fieldSeen: { title: 0 },
    summaries: [],
    topicLists: [],
    listings: [],
  }
}

/** Whether a paper has no title yet but its identifier. */
export function isUntitled(paper: Paper | undefined): boolean {
  return !paper || (paper.fieldSeen.title === 0 && paper.ids.some(id => nameOf(id) === paper.title))
}

/** "arXiv:2401.12345", "doi:10.1000/1". */
function nameOf(id: PaperId): string {
  return id.replace(/^arxiv:/, 'arXiv:')
}

function digestsOf(paper: Paper): string[] {
  const said = [...paper.summaries, ...paper.topicLists, ...paper.listings]
  return [...new Set(said.map(({ digest }) => digest))].sort()
}
