import type { Corpus } from '../corpus/corpus'
import type { DigestRow, PartRow, SourceRow } from '../corpus/database'
import { followedDigests } from '../corpus/digests'
import { SAVED_PAGES, STARTER } from '../corpus/first-digests'
import type { Settings } from '../settings'
import { isFetched } from './followed'

/** How far a sync has come. */
export interface Progress {
  readonly papers: number
  /** About how many papers there will be. */
  readonly expected: number
  /** Parts fetched, such as days, and parts in all. */
  readonly done: number
  readonly all: number
}

/** What went wrong, until it goes right. */
export interface Problem {
  readonly message: string
  /** The digest it happened to, named only where there is more than one. */
  readonly digest?: string
  readonly retryAt?: number
}

/** Where one digest stands. */
export interface DigestStatus {
  readonly row: DigestRow
  readonly running: boolean
  readonly papers: number
  /** Left out while it cannot tell, and where there is nothing to fetch. */
  readonly progress?: Progress
  readonly lastSuccess?: number
  readonly problem?: Problem
}

/** Where the corpus and its sync stand. */
export interface Status {
  readonly papers: number
  readonly saved: number
  readonly progress: Progress
  readonly syncing: boolean
  readonly syncOn: boolean
  readonly online: boolean
  /** Whether Gloss rests because the connection is metered. */
  readonly spared: boolean
  /** The newest answer of any digest, in milliseconds. */
  readonly lastSuccess?: number
  /** The first problem there is, in the order of the digests. */
  readonly problem?: Problem
  /** In the reader's order. */
  readonly digests: readonly DigestStatus[]
}

/** What of the world outside the database decides what is fetched. */
export interface Surroundings {
  readonly settings: Pick<Settings, 'syncOn' | 'syncMetered'>
  readonly online: boolean
  readonly metered: boolean
}

/** Reads the status from a few small rows; to be watched with `useLive`. */
export async function readStatus(corpus: Corpus, around: Surroundings): Promise<Status> {
  const { db } = corpus
  const [rows, sources, parts, papers, saved] = await Promise.all([
    followedDigests(db),
    db.sources.toArray(),
    // What is fetched has its count in its own row.
    db.parts.where('digest').anyOf([STARTER, SAVED_PAGES]).toArray(),
    corpus.size(),
    db.library.count(),
  ])
  const { syncOn, syncMetered } = around.settings
  const digests = rows.map(row =>
    digestStatus(
      row,
      sources.find(source => source.digest === row.digest),
      parts.filter(part => part.digest === row.digest),
      syncOn,
    ),
  )
  const fetched = digests.filter(({ row }) => isFetched(row) && !row.paused)
  const troubled = fetched.find(({ problem }) => problem)
  const successes = fetched.flatMap(({ lastSuccess }) => lastSuccess ?? [])
  return {
    papers,
    saved,
    progress: overall(fetched, papers),
    syncing: fetched.some(({ running }) => running),
    syncOn,
    online: around.online,
    spared: around.metered && !syncMetered,
    ...(successes.length > 0 && { lastSuccess: Math.max(...successes) }),
    ...(troubled?.problem && {
      problem: { ...troubled.problem, ...(fetched.length > 1 && { digest: troubled.row.title }) },
    }),
    digests,
  }
}

function digestStatus(
  row: DigestRow,
  source: SourceRow | undefined,
  parts: readonly PartRow[],
  syncOn: boolean,
): DigestStatus {
  const listed = new Set(parts.flatMap(part => part.papers ?? [])).size
  const papers = source?.papers ?? listed
  const { progress, lastSuccess, problem, retryAt } = source ?? {}
  return {
    row,
    running: source?.phase === 'running' && syncOn && !row.paused,
    papers,
    ...(progress && { progress: { papers, ...progress } }),
    ...(lastSuccess !== undefined && { lastSuccess }),
    ...(problem && {
      problem: { message: problem.message, ...(retryAt !== undefined && { retryAt }) },
    }),
  }
}

/** The progress of all digests together: what each still lacks comes on top of all that is here. */
function overall(digests: readonly DigestStatus[], papers: number): Progress {
  const known = digests.flatMap(({ progress }) => progress ?? [])
  const sum = (value: (progress: Progress) => number) =>
    known.reduce((total, progress) => total + value(progress), 0)
  const lacking = sum(({ expected, papers }) => Math.max(0, expected - papers))
  return {
    papers,
    expected: lacking === 0 ? papers : Math.max(papers, roughly(papers + lacking)),
    done: sum(({ done }) => done),
    all: sum(({ all }) => all),
  }
}

/** To two figures: an estimate that looks exact is a wrong one. */
function roughly(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1)
  return Math.round(value / step) * step
}
