import { z } from '../../zod'
import { dateOfText, timeOfText } from './dates'
import { type Entry, Gathering } from './gathering'
import { readJson } from './json-text'
import { nameOf } from './names'
import { idsOf } from './naming'
import { clipped } from './plain'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** Zotero's items as they are: Better BibTeX's JSON, and what Zotero's own interface answers. */
export const zoteroJsonReader: FileReader = {
  id: 'zotero-json',
  label: 'Zotero (JSON)',
  matches: (_, text) => /^\s*[{[]/.test(text) && /"itemType"\s{0,20}:/.test(text.slice(0, 100_000)),
  read: readZoteroJson,
}

const field = z.optional(z.catch(z.nullable(z.string()), null))
const item = z.object({
  itemType: z.string(),
  title: field,
  creators: z.optional(
    z.catch(
      z.nullable(z.array(z.object({ creatorType: field, firstName: field, lastName: field, name: field }))),
      null,
    ),
  ),
  abstractNote: field,
  date: field,
  publicationTitle: field,
  proceedingsTitle: field,
  bookTitle: field,
  DOI: field,
  url: field,
  archiveID: field,
  archiveLocation: field,
  extra: field,
  dateAdded: field,
  tags: z.optional(z.catch(z.nullable(z.array(z.union([z.string(), z.object({ tag: z.string() })]))), null)),
  notes: z.optional(
    z.catch(z.nullable(z.array(z.union([z.string(), z.object({ note: z.string() })]))), null),
  ),
})
const items = z.union([z.array(z.unknown()), z.object({ items: z.array(z.unknown()) })])
/** Zotero's interface wraps each item. */
const wrapped = z.object({ data: item })

function readZoteroJson(text: string): ReadFile {
  const json = readJson(text, /^\s*\[/.test(text) ? 1 : 2)
  const { data } = z.safeParse(items, json?.value)
  if (!data) throw new UnreadableReferences('The file is an export of Zotero, but no item of it is whole.')
  const all = Array.isArray(data) ? data : data.items
  const gathering = new Gathering()
  for (const [index, raw] of all.entries()) {
    const read = z.safeParse(item, raw).data ?? z.safeParse(wrapped, raw).data?.data
    if (!read) gathering.miss(`Item ${index + 1}: is not written as Zotero writes items.`)
    else if (!/^(?:attachment|note|annotation)$/.test(read.itemType)) gathering.add(entryOf(read, index + 1))
  }
  if (json?.cut)
    gathering.miss(`The file breaks off or is damaged after item ${all.length}; what is before was read.`)
  return gathering.finish('Zotero (JSON)')
}

function entryOf(read: z.infer<typeof item>, number: number): Entry {
  const title = read.title ?? ''
  const journal = read.publicationTitle || read.proceedingsTitle || read.bookTitle || ''
  const authors = (read.creators ?? []).filter(({ creatorType }) => !creatorType || creatorType === 'author')
  const saved = timeOfText(read.dateAdded ?? undefined)
  return {
    where: `Item ${number}${title ? ` (${clipped(title, 60)})` : ''}`,
    ids: idsOf({
      ids: [read.DOI ?? undefined, read.archiveID ?? undefined],
      urls: [read.url ?? undefined],
      places: [journal, read.archiveLocation ?? undefined],
      notes: [read.extra ?? undefined],
    }),
    title,
    authors: authors.map(({ firstName, lastName, name }) =>
      nameOf({ given: firstName ?? '', family: lastName ?? '', whole: name ?? '' }),
    ),
    abstract: read.abstractNote ?? '',
    ...dateOfText(read.date ?? ''),
    journal,
    tags: (read.tags ?? []).map(tag => (typeof tag === 'string' ? tag : tag.tag)),
    notes: (read.notes ?? []).map(note => (typeof note === 'string' ? note : note.note)),
    ...(saved !== undefined && { saved }),
  }
}
