import { z } from '../../zod'
import { dateOfParts, dateOfText, type WrittenDate } from './dates'
import { type Entry, Gathering } from './gathering'
import { readJson } from './json-text'
import { nameInOrder, nameOf } from './names'
import { idsOf, noteWithoutFields } from './naming'
import { clipped } from './plain'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** CSL-JSON, as Zotero, Better BibTeX, pandoc and Crossref write it: a list of items, or one item, or `items` of an object. */
export const cslJsonReader: FileReader = {
  id: 'csl-json',
  label: 'CSL-JSON',
  matches: (_, text) => {
    const start = text.slice(0, 20_000)
    return (
      /^\s*(?:\[|\{)/.test(start) &&
      /"(?:issued|container-title|DOI|author|title|URL)"\s{0,20}:/.test(start) &&
      !/"itemType"\s{0,20}:/.test(start)
    )
  },
  read: readCslJson,
}

const text = z.union([z.string(), z.number()])
const part = z.optional(z.nullable(text))
const name = z.union([
  z.string(),
  z.object({
    given: part,
    family: part,
    suffix: part,
    literal: part,
    name: part,
    'non-dropping-particle': part,
    'dropping-particle': part,
  }),
])
const field = z.optional(z.catch(z.nullable(z.union([text, z.array(text)])), null))
const item = z.object({
  id: field,
  type: field,
  title: field,
  author: z.optional(z.catch(z.nullable(z.array(name)), null)),
  abstract: field,
  issued: z.optional(
    z.catch(
      z.nullable(
        z.union([
          z.string(),
          z.object({
            'date-parts': z.optional(z.array(z.array(z.nullable(text)))),
            raw: part,
            literal: part,
          }),
        ]),
      ),
      null,
    ),
  ),
  'container-title': field,
  DOI: field,
  URL: field,
  archive: field,
  archive_location: field,
  number: field,
  volume: field,
  publisher: field,
  keyword: field,
  note: field,
  annote: field,
})
type Item = z.infer<typeof item>
const items = z.union([
  z.array(z.unknown()),
  z.object({ items: z.array(z.unknown()) }),
  z.object({ references: z.array(z.unknown()) }),
])

function readCslJson(source: string): ReadFile {
  const list = /^\s*\[/.test(source)
  const json = readJson(source, list ? 1 : 2)
  if (!json) throw new UnreadableReferences('The file begins like CSL-JSON, but no item of it is whole.')
  const { data } = z.safeParse(items, json.value)
  const all = !data
    ? [json.value]
    : Array.isArray(data)
      ? data
      : 'items' in data
        ? data.items
        : data.references
  const gathering = new Gathering()
  for (const [index, raw] of all.entries()) {
    const read = z.safeParse(item, raw)
    if (read.success) gathering.add(entryOf(read.data, index + 1))
    else gathering.miss(`Item ${index + 1}: is not written as CSL-JSON is.`)
  }
  if (json.cut)
    gathering.miss(`The file breaks off or is damaged after item ${all.length}; what is before was read.`)
  return gathering.finish('CSL-JSON')
}

function entryOf(read: Item, number: number): Entry {
  const says = (value: Item['title']): string => String((Array.isArray(value) ? value[0] : value) ?? '')
  const key = clipped(says(read.id), 60)
  const journal = says(read['container-title'])
  const isArxiv = /arxiv/i.test(says(read.archive)) || /arxiv/i.test(says(read.publisher))
  const location = says(read.archive_location)
  const numbered = /^arxiv:/i.test(says(read.number)) || isArxiv ? says(read.number) : ''
  return {
    where: `Item ${number}${key ? ` (${key})` : ''}`,
    ids: idsOf({
      ids: [says(read.DOI)],
      arxiv: (isArxiv && location) || numbered,
      urls: [says(read.URL)],
      places: [location, journal, says(read.volume)],
      notes: [says(read.note)],
    }),
    title: says(read.title),
    authors: (read.author ?? []).map(nameOfItem),
    abstract: says(read.abstract),
    ...dateOfItem(read.issued),
    journal,
    tags: says(read.keyword).split(/[,;]/),
    notes: [noteWithoutFields(says(read.note)), says(read.annote)],
  }
}

function nameOfItem(author: z.infer<typeof name>): string {
  if (typeof author === 'string') return nameInOrder(author)
  const says = (value: z.infer<typeof part>) => String(value ?? '')
  return nameOf({
    given: says(author.given),
    particle: `${says(author['dropping-particle'])} ${says(author['non-dropping-particle'])}`.trim(),
    family: says(author.family),
    suffix: says(author.suffix),
    whole: says(author.literal) || says(author.name),
  })
}

function dateOfItem(issued: Item['issued']): WrittenDate {
  if (!issued) return {}
  if (typeof issued === 'string') return dateOfText(issued)
  const [year, month, day] = issued['date-parts']?.[0] ?? []
  return year ? dateOfParts(year, month, day) : dateOfText(String(issued.raw ?? issued.literal ?? ''))
}
