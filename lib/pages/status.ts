import type { Corpus } from '../corpus/corpus'
import type { SourceRow } from '../corpus/database'
import { readSettings } from '../settings'
import { dailySources } from '../sources/registry'
import { type Progress, progressOf } from '../sync/plan'
import { ago } from '../time'

/** Where the corpus and its sync stand, for a status line. */
export interface Status {
  readonly papers: number
  readonly saved: number
  readonly progress: Progress
  readonly syncing: boolean
  readonly syncOn: boolean
  readonly online: boolean
  readonly lastSuccess?: number
  readonly problem?: SourceRow['problem']
  readonly retryAt?: number
}

/** Reads the status; to be watched with `useLive`. */
export async function readStatus(corpus: Corpus, now: number): Promise<Status> {
  const [source] = dailySources
  if (!source) throw new Error('No daily source is registered')
  const [row, days, papers, saved, settings] = await Promise.all([
    corpus.db.sources.get(source.id),
    // All at once: a cursor that counts takes ten times as long.
    corpus.db.days.where('digest').equals(source.id).toArray(),
    corpus.size(),
    corpus.db.library.count(),
    readSettings(),
  ])
  const fetched = days.filter(day => day.fetched !== undefined).length
  return {
    papers,
    saved,
    progress: progressOf(source, fetched, papers, now, settings.syncFrom),
    syncing: row?.phase === 'running' && settings.syncOn,
    syncOn: settings.syncOn,
    online: navigator.onLine,
    ...(row?.lastSuccess !== undefined && { lastSuccess: row.lastSuccess }),
    ...(row?.problem && { problem: row.problem }),
    ...(row?.retryAt !== undefined && { retryAt: row.retryAt }),
  }
}

/** The status in a few words: "Synced 2 min ago", or how far the first sync has come. */
export function statusText(status: Status, now: number): string {
  const { progress } = status
  if (!status.syncOn) return 'Sync is off'
  if (!status.online)
    return `Offline. Everything here goes on working; the ${number(status.papers)} papers are kept`
  if (progress.daysDone < progress.daysInAll && progress.papers < progress.expected)
    return `${number(progress.papers)} of about ${number(progress.expected)} papers, newest first`
  return status.lastSuccess === undefined ? 'Not synced yet' : `Synced ${ago(status.lastSuccess, now)}`
}

/** What went wrong, what was kept and what happens next, in words; null when all is well. */
export function problemText(status: Status, now: number): string | null {
  const { problem, retryAt } = status
  if (!problem) return null
  const kept =
    status.papers > 0 ? `The ${number(status.papers)} papers already here are kept` : 'Nothing was lost'
  const next =
    retryAt && retryAt > now ? `Gloss tries again ${inWords(retryAt - now)}` : 'Gloss tries again by itself'
  return `${problem.message}. ${kept}. ${next}.`
}

/** 13204 as "13,204". */
export function number(value: number): string {
  return value.toLocaleString('en')
}

function inWords(wait: number): string {
  const minutes = Math.ceil(wait / 60_000)
  if (minutes <= 1) return 'in a minute'
  return minutes < 90 ? `in ${minutes} minutes` : `in ${Math.round(minutes / 60)} hours`
}
