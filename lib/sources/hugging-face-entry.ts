import { parseArxivId } from '../papers/arxiv'
import { mendLink, mendRepository } from '../papers/links'
import { mergePapers, paperOf } from '../papers/merge'
import { oneLine } from '../papers/one-line'
import type { Listing, Paper, PaperRecord, Seen, Summary, TopicList } from '../papers/paper'
import { type Day, dayOfIso } from '../time'
import { z } from '../zod'
import { jsonOf } from './json'
import { type Body, MalformedBody, type Reading, type Step } from './source'

/** Longer keywords are sentences. */
const MAX_TOPIC_LENGTH = 80

/** A list of several days that ends after such a number of entries was cut off, or is nothing. */
const LIKELY_CAP = 50

/** Where a list says a paper stands. */
interface Place {
  readonly digest: string
  readonly seen: Seen
  readonly day?: Day
  readonly rank?: number
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
    submittedOnDailyAt: lenient(text),
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

/**
 * Reads an answer for one day or for several. The day of an entry is the one that was asked for: a paper listed a second
 * time may carry its first day, and the outer `publishedAt` has been New York time stamped as UTC since March 2025. Only
 * where several days were asked for at once is it what the entry says; an answer that leaves it open is `undivided`.
 */
export function readDailyPapers(body: Body, step: Step, digest: string, seen: Seen, page: number): Reading {
  const days = step.days ?? []
  const entries = listOf(body)
  const [only] = days
  if (days.length === 1 && only) {
    const reading = readEntries(entries, () => ({ digest, seen, day: only }), only)
    return { ...reading, more: body.nextPage }
  }
  const dayOf = (raw: unknown) => {
    const parsed = z.safeParse(entrySchema, raw)
    return parsed.success ? dayOfIso(parsed.data.paper.submittedOnDailyAt ?? '') : undefined
  }
  const listed = entries.map(dayOf)
  // Where a page came after another, the server knows pages: the last of them may have any length.
  const cutShort = page === 0 && entries.length % LIKELY_CAP === 0 && !body.nextPage
  if (cutShort || !listed.every(day => day && days.includes(day)))
    return { papers: [], rejected: [], undivided: true }
  const place = (index: number) => {
    const day = listed[index]
    return { digest, seen, ...(day && { day }) }
  }
  return { ...readEntries(entries, place, step.part), more: body.nextPage }
}

/** Reads a list that is one ranking, without days. */
export function readRanking(body: Body, digest: string, seen: Seen): Reading {
  return {
    ...readEntries(listOf(body), index => ({ digest, seen, rank: index + 1 }), 'the ranking'),
    ordered: true,
  }
}

function listOf(body: Body): unknown[] {
  const list = jsonOf(body)
  if (!Array.isArray(list))
    throw new MalformedBody('Hugging Face answered something that is not a list of papers')
  return list
}

function readEntries(entries: readonly unknown[], place: (index: number) => Place, where: string): Reading {
  const papers = new Map<string, Paper>()
  const rejected: string[] = []
  for (const [index, raw] of entries.entries()) {
    const paper = readEntry(raw, place(index))
    if (typeof paper === 'string') rejected.push(`Entry ${index + 1} of ${where}: ${paper}`)
    else papers.set(paper.id, listedToo(papers.get(paper.id), paper))
  }
  if (entries.length > 0 && papers.size === 0)
    throw new MalformedBody(
      `Hugging Face listed ${entries.length} entries for ${where} and none could be read`,
    )
  return { papers: [...papers.values()], rejected }
}

/** A paper that may have been named before: of one day it stays as first named, of another it is listed there too. */
function listedToo(known: Paper | undefined, paper: Paper): Paper {
  if (!known) return paper
  const days = known.listings.map(({ day }) => day)
  return paper.listings.every(({ day }) => days.includes(day)) ? known : mergePapers(known, paper)
}

/** A paper, or a sentence that says why the entry is none. */
function readEntry(raw: unknown, place: Place): Paper | string {
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
    seen: place.seen,
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
    summaries: summaries(entry, place),
    topicLists: topicLists(entry, place),
    listings: [listing(entry, place)],
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

function summaries(entry: Entry, { digest, seen }: Place): Summary[] {
  const words = oneLine(entry.paper.ai_summary ?? '')
  const model = oneLine(entry.paper.ai_summary_model ?? '')
  return words ? [{ digest, text: words, ...present({ model }), seen }] : []
}

function topicLists(entry: Entry, { digest, seen }: Place): TopicList[] {
  const labels = (entry.paper.ai_keywords ?? [])
    .filter(keyword => typeof keyword === 'string')
    .map(oneLine)
    .filter(label => label.length > 0 && label.length <= MAX_TOPIC_LENGTH)
  return labels.length > 0 ? [{ digest, labels: [...new Set(labels)], seen }] : []
}

function listing(entry: Entry, { digest, day, rank, seen }: Place): Listing {
  const by = nameOf(entry.paper.submittedOnDailyBy, entry.submittedBy)
  const { upvotes } = entry.paper
  return { digest, seen, ...present({ day, rank, upvotes, comments: entry.numComments, by }) }
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
