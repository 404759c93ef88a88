import { parseArxivId } from '../papers/arxiv'
import { oneLine } from '../papers/latex'
import { mendLink, mendRepository } from '../papers/links'
import { paperOf } from '../papers/merge'
import type { Listing, Paper, PaperRecord, Seen, Summary, TopicList } from '../papers/paper'
import { addDays, DAY, type Day, dayOfIso, HOUR, wallClock } from '../time'
import { z } from '../zod'
import { type DailySource, MalformedBody, type ParsedList } from './source'

const DIGEST = 'hf'
const BASE = 'https://huggingface.co'
/** The most entries one request may ask for; the default of 50 cuts busy days short. */
const PAGE_SIZE = 100
/** A day's list opens at 21:30 the evening before, in New York. */
const ROLLOVER_MINUTES = 21 * 60 + 30
/** Longer keywords are sentences. */
const MAX_TOPIC_LENGTH = 80

/** Hugging Face Daily Papers, `GET /api/daily_papers?date=…`. */
export const huggingFace: DailySource = {
  id: DIGEST,
  title: 'Hugging Face Daily Papers',
  homepage: `${BASE}/papers`,
  firstDay: '2023-05-04',
  papersPerDay: 12.6,
  newestDay(now) {
    const { day, minutes } = wallClock(now, 'America/New_York')
    return minutes >= ROLLOVER_MINUTES ? addDays(day, 1) : day
  },
  refreshAfter(ageDays) {
    // A list grows for a day, upvotes for days, and summaries arrive up to weeks later.
    if (ageDays < 2) return 1 * HOUR
    if (ageDays < 5) return 12 * HOUR
    if (ageDays < 15) return 2 * DAY
    return ageDays < 45 ? 14 * DAY : null
  },
  url: (day, page) =>
    `${BASE}/api/daily_papers?date=${day}&limit=${PAGE_SIZE}${page > 0 ? `&p=${page}` : ''}`,
  parse: parseDailyPapers,
  discussionUrl: nativeId => `${BASE}/papers/${nativeId}`,
  dayUrl: day => `${BASE}/papers/date/${day}`,
}

const text = z.string().check(z.maxLength(100_000))
const count = z.int().check(z.nonnegative())

/** An optional field that is dropped, not fatal, when it is not as expected: one odd value must not cost a paper. */
function lenient<T>(schema: z.ZodMiniType<T>) {
  return z.catch(z.optional(schema), undefined)
}

const nameSchema = z.object({ fullname: lenient(text), name: lenient(text) })
const authorSchema = z.object({ name: text, hidden: z.optional(z.unknown()) })

const entrySchema = z.object({
  paper: z.object({
    id: z.string().check(z.maxLength(40)),
    title: text,
    summary: lenient(text),
    authors: lenient(z.array(z.unknown())),
    publishedAt: lenient(text),
    upvotes: lenient(count),
    ai_summary: lenient(text),
    ai_summary_model: lenient(text),
    ai_keywords: lenient(z.array(z.unknown())),
    githubRepo: lenient(text),
    githubStars: lenient(count),
    projectPage: lenient(text),
    submittedOnDailyBy: lenient(nameSchema),
    organization: lenient(nameSchema),
  }),
  numComments: lenient(count),
  submittedBy: lenient(nameSchema),
  organization: lenient(nameSchema),
  submitterOrganization: lenient(nameSchema),
})

type Entry = z.infer<typeof entrySchema>

function parseDailyPapers(body: unknown, day: Day, seen: Seen): ParsedList {
  if (!Array.isArray(body))
    throw new MalformedBody('Hugging Face answered something that is not a list of papers')
  const papers = new Map<string, Paper>()
  const rejected: string[] = []
  for (const [index, raw] of body.entries()) {
    const paper = parseEntry(raw, day, seen)
    if (typeof paper === 'string') rejected.push(`Entry ${index + 1} of ${day}: ${paper}`)
    else if (!papers.has(paper.id)) papers.set(paper.id, paper)
  }
  if (body.length > 0 && papers.size === 0)
    throw new MalformedBody(`Hugging Face listed ${body.length} entries for ${day} and none could be read`)
  return { papers: [...papers.values()], rejected }
}

