import { parseArxivId } from '../../papers/arxiv'
import { latexToText, splitMaths } from '../../papers/latex'
import { type BibtexSource, bibtexEntries } from './bibtex-entries'
import { type BibtexParser, bibtexParser } from './bibtex-parser'
import { dateOfParts, dateOfText, timeOfText, type WrittenDate } from './dates'
import { type Entry, Gathering } from './gathering'
import { idsOf, noteWithoutFields } from './naming'
import { clipped } from './plain'
import type { FileReader, ReadFile } from './reader'

/** BibTeX and BibLaTeX, as Zotero, Better BibTeX, JabRef, BibDesk, Mendeley, dblp and Google Scholar write them. */
export const bibtexReader: FileReader = {
  id: 'bibtex',
  label: 'BibTeX',
  matches: (_, text) =>
    /(?:^|\n)[ \t]{0,20}@[ \t]{0,20}[A-Za-z]{1,40}\s{0,20}[{(]/.test(text.slice(0, 100_000)),
  read: readBibtex,
}

/** The fields of an entry by their names in lower case, as they are written. */
type Fields = Readonly<Partial<Record<string, string>>>

/** Entries that are no papers. */
const NO_DATA = new Set(['comment', 'preamble', 'set', 'xdata', 'control'])
/** More than the list takes, with what is no paper and what is broken among them. */
const MAX_ENTRIES = 50_000
/** Longer fields than any paper has: what is beyond is not read. */
const MAX_FIELD = 100_000
const MAX_AUTHORS_FIELD = 1_000_000

async function readBibtex(text: string): Promise<ReadFile> {
  const parser = await bibtexParser()
  const gathering = new Gathering()
  const entries: { source: BibtexSource; fields: Fields }[] = []
  let count = 0
  for (const source of bibtexEntries(text)) {
    if (++count > MAX_ENTRIES) {
      gathering.miss(`Line ${source.line}: only what is before was read; a file may hold 50,000 entries.`)
      break
    }
    if (source.type === 'string') parser.define(source)
    if (source.type === 'string' || NO_DATA.has(source.type)) continue
    const fields = parser.fields(source)
    if (fields) entries.push({ source, fields })
    else gathering.miss(`${placeOf(source)}: ${whyNot(source)}`)
  }
  const byKey = new Map(entries.map(({ source, fields }) => [source.key, fields]))
  const parents = new Set(entries.map(({ fields }) => fields.crossref))
  for (const { source, fields } of entries) {
    // A volume that other entries refer to is where they were published, and no paper of its own.
    if (parents.has(source.key)) continue
    gathering.add(entryOf(source, withParent(fields, byKey.get(fields.crossref ?? '')), parser))
  }
  return gathering.finish('BibTeX')
}

function placeOf({ line, key }: BibtexSource): string {
  return `Line ${line}${key ? ` (${clipped(key, 60)})` : ''}`
}

function whyNot({ last, whole }: BibtexSource): string {
  if (last) return 'the file breaks off within this entry, or a brace of it is missing.'
  return whole
    ? 'the entry is not written as BibTeX is; a comma, a quote or an equals sign may be missing.'
    : 'the braces of the entry do not match.'
}

function withParent(fields: Fields, parent: Fields | undefined): Fields {
  if (!parent) return fields
  const { title: booktitle, year, date, month } = parent
  const dated = fields.year || fields.date
  return {
    ...(booktitle && { booktitle }),
    ...(!dated && year && { year }),
    ...(!dated && date && { date }),
    ...(!dated && month && { month }),
    ...fields,
  }
}

function entryOf(source: BibtexSource, fields: Fields, parser: BibtexParser): Entry {
  const archive = fields.archiveprefix ?? fields.eprinttype
  const isArxiv = archive
    ? /^arxiv$/i.test(archive.trim())
    : Boolean(parseArxivId(fields.eprint?.trim() ?? ''))
  const journal = fields.journal ?? fields.journaltitle ?? fields.booktitle
  const note = textOf(fields.note ?? '')
  const rating = Number(/^rank([1-5])$/.exec(fields.ranking ?? '')?.[1])
  const state = STATES[fields.readstatus ?? '']
  const saved = timeOfText(
    (fields['date-added'] ?? fields.creationdate ?? fields.timestamp ?? '').replace(/ (?=[+-]\d{4}$)/, ''),
  )
  return {
    where: placeOf(source),
    ids: idsOf({
      ids: [fields.doi, fields.ids].map(verbatim),
      arxiv: isArxiv ? verbatim(fields.eprint) : undefined,
      urls: [fields.url, fields.ee, fields.link, fields['bdsk-url-1'], fields.biburl].map(verbatim),
      places: [
        journal,
        fields.volume,
        fields.howpublished,
        fields.eprint && `${archive ?? ''}:${fields.eprint}`,
      ].map(verbatim),
      notes: [fields.note, fields.howpublished, fields.annote].map(verbatim),
    }),
    title: textOf(fields.subtitle ? `${fields.title ?? ''}: ${fields.subtitle}` : (fields.title ?? '')),
    authors: parser.names((fields.author ?? '').slice(0, MAX_AUTHORS_FIELD)),
    abstract: textOf(fields.abstract ?? ''),
    ...dateOf(fields),
    journal: textOf(journal ?? ''),
    tags: [fields.keywords, fields['mendeley-tags']].flatMap(tagsOf),
    notes: [
      noteWithoutFields(note),
      ...[fields.annote, fields.annotation, fields.comment, fields.review].map(field => textOf(field ?? '')),
    ],
    ...(state && { state }),
    ...(rating && { rating }),
    ...(saved !== undefined && { saved }),
  }
}

/** What JabRef says of reading. */
const STATES: Readonly<Partial<Record<string, Entry['state']>>> = { read: 'done', skimmed: 'reading' }

function dateOf({ date, year, month, day }: Fields): WrittenDate {
  const whole = date ? dateOfText(date) : {}
  if (whole.year) return whole
  const [, named, of] = /^([A-Za-z]+|\d{1,2})\.?[\s~]+(\d{1,2})$/.exec(month ?? '') ?? []
  return year ? { ...dateOfText(year), ...dateOfParts(year.trim(), named ?? month, of ?? day) } : {}
}

function tagsOf(keywords: string | undefined): string[] {
  const text = textOf(keywords ?? '')
  return text.split(text.includes(';') ? ';' : ',')
}

/** The first of the characters that stand for maths while the rest is read, and how many there are. */
const MATHS_SIGN = 0xe000
const MATHS_SIGNS = 6400

/** A field as text: its maths stays as it is, as it does in titles of arXiv. */
function textOf(field: string): string {
  const maths: string[] = []
  const text = splitMaths(field.slice(0, MAX_FIELD))
    .map(part => {
      if (!part.maths || maths.length >= MATHS_SIGNS) return part.text
      return String.fromCharCode(MATHS_SIGN + maths.push(part.text) - 1)
    })
    .join('')
  return latexToText(ligatures(text))
    .replace(/[\uE000-\uF8FF]/g, sign => maths[sign.charCodeAt(0) - MATHS_SIGN] ?? sign)
    .trim()
}

function ligatures(text: string): string {
  return text
    .replace(/---/g, '—')
    .replace(/(?<!-)--(?!-)/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
}

/** A field that is no text: an address, an identifier. */
function verbatim(field: string | undefined): string | undefined {
  return field
    ?.slice(0, MAX_FIELD)
    .replace(/\\(?=[_%&#{}$~])/g, '')
    .replace(/%7B|%7D|%5C/gi, decodeURIComponent)
    .replace(/^\{+|\}+$/g, '')
}
