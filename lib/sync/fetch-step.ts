import type { BodyVersion } from '../corpus/database'
import type { Failure, FetchedBody } from '../http'
import { mergePapers } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { type Followed, MalformedBody, type Reading, type Source, type Step } from '../sources/source'
import type { Day } from '../time'
import { validators, versionOf } from './body-version'
import { clockSkew } from './pace'
import { askHost, type SyncTools } from './tools'

/** What became of a step; `skew` is how far the reader's clock is off, where the server told the time. */
export type Outcome = { readonly skew: number | undefined } & (
  | { readonly kind: 'read'; readonly reading: Reading; readonly version: BodyVersion }
  | { readonly kind: 'unchanged' }
  /** The answer for several days cannot be told apart by day. */
  | { readonly kind: 'undivided' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly papers: readonly Paper[] }
)

/** A list with more pages than this does not exist; a server that says so is going round in circles. */
const MAX_PAGES = 20
/** Pages that shift while they are read are read again, but not for ever. */
const MAX_WALKS = 3

/** Faults of what was asked for, not of the server as a whole: the next step may go well. */
export function isOwnFault({ kind }: Failure): boolean {
  return ['malformed', 'refused', 'missing', 'moved', 'too-large'].includes(kind)
}

/**
 * Fetches and reads all pages of a step; `known` is what was stored of it. A page that only repeats what came before ends
 * it; where a page repeats some of it, papers have moved between pages and one may have been missed: it is walked again.
 * Rejects only with the signal's reason.
 */
export async function fetchStep(
  source: Source,
  digest: Followed,
  step: Step,
  known: BodyVersion | undefined,
  tools: SyncTools,
  signal: AbortSignal,
): Promise<Outcome> {
  const papers = new Map<string, Paper>()
  let [rejected, bodies]: [string[], FetchedBody[]] = [[], []]
  let skew: number | undefined
  let first: Reading | undefined
  for (let walk = 0; walk < MAX_WALKS; walk++) {
    const before = papers.size
    const walked = new Set<string>()
    let shifted = false
    ;[rejected, bodies] = [[], []]
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await askHost(tools, step.url(page), {
        signal,
        accept: source.accept,
        sha256: step.sha256 !== undefined,
        ...(page === 0 && walk === 0 && validators(step.url(0), known)),
      })
      if (answer.serverTime !== undefined) skew = clockSkew(answer.serverTime, tools.now())
      const failed = (failure: Failure): Outcome =>
        isRange(step) && isOwnFault(failure)
          ? { kind: 'undivided', skew }
          : { kind: 'failed', failure, papers: [...papers.values()], skew }
      if (!answer.ok) return failed(answer.failure)
      if (answer.unchanged) return { kind: 'unchanged', skew }
      const { body } = answer
      if (step.sha256 && body.sha256 !== step.sha256)
        return failed({ kind: 'malformed', message: checksumMessage(body.url) })
      const seen = Math.floor((tools.now() + (skew ?? 0)) / 1000)
      const reading = readPage(source, body, step, digest, seen, page)
      if ('failure' in reading) return failed(reading.failure)
      if (reading.undivided) return { kind: 'undivided', skew }
      first ??= reading
      const repeated = reading.papers.filter(paper => walked.has(paper.id)).length
      if (page > 0 && repeated === reading.papers.length) break
      shifted ||= repeated > 0
      for (const paper of reading.papers) {
        walked.add(paper.id)
        // Of several days, a paper may be listed on two.
        const known = papers.get(paper.id)
        papers.set(paper.id, known ? mergePapers(known, paper) : paper)
      }
      rejected.push(...reading.rejected)
      bodies.push(body)
      if (!reading.more || reading.papers.length === 0) break
    }
    if (!shifted || papers.size === before) break
  }
  const version = versionOf(step.url(0), bodies)
  if (known?.sum === version.sum) return { kind: 'unchanged', skew }
  const reading = { ...first, papers: [...papers.values()], rejected }
  if (isRange(step) && isFullOfHoles(step.days, reading.papers, digest.id)) return { kind: 'undivided', skew }
  return { kind: 'read', reading, version, skew }
}

function readPage(
  source: Source,
  body: FetchedBody,
  step: Step,
  digest: Followed,
  seen: number,
  page: number,
): Reading | { readonly failure: Failure } {
  try {
    return source.read(body, step, digest, seen, page)
  } catch (error) {
    if (error instanceof MalformedBody) return { failure: { kind: 'malformed', message: error.message } }
    throw error
  }
}

/** Whether a step asks for several days at once. */
export function isRange(step: Step): step is Step & { readonly days: readonly Day[] } {
  return step.days !== undefined && step.days.length > 1
}

/** Whether so many working days have no paper that the answer is not all there is. */
function isFullOfHoles(days: readonly Day[], papers: readonly Paper[], digest: string): boolean {
  const listed = new Set(
    papers.flatMap(paper => paper.listings.filter(one => one.digest === digest).map(({ day }) => day)),
  )
  const working = days.filter(day => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0)
  return working.filter(day => !listed.has(day)).length > Math.max(1, working.length / 3)
}

function checksumMessage(url: string): string {
  const { host, pathname } = new URL(url)
  return `${pathname.split('/').at(-1)} of ${host} is not the file that its digest describes (its SHA-256 differs), so nothing of it was taken`
}
