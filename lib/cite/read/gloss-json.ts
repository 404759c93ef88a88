import { parseIdentifier } from '../../papers/identifier'
import { z } from '../../zod'
import { dateOfText, timeOfText } from './dates'
import { type Entry, Gathering } from './gathering'
import { readJson } from './json-text'
import { idsOf } from './naming'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** Gloss's own export of its list. */
export const glossJsonReader: FileReader = {
  id: 'gloss-json',
  label: 'Gloss (JSON)',
  matches: (_, text) =>
    /^\s*\{/.test(text) && /"format"\s{0,20}:\s{0,20}"gloss-library\//.test(text.slice(0, 20_000)),
  read: readGlossJson,
}

/** Of the format; a newer one may mean something else by the same names. */
const VERSION = '1'

const optional = z.optional(z.catch(z.nullable(z.string()), null))
const strings = z.optional(z.catch(z.nullable(z.array(z.string())), null))
const states = ['to-read', 'reading', 'done', 'skipped'] as const
const paper = z.object({
  ids: strings,
  title: optional,
  authors: strings,
  abstract: optional,
  published: optional,
  year: z.optional(z.catch(z.nullable(z.number()), null)),
  journal: optional,
  comment: optional,
  organization: optional,
  categories: strings,
  topics: strings,
  summary: optional,
  code: optional,
  project: optional,
  state: z.optional(z.catch(z.nullable(z.enum(states)), null)),
  rating: z.optional(z.catch(z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(5))), null)),
  priority: z.optional(z.catch(z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(3))), null)),
  tags: strings,
  note: optional,
  saved: optional,
  read: optional,
  url: optional,
})
const library = z.object({ papers: z.array(z.unknown()) })

function readGlossJson(text: string): ReadFile {
  const version = /"format"\s{0,20}:\s{0,20}"gloss-library\/(\w{1,20})"/.exec(text.slice(0, 20_000))?.[1]
  if (version !== VERSION)
    throw new UnreadableReferences(
      'The file was written by a newer Gloss. Update Gloss, or export it there as BibTeX.',
    )
  const json = readJson(text, 2)
  const { data } = z.safeParse(library, json?.value)
  if (!data) throw new UnreadableReferences('The file is an export of Gloss, but no paper of it is whole.')
  const gathering = new Gathering()
  for (const [index, raw] of data.papers.entries()) {
    const { data: read } = z.safeParse(paper, raw)
    if (read) gathering.add(entryOf(read, index + 1))
    else gathering.miss(`Paper ${index + 1}: is not written as Gloss writes papers.`)
  }
  if (json?.cut)
    gathering.miss(
      `The file breaks off or is damaged after paper ${data.papers.length}; what is before was read.`,
    )
  return gathering.finish('Gloss (JSON)')
}

function entryOf(read: z.infer<typeof paper>, number: number): Entry {
  const ids = (read.ids ?? []).flatMap(id => parseIdentifier(id.slice(0, 1000)) ?? [])
  const [saved, lastRead] = [timeOfText(read.saved ?? undefined), timeOfText(read.read ?? undefined)]
  return {
    where: `Paper ${number}`,
    exact: true,
    ids: ids.length > 0 ? ids : idsOf({ urls: [read.url ?? undefined] }),
    title: read.title ?? '',
    authors: read.authors ?? [],
    abstract: read.abstract ?? '',
    ...(read.year && { year: read.year }),
    ...dateOfText(read.published ?? ''),
    journal: read.journal ?? '',
    tags: read.tags ?? [],
    notes: [read.note ?? ''],
    ...(read.comment && { comment: read.comment }),
    ...(read.organization && { organization: read.organization }),
    ...(read.categories && { categories: read.categories }),
    ...(read.topics && { topics: read.topics }),
    ...(read.summary && { summary: read.summary }),
    ...(read.code && { code: read.code }),
    ...(read.project && { project: read.project }),
    ...(read.state && { state: read.state }),
    ...(read.rating && { rating: read.rating }),
    ...(read.priority && { priority: read.priority }),
    ...(saved !== undefined && { saved }),
    ...(lastRead !== undefined && { read: lastRead }),
  }
}