/** A paper, or a sentence that says why the entry is none. */
function parseEntry(raw: unknown, day: Day, seen: Seen): Paper | string {
  const parsed = z.safeParse(entrySchema, raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.') || 'the entry'} is not as expected (${issue?.message ?? 'unknown'})`
  }
  const entry = parsed.data
  const arxiv = parseArxivId(entry.paper.id)
  const title = oneLine(entry.paper.title)
  if (!arxiv) return `"${entry.paper.id}" is not an arXiv identifier`
  if (!title) return `${arxiv.id} has no title`
  const record: PaperRecord = {
    ids: [`arxiv:${arxiv.id}`],
    seen,
    title,
    ...visibleAuthors(entry.paper.authors ?? []),
    ...present({
      abstract: oneLine(entry.paper.summary ?? ''),
      published: dayOfIso(entry.paper.publishedAt ?? ''),
      organization: nameOf(entry.organization, entry.paper.organization, entry.submitterOrganization),
      code: mendRepository(entry.paper.githubRepo ?? ''),
      codeStars: entry.paper.githubStars,
      project: mendLink(entry.paper.projectPage ?? ''),
    }),
    summaries: summaries(entry, seen),
    topicLists: topicLists(entry, seen),
    // The requested day, not `submittedOnDailyAt`: a paper listed a second time may still carry its first day there,
    // and the outer `publishedAt` has been New York time stamped as UTC since March 2025.
    listings: [listing(entry, day, seen)],
  }
  return paperOf(record)
}

/** Names without those that are hidden; an empty list, which says so, where all of them are. */
function visibleAuthors(raw: readonly unknown[]): { authors?: readonly string[] } {
  const read = raw.flatMap(item => {
    const author = z.safeParse(authorSchema, item)
    const name = author.success ? oneLine(author.data.name) : ''
    return name ? [{ name, shown: !author.data?.hidden }] : []
  })
  return read.length > 0 ? { authors: read.filter(({ shown }) => shown).map(({ name }) => name) } : {}
}

function summaries(entry: Entry, seen: Seen): Summary[] {
  const words = oneLine(entry.paper.ai_summary ?? '')
  const model = oneLine(entry.paper.ai_summary_model ?? '')
  return words ? [{ digest: DIGEST, text: words, ...present({ model }), seen }] : []
}

function topicLists(entry: Entry, seen: Seen): TopicList[] {
  const labels = (entry.paper.ai_keywords ?? [])
    .filter(keyword => typeof keyword === 'string')
    .map(oneLine)
    .filter(label => label.length > 0 && label.length <= MAX_TOPIC_LENGTH)
  return labels.length > 0 ? [{ digest: DIGEST, labels: [...new Set(labels)], seen }] : []
}

function listing(entry: Entry, day: Day, seen: Seen): Listing {
  const by = nameOf(entry.paper.submittedOnDailyBy, entry.submittedBy)
  const { upvotes } = entry.paper
  return { digest: DIGEST, day, seen, ...present({ upvotes, comments: entry.numComments, by }) }
}

/** The first name there is: some of these objects carry an avatar and nothing else. */
function nameOf(...who: readonly (z.infer<typeof nameSchema> | undefined)[]): string {
  const names = who.flatMap(one => [one?.fullname, one?.name]).map(name => oneLine(name ?? ''))
  return names.find(Boolean) ?? ''
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** The entries of `values` that say something: no undefined, no empty text, no empty list. */
function present<T extends Record<string, unknown>>(values: T): Present<T> {
  const says = (value: unknown) =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => says(value))) as Present<T>
}
