import { paperOf } from '../papers/merge'
import type { PaperRecord, Seen } from '../papers/paper'
import { DAY } from '../time'
import { z } from '../zod'
import { readResults } from './arxiv-atom'
import { parseArxivQuery, queryAddress } from './arxiv-query-text'
import { isDue, isWaiting } from './daily'
import {
  type Body,
  type Followed,
  MalformedBody,
  type Mark,
  type PlanState,
  type Reading,
  type Source,
  type Step,
} from './source'

const KIND = 'arxiv-query'
const PAGE_SIZE = 100
/** How far back a search goes: ten requests, half a minute. */
export const MAX_RESULTS = 1000
/** Answers change once a day. */
const REFRESH = DAY
/** A paper that moderation held back appears where it was submitted, behind what is known: now and then all is walked. */
const WHOLE_WALK_EVERY = 7

const ids = z.array(z.string().check(z.maxLength(40))).check(z.maxLength(PAGE_SIZE))
const page = { total: z.int().check(z.nonnegative()), ids, short: z.optional(z.boolean()) }
const pageSchema = z.object(page)
const walk = { walk: z.int().check(z.positive()), known: ids }
const headSchema = z.object({ ...page, ...walk })

/**
 * The first page's step. A walk begins with it: its answer drops the checkpoints of all other pages, so that a page with
 * a checkpoint is one of this walk. What was known before goes along, to be kept with the answer.
 */
interface HeadStep extends Step {
  /** Counts the walks, from 1. */
  readonly walk: number
  /** Papers at the head of the walk before: where one of them comes, what follows is known. None walks to the end. */
  readonly known: readonly string[]
  /** Whether no other page has a checkpoint. */
  readonly alone: boolean
}
const stepSchema = z.object({ ...walk, alone: z.boolean() })

/**
 * A search of arXiv, newest first. The first walk over its pages goes to the end, or to `MAX_RESULTS`; a later one to
 * the first page that holds something known. Each page is a checkpoint. Papers that come in between two requests push
 * others down, never up, so a page may repeat some of the one before and none is missed.
 */
export const arxivQuery: Source = {
  kind: KIND,
  name: 'arXiv search',
  accept: 'application/atom+xml',
  recognise(typed) {
    const query = parseArxivQuery(typed)
    return query ? { kind: KIND, url: queryAddress(query), title: `arXiv: ${query}` } : null
  },
  plan,
  read,
  discussionUrl: nativeId => `https://arxiv.org/abs/${nativeId}`,
}

function plan({ digest, now, marks }: PlanState): Step | null {
  const head = marks.get('0')
  const note = headNote(head)
  const alone = [...marks.keys()].every(part => part === '0')
  const first = (number: number, known: readonly string[]): HeadStep | null =>
    isWaiting(head?.retryAt, now) ? null : { ...stepAt(digest, 0), walk: number, known, alone }
  if (!note) return isDue(head?.fetched, REFRESH, now) ? first(1, []) : null
  const { next, whole } = walked(marks, note)
  if (next !== undefined && !isWaiting(marks.get(String(next))?.retryAt, now)) return stepAt(digest, next)
  if (!isDue(head?.fetched, REFRESH, now)) return null
  const number = note.walk + 1
  return first(number, whole && number % WHOLE_WALK_EVERY !== 0 ? note.ids : [])
}

/** Where a walk stands: the page it goes on with, or none at its end; and whether nothing was missing from its pages. */
function walked(
  marks: ReadonlyMap<string, Mark>,
  head: z.infer<typeof headSchema>,
): { readonly next?: number; readonly whole: boolean } {
  const known = new Set(head.known)
  let [total, whole] = [head.total, true]
  for (let start = 0; ; start += PAGE_SIZE) {
    const mark = marks.get(String(start))
    if (mark?.fetched === undefined) return { next: start, whole: false }
    // Without a note where the answer was the same as before: then it tells nothing new either.
    const note = z.safeParse(pageSchema, mark.note).data
    // What came in since the first page was read has pushed the end down.
    total = note?.total ?? total
    if (note?.short) whole = false
    if (start + PAGE_SIZE >= Math.min(total, MAX_RESULTS)) return { whole }
    if (note?.ids.some(id => known.has(id))) return { whole }
  }
}

function headNote(head: Mark | undefined): z.infer<typeof headSchema> | undefined {
  return head?.fetched === undefined ? undefined : z.safeParse(headSchema, head.note).data
}

function stepAt(digest: Followed, start: number): Step {
  const query = parseArxivQuery(digest.url)
  const address = query ? queryAddress(query) : digest.url
  return { part: String(start), url: () => `${address}&start=${start}&max_results=${PAGE_SIZE}` }
}

function read(body: Body, step: Step, digest: Followed, seen: Seen): Reading {
  const start = Number(step.part)
  const { total: stated, count, records, rejected } = readResults(body.text, seen)
  // Where it is not said how many there are, a full page is not the last.
  const total = stated ?? start + count + (count < PAGE_SIZE ? 0 : 1)
  const expected = Math.max(0, Math.min(PAGE_SIZE, total - start))
  if (count === 0 && expected > 0)
    throw new MalformedBody(`arXiv sent a page without entries though it speaks of ${total} results`)
  const reading = { papers: records.map(record => listed(record, digest.id)), rejected }
  const note = {
    total,
    ids: records.map(shortId).slice(0, PAGE_SIZE),
    ...(count < expected && { short: true }),
  }
  if (start > 0) return { ...reading, note }
  const head = z.safeParse(stepSchema, step).data ?? { walk: 1, known: [], alone: false }
  const all = Math.min(total, MAX_RESULTS)
  const parts = head.alone ? Array.from({ length: Math.max(1, Math.ceil(all / PAGE_SIZE)) }, partName) : ['0']
  return { ...reading, note: { ...note, walk: head.walk, known: head.known }, parts, total: all }
}

function partName(_: unknown, index: number): string {
  return String(index * PAGE_SIZE)
}

function listed(record: PaperRecord, digest: string) {
  const { published, seen } = record
  return paperOf({ ...record, listings: [{ digest, ...(published && { day: published }), seen }] })
}

function shortId(record: PaperRecord): string {
  return record.ids[0]?.replace(/^arxiv:/, '') ?? ''
}
