import { dateOfParts, type WrittenDate } from './dates'
import { type Entry, Gathering } from './gathering'
import { nameInOrder } from './names'
import { idsOf, noteWithoutFields } from './naming'
import { clipped } from './plain'
import type { FileReader, ReadFile } from './reader'

/** RIS, as Zotero, EndNote, Mendeley and publishers write it. */
export const risReader: FileReader = {
  id: 'ris',
  label: 'RIS',
  matches: (_, text) => /(?:^|\n)[ \t]{0,8}TY[ \t]{1,3}-[ \t]?/.test(text.slice(0, 100_000)),
  read: readRis,
}

interface Record {
  readonly line: number
  readonly values: Map<string, string[]>
}

/** Some programs write one space before the dash, or none behind it. */
const TAG = /^\s{0,8}([A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t](.*)|)$/s
/** Tags of which a value may go on in further lines. */
const LONG = new Set(['AB', 'N2', 'N1', 'RN', 'TI', 'T1', 'KW', 'M2'])

function readRis(text: string): ReadFile {
  const gathering = new Gathering()
  let record: Record | undefined
  let last: string[] | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [found, tag = '', value = ''] = TAG.exec(line) ?? []
    if (tag === 'TY') {
      if (record) gathering.add(entryOf(record))
      record = { line: index + 1, values: new Map() }
    } else if (tag === 'ER') {
      if (record) gathering.add(entryOf(record))
      record = undefined
      last = undefined
    } else if (record && found) {
      const values = record.values.get(tag) ?? []
      record.values.set(tag, values)
      values.push(value.trim())
      last = LONG.has(tag) ? values : undefined
    } else if (record && last && line.trim()) last.push(`${last.pop() ?? ''}\n${line.trim()}`)
    else if (found)
      gathering.miss(`Line ${index + 1}: “${clipped(line.trim(), 60)}” stands outside of any entry.`)
  }
  if (record)
    gathering.miss(`Line ${record.line}: the file breaks off within this entry; it has no “ER” at its end.`)
  return gathering.finish('RIS')
}

function entryOf({ line, values }: Record): Entry {
  const all = (...tags: string[]) => tags.flatMap(tag => values.get(tag) ?? []).filter(Boolean)
  const first = (...tags: string[]): string | undefined => all(...tags)[0]
  const title = first('TI', 'T1', 'CT', 'BT')
  return {
    where: `Line ${line}`,
    ids: idsOf({
      ids: all('DO', 'M3').filter(text => /10\.\d{4}/.test(text)),
      urls: all('UR', 'L2', 'L1', 'LK', 'DI'),
      places: all('T2', 'JO', 'JF', 'JA', 'M1', 'AN', 'C7', 'VL', 'PB'),
      notes: all('M2', 'N1', 'ID'),
    }),
    ...(title && { title }),
    authors: all('AU', 'A1').map(nameInOrder),
    abstract: first('AB', 'N2') ?? '',
    ...dateOf(all('DA', 'PY', 'Y1')),
    journal: first('T2', 'JF', 'JO', 'JA') ?? '',
    tags: all('KW').flatMap(text => text.split(/[;\n]/)),
    // EndNote repeats the title as a note.
    notes: [...all('N1', 'RN').filter(note => note !== title), ...all('M2').map(noteWithoutFields)],
  }
}

/** "2017/06/12/" of whichever tag says most. */
function dateOf(dates: readonly string[]): WrittenDate {
  const read = dates.map(date => {
    const [year, month, day] = date.split(/[/-]/)
    return dateOfParts(year, month, day)
  })
  return read.find(date => date.published) ?? read.find(date => date.year) ?? {}
}
