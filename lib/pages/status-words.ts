import { HUGGING_FACE, SAVED_PAGES, STARTER } from '../corpus/first-digests'
import { ago } from '../time'
import { isFetched } from './followed'
import type { DigestStatus, Problem, Progress, Status } from './status'

/** The status in a few words: "Synced 2 min ago", or how far the sync has come. */
export function statusText(status: Status, now: number): string {
  const { progress } = status
  if (!status.syncOn) return 'Sync is off'
  if (!status.online)
    return `Offline. Everything here goes on working; the ${number(status.papers)} papers are kept`
  const followed = status.digests.filter(({ row }) => isFetched(row))
  if (followed.length === 0) return 'No digest is followed'
  if (followed.every(({ row }) => row.paused)) return 'Every digest is paused'
  if (status.spared && !status.syncing) return 'Sync rests while the connection is metered'
  if (isArriving(progress))
    return `${number(progress.papers)} of about ${number(progress.expected)} papers, newest first`
  return status.lastSuccess === undefined ? 'Not synced yet' : `Synced ${ago(status.lastSuccess, now)}`
}

/** What went wrong, what was kept and what happens next, in words; null when all is well. */
export function problemText(status: Status, now: number): string | null {
  return status.problem ? inWords(status.problem, status.papers, now) : null
}

/** The state of one digest in a few words: "Synced 2 min ago · 4,812 papers". */
export function digestStateText(digest: DigestStatus, now: number): string {
  const { row, progress, papers } = digest
  // One that only adds to papers of others brings none.
  const counted = papers > 0 ? [paperCount(papers)] : []
  const days = daysText(digest)
  const words = (first: string, ...more: string[]) => [first, ...more, ...days].join(' · ')
  if (row.kind === STARTER) return words('Came with Gloss', ...counted)
  if (row.kind === SAVED_PAGES) return words('Added by you', ...counted)
  if (row.paused) return words('Paused', ...counted)
  if (progress && isArriving(progress))
    return words(`${number(papers)} of about ${number(progress.expected)} papers`)
  if (digest.running) return words('Syncing', ...counted)
  const { lastSuccess } = digest
  return words(lastSuccess === undefined ? 'Not synced yet' : `Synced ${ago(lastSuccess, now)}`, ...counted)
}

/** What went wrong with one digest; null when all is well, and while it is paused. */
export function digestProblemText(digest: DigestStatus, now: number): string | null {
  return digest.problem && !digest.row.paused ? inWords(digest.problem, digest.papers, now) : null
}

/** The share of the work that is done, from 0 to 1, while there is work; null otherwise. */
export function shareDone(progress: Progress | undefined): number | null {
  return progress && progress.done < progress.all ? progress.done / progress.all : null
}

/** Whether papers are still on their way. */
export function isArriving(progress: Progress): boolean {
  return progress.done < progress.all && progress.papers < progress.expected
}

/** 13204 as "13,204". */
export function number(value: number): string {
  return value.toLocaleString('en')
}

/** "1 paper", "13,204 papers". */
export function paperCount(papers: number): string {
  return papers === 1 ? '1 paper' : `${number(papers)} papers`
}

/** "3 of 1,234 days", where the parts are known to be days and some are missing. */
function daysText({ row, progress }: DigestStatus): string[] {
  if (row.digest !== HUGGING_FACE || shareDone(progress) === null || !progress) return []
  return [`${number(progress.done)} of ${number(progress.all)} days`]
}

function inWords({ message, digest, retryAt }: Problem, papers: number, now: number): string {
  const kept =
    papers > 0
      ? `The ${papers === 1 ? 'one paper' : paperCount(papers)} already here ${papers === 1 ? 'is' : 'are'} kept`
      : 'Nothing was lost'
  const next =
    retryAt && retryAt > now ? `Gloss tries again ${waitText(retryAt - now)}` : 'Gloss tries again by itself'
  return `${digest ? `${digest}: ` : ''}${message}. ${kept}. ${next}.`
}

function waitText(wait: number): string {
  const minutes = Math.ceil(wait / 60_000)
  if (minutes <= 1) return 'in a minute'
  return minutes < 90 ? `in ${minutes} minutes` : `in ${Math.round(minutes / 60)} hours`
}
