import { contradict, type PaperId } from '../papers/identifier'
import { isFurniture } from './furniture'
import { papersOfLine, withoutLabel } from './line-papers'
import type { Entry, Sheet } from './saved-lines'
import {
  namesIn,
  readsLikeParagraph,
  readsLikeShortTitle,
  readsLikeTitle,
  readsLikeTitleLine,
  wordsOf,
} from './wording'

const NUMBER = /^\d+$/
/** More lines than a card has. */
const CARD_LINES = 20
const SUBMITTED_BY = /^submitted by\s+(\S.{0,98})$/i

/**
 * The papers that the lines of a page name by links or identifiers, in their order. A title that is not beside the name
 * is looked for in the lines around it; a paper without one is left out, and its line says so.
 */
export function namedEntries(sheet: Sheet): Entry[] {
  const byId = new Map<PaperId, Entry>()
  const lines = new Map<number, readonly Entry[]>()
  for (const [index, line] of sheet.lines.entries()) {
    const named = papersOfLine(line).map(({ ids, title }) => {
      const known = ids.map(id => byId.get(id)).find(Boolean)
      const entry: Entry = known ?? { ids: new Set(), at: index }
      for (const id of ids) {
        if (byId.has(id) || contradict([...entry.ids], [id])) continue
        byId.set(id, entry)
        entry.ids.add(id)
      }
      if (title && !entry.title) Object.assign(entry, { title, at: index })
      return entry
    })
    const here = [...new Set(named)]
    const [only] = here
    if (!only) continue
    lines.set(index, here)
    if (here.length === 1) sheet.entryAt.set(index, only)
    sheet.understand(index)
  }
  const entries = [...new Set(byId.values())]
  const namedFirst = isNamedFirst(sheet, lines)
  for (const entry of entries) if (!entry.title) findTitle(sheet, entry, lines, namedFirst)
  for (const [index, here] of lines) {
    const lacking = here.find(entry => !entry.title)
    if (lacking) sheet.refuse(index, `names ${[...lacking.ids][0]} without a title`)
  }
  const titled = entries.filter(entry => entry.title)
  for (const entry of titled) readCard(sheet, entry)
  return titled.sort((a, b) => a.at - b.at)
}

/** Whether the page names its papers before it gives their titles, as told by what it begins with. */
function isNamedFirst(sheet: Sheet, lines: ReadonlyMap<number, unknown>): boolean {
  const first = sheet.lines.findIndex(
    (line, index) => lines.has(index) || (sheet.isOpen(index) && readsLikeTitleLine(line.text)),
  )
  return lines.has(first)
}

function findTitle(
  sheet: Sheet,
  entry: Entry,
  naming: ReadonlyMap<number, unknown>,
  namedFirst: boolean,
): void {
  const { at } = entry
  const [start, end] = sheet.groupOf(at)
  let first = start
  while (first < at && !naming.has(first) && isFurniture(sheet.text(first))) first++
  const aheadFirst = naming.has(first)
  const isOther = (index: number) => sheet.entryAt.has(index) && sheet.entryAt.get(index) !== entry
  const within = (step: 1 | -1, reads: (text: string) => boolean) => {
    for (let n = at + step; sheet.together(n, at) && !isOther(n); n += step)
      if (sheet.isOpen(n) && reads(sheet.text(n))) return n
    return -1
  }
  const beside = (step: 1 | -1) => {
    const n = step === 1 ? end : start - 1
    return sheet.isOpen(n) && readsLikeTitleOnly(sheet.text(n)) ? n : -1
  }
  const ways = [
    ...order(aheadFirst).map(step => () => within(step, readsLikeTitleOnly)),
    ...order(aheadFirst).map(step => () => within(step, isTwoWords)),
    ...order(namedFirst).map(step => () => beside(step)),
  ]
  let found = -1
  for (const way of ways) if (found < 0) found = way()
  if (found < 0) return
  entry.title = withoutLabel(sheet.text(found))
  entry.at = Math.min(found, at)
  sheet.entryAt.set(found, entry)
  sheet.understand(found)
}

function order(aheadFirst: boolean): readonly (1 | -1)[] {
  return aheadFirst ? [1, -1] : [-1, 1]
}

function readsLikeTitleOnly(text: string): boolean {
  const labelled = /^title\s*:\s*\S/i.test(text)
  if (readsLikeParagraph(text) && !labelled) return false
  return labelled
    ? readsLikeTitle(withoutLabel(text)) || text.length < 60
    : readsLikeTitleLine(text) && !isNames(text)
}

/** One word alone may be anything. */
function isTwoWords(text: string): boolean {
  return readsLikeShortTitle(text) && wordsOf(text).length === 2
}

function isNames(text: string): boolean {
  return (namesIn(text)?.length ?? 0) > 1 || (namesIn(text, true)?.length ?? 0) > 2
}

/** What a card of Hugging Face says beside the title: who listed the paper, its upvotes and its comments. */
function readCard(sheet: Sheet, entry: Entry): void {
  const isOther = (index: number) => (sheet.entryAt.get(index) ?? entry) !== entry
  const listed = sheet.lines[entry.at]?.links.some(({ url }) =>
    /^https:\/\/huggingface\.co\/papers\//.test(url),
  )
  if (!listed) return
  for (let index = sheet.groupOf(entry.at)[0]; index < entry.at; index++) {
    const text = sheet.text(index)
    const by =
      SUBMITTED_BY.exec(text)?.[1] ?? (/^submitted by$/i.test(sheet.text(index - 1)) ? text : undefined)
    if (by) entry.by = by
    if (NUMBER.test(text)) entry.upvotes = Number(text)
  }
  for (let index = entry.at + 1; index < entry.at + CARD_LINES && !isOther(index); index++) {
    const { text = '', links = [] } = sheet.lines[index] ?? {}
    if (NUMBER.test(text) && links.some(({ url }) => url.endsWith('#community')))
      entry.comments = Number(text)
  }
}
