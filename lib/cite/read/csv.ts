import { dateOfText, timeOfNumber, timeOfText } from './dates'
import { type Entry, Gathering } from './gathering'
import { titleOfPage } from './link-title'
import { nameInOrder } from './names'
import { idsOf } from './naming'
import type { FileReader, ReadFile, ReadingState } from './reader'
import { readTable } from './table'

/** Tables with a line of headings: Zotero's CSV, Gloss's own, and the links that Pocket, Instapaper and Raindrop export. */
export const csvReader: FileReader = {
  id: 'csv',
  label: 'CSV',
  matches: (_, text) => {
    const [head = ''] = text.slice(0, 20_000).trimStart().split('\n', 1)
    const columns = columnsOf(readTable(head).rows[0]?.cells ?? [])
    return columns.size > 1 && NAMING.some(column => columns.has(column))
  },
  read: readCsv,
}

type Column = keyof typeof HEADINGS

/** What programs call the columns, in lower case without spaces or signs. */
const HEADINGS = {
  ids: ['ids', 'id', 'identifier', 'identifiers'],
  title: ['title', 'name'],
  authors: ['author', 'authors', 'creators'],
  doi: ['doi'],
  arxiv: ['arxiv', 'arxivid', 'eprint'],
  url: ['url', 'urls', 'link', 'address'],
  abstract: ['abstract', 'abstractnote'],
  date: ['date', 'published', 'publicationdate'],
  year: ['publicationyear', 'year'],
  journal: ['publicationtitle', 'journal', 'venue', 'booktitle', 'containertitle'],
  archive: ['archivelocation', 'archiveid'],
  extra: ['extra'],
  notes: ['notes', 'note', 'comment'],
  tags: ['manualtags', 'tags', 'keywords', 'labels'],
  moreTags: ['automatictags', 'folder'],
  saved: ['dateadded', 'timeadded', 'timestamp', 'created', 'saved', 'added', 'savedat'],
  read: ['read', 'dateread'],
  state: ['status', 'state'],
  rating: ['rating', 'myrating'],
  type: ['itemtype'],
  code: ['code'],
} as const
const NAMING: readonly Column[] = ['title', 'doi', 'arxiv', 'url']
const STATES: Readonly<Partial<Record<string, ReadingState>>> = {
  unread: 'to-read',
  toread: 'to-read',
  reading: 'reading',
  done: 'done',
  read: 'done',
  archive: 'done',
  archived: 'done',
  skipped: 'skipped',
}
/** The apostrophe that keeps a spreadsheet from taking a text for a formula. */
const DEFUSED = /^'(?=\s*[=+\-@＝＋－＠])/
/** Of Zotero's items, those that lie within others. */
const NO_PAPER = /^(?:attachment|note|annotation)$/i

function readCsv(text: string): ReadFile {
  const { rows, open } = readTable(text.trimStart())
  const [head, ...body] = rows
  const columns = columnsOf(head?.cells ?? [])
  const isZotero = columns.has('type')
  // Where names are parted by semicolons tags are too, and a comma is part of one.
  const parted = columns.has('authors') ? /;/ : /[;,|]/
  const gathering = new Gathering()
  let others = 0
  for (const { line, cells } of open ? body.slice(0, -1) : body) {
    const says = (column: Column) => (cells[columns.get(column) ?? -1] ?? '').trim().replace(DEFUSED, '')
    if (NO_PAPER.test(says('type'))) continue
    const entry = entryOf(`Line ${line}`, says, parted)
    // A list of links holds more than papers, and its titles are those of pages.
    const isLink = says('url') && !columns.has('authors') && !columns.has('doi')
    if (isLink && entry.ids.length === 0) others++
    else gathering.add(isLink ? { ...entry, title: titleOfPage(entry.title ?? '') ?? '' } : entry)
  }
  if (others > 0) gathering.miss(linksLeftOut(others))
  const last = body.at(-1)
  if (open && last)
    gathering.miss(`Line ${last.line}: the file breaks off within this row; the rows before it were read.`)
  return gathering.finish(isZotero ? 'Zotero (CSV)' : 'CSV')
}

/** Says how many links of a file lead elsewhere. */
export function linksLeftOut(count: number): string {
  return count === 1
    ? 'One link leads to no paper that Gloss knows by its address.'
    : `${count.toLocaleString('en')} links lead to no paper that Gloss knows by its address.`
}

function columnsOf(headings: readonly string[]): Map<Column, number> {
  const columns = new Map<Column, number>()
  const names = headings.map(heading => heading.toLowerCase().replace(/[^a-z0-9]/g, ''))
  for (const [column, known] of Object.entries(HEADINGS)) {
    const place = known.map((name: string) => names.indexOf(name)).find(found => found >= 0)
    if (place !== undefined) columns.set(column as Column, place)
  }
  return columns
}

function entryOf(where: string, says: (column: Column) => string, parted: RegExp): Entry {
  const authors = says('authors')
  const [saved, read] = [timeOf(says('saved')), timeOf(says('read'))]
  const state =
    STATES[
      says('state')
        .toLowerCase()
        .replace(/[^a-z]/g, '')
    ]
  const rating = Number(/^[1-5]$/.exec(says('rating'))?.[0])
  return {
    where,
    ids: idsOf({
      ids: [...says('ids').split(/[\s;,|]+/, 20), says('doi')],
      arxiv: says('arxiv') || /^\s*arxiv:\s*(\S+)/i.exec(says('archive'))?.[1],
      urls: [says('url')],
      places: [says('journal')],
      notes: [says('extra'), says('archive')],
    }),
    title: says('title'),
    // A comma alone parts the two halves of a name.
    authors: (authors.includes(';') ? authors.split(';') : [authors]).map(nameInOrder),
    abstract: says('abstract'),
    ...dateOfText(says('date') || says('year')),
    journal: says('journal'),
    code: says('code'),
    tags: [says('tags'), says('moreTags')].flatMap(tags => tags.split(parted)),
    // Zotero writes its notes one behind the other, each in HTML.
    notes: [says('notes')],
    ...(state && { state }),
    ...(rating && { rating }),
    ...(saved !== undefined && { saved }),
    ...(read !== undefined && { read }),
  }
}

function timeOf(text: string): number | undefined {
  return timeOfText(text) ?? timeOfNumber(text)
}
