import type { Day } from '../time'
import type { PaperId } from './identifier'

/** Seconds since the epoch at which a statement was observed; of two statements the later one holds. */
export type Seen = number

/** What a digest says of a paper in its own words. */
export interface Summary {
  readonly digest: string
  readonly text: string
  /** The model that wrote it, where the digest says so. */
  readonly model?: string
  readonly seen: Seen
}

/** A digest's keywords for a paper, in its own order and spelling. */
export interface TopicList {
  readonly digest: string
  readonly labels: readonly string[]
  readonly seen: Seen
}

/** That a digest listed a paper on a day, and how it stood there when last seen. */
export interface Listing {
  readonly digest: string
  /** Left out by digests that do not say when. */
  readonly day?: Day
  /** How arXiv announced it: as new, as new in this category too, or as a new version of either. */
  readonly announced?: Announced
  readonly upvotes?: number
  readonly comments?: number
  /** Place on the day's list, from 1, where the digest states it. */
  readonly rank?: number
  /** Who listed it. */
  readonly by?: string
  readonly seen: Seen
}

export type Announced = 'new' | 'cross' | 'replace' | 'replace-cross'

/** Fields of which a paper has one value; the last observation of each wins on its own. */
export interface PaperFields {
  readonly title: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  /** The day of the first version. */
  readonly published?: Day
  /** When it appeared, where the day is not known: `YYYY-MM` or `YYYY`. */
  readonly appeared?: string
  readonly organization?: string
  /** Address of the code, http(s). */
  readonly code?: string
  readonly codeStars?: number
  /** Address of the project page, http(s). */
  readonly project?: string
  /** arXiv categories, the primary one first. */
  readonly categories?: readonly string[]
  /** The number of arXiv's newest version. */
  readonly version?: number
  /** The authors' comment on arXiv: pages, figures, where accepted. */
  readonly comment?: string
  /** Where it was published, as arXiv's journal reference says. */
  readonly journal?: string
}

export type PaperField = keyof PaperFields

/** Everything known of one paper, from any number of digests. */
export interface Paper extends PaperFields {
  /** The best of `ids`. */
  readonly id: PaperId
  /** Every identifier known for it, best first. */
  readonly ids: readonly PaperId[]
  /** When each field was observed. */
  readonly fieldSeen: Readonly<Partial<Record<PaperField, Seen>>>
  readonly summaries: readonly Summary[]
  readonly topicLists: readonly TopicList[]
  readonly listings: readonly Listing[]
}

/** What one source says of one paper at one moment; `paperOf` makes a paper of it. */
export interface PaperRecord extends PaperFields {
  readonly ids: readonly PaperId[]
  readonly seen: Seen
  readonly summaries?: readonly Summary[]
  readonly topicLists?: readonly TopicList[]
  readonly listings?: readonly Listing[]
}

/** Digests whose summaries were written by hand come before those written by a model. */
const SUMMARY_ORDER = ['starter', 'hf']

/** The summary a reader is shown: the hand-written one first, otherwise the latest; undefined where there is none. */
export function bestSummary(paper: Pick<Paper, 'summaries'>): Summary | undefined {
  const place = (summary: Summary) => {
    const index = SUMMARY_ORDER.indexOf(summary.digest)
    return index === -1 ? SUMMARY_ORDER.length : index
  }
  return paper.summaries.toSorted((a, b) => place(a) - place(b) || b.seen - a.seen)[0]
}

/** Topics of a paper over all its digests, each spelling once, the shortest list first: it is the most careful. */
export function topicLabels(paper: Pick<Paper, 'topicLists'>): string[] {
  const lists = paper.topicLists.toSorted((a, b) => a.labels.length - b.labels.length)
  const byFold = new Map<string, string>()
  for (const list of lists)
    for (const label of list.labels)
      if (!byFold.has(label.toLowerCase())) byFold.set(label.toLowerCase(), label)
  return [...byFold.values()]
}

/** The listing with the most to say: the latest day, then the latest observation. */
export function latestListing(paper: Pick<Paper, 'listings'>): Listing | undefined {
  return paper.listings.toSorted((a, b) => compareDays(b.day, a.day) || b.seen - a.seen)[0]
}

/** Earlier days first, and what has no day before all of them. */
function compareDays(a: Day | undefined, b: Day | undefined): number {
  const [x, y] = [a ?? '', b ?? '']
  return x < y ? -1 : x > y ? 1 : 0
}

/** Upvotes as last seen, over all listings; undefined where no digest counts them. */
export function upvotesOf(paper: Pick<Paper, 'listings'>): number | undefined {
  const counted = paper.listings.filter(listing => listing.upvotes !== undefined)
  return counted.toSorted((a, b) => b.seen - a.seen || (b.upvotes ?? 0) - (a.upvotes ?? 0))[0]?.upvotes
}

/** The year a paper appeared: of its first version, else as it is said, of its arXiv number, or of its first listing. */
export function yearOf(paper: Pick<Paper, 'published' | 'appeared' | 'id' | 'listings'>): number | undefined {
  const said = paper.published ?? paper.appeared
  if (said) return Number(said.slice(0, 4))
  const arxivYear = /^arxiv:(?:[a-z-]+\/)?(\d{2})\d{2}/.exec(paper.id)?.[1]
  if (arxivYear) return Number(arxivYear) + (Number(arxivYear) > 90 ? 1900 : 2000)
  const day = latestListing(paper)?.day
  return day ? Number(day.slice(0, 4)) : undefined
}

/**
 * The day a paper appeared: of its first version, else the first of the month in its arXiv number, else of the month
 * or year it is said to have appeared in, else of the first day that a digest listed it.
 */
export function dateOf(paper: Pick<Paper, 'published' | 'appeared' | 'id' | 'listings'>): Day | undefined {
  if (paper.published) return paper.published
  const [, year, month] = /^arxiv:(?:[a-z-]+\/)?(\d{2})(\d{2})/.exec(paper.id) ?? []
  if (year && month) return `${Number(year) > 90 ? 19 : 20}${year}-${month}-01`
  if (paper.appeared) return `${paper.appeared}-01-01`.slice(0, 10)
  return paper.listings.flatMap(({ day }) => day ?? []).sort()[0]
}
