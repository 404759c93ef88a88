import { fromTitle, type PaperId } from '../papers/identifier'
import type { Entry, Sheet } from './saved-lines'
import { type PageKind, type Pair, tell, walkLines } from './saved-walk'
import { namesIn, readsLikeTitleLine, wordsOf } from './wording'

/** Of a page's paragraphs, the share that must stand behind a title: otherwise it is prose with headings. */
const TITLED_SHARE = 0.5
/** Of a page's lines, the share that must read like titles where none has an abstract. */
const LISTED_SHARE = { text: 0.5, unlinked: 0.8 }
/** Fewer headings with a paragraph may be on any page. */
const FEW = 3

/**
 * Gives each paper its authors and abstract, and finds the papers that are known by their title alone: titles before
 * paragraphs, and titles in a list. Every line of which nothing can be made is given the reason.
 */
export function titledEntries(sheet: Sheet, named: readonly Entry[], kind: PageKind): Entry[] {
  const byTitle = new Map<PaperId, Entry>()
  for (const entry of named) {
    const id = fromTitle(entry.title ?? '')
    if (id && !byTitle.has(id)) byTitle.set(id, entry)
  }
  const { pairs: found, loose } = walkLines(sheet, kind)
  const isProse =
    found.length < (kind === 'unlinked' ? FEW : 0) || found.length < TITLED_SHARE * (found.length + loose)
  const pairs = isProse ? [] : found
  if (isProse) for (const { abstract } of found) sheet.refuse(abstract, 'is a paragraph of prose')
  const titled = pairs.map(pair => entryOfPair(sheet, pair, byTitle, kind))
  const listed = listedTitles(sheet, pairs, found.length + loose - pairs.length, kind).map(at =>
    entryOfTitle(sheet, at, byTitle),
  )
  for (const index of sheet.open()) explain(sheet, index, kind)
  const entries = [...titled, ...listed].filter(entry => entry !== null)
  return [...new Set(entries)].filter(entry => !named.includes(entry))
}

function entryOfPair(
  sheet: Sheet,
  { title, authors, abstract }: Pair,
  byTitle: Map<PaperId, Entry>,
  kind: PageKind,
): Entry | null {
  if (isNoTitle(sheet.text(title), kind)) {
    sheet.refuse(title, 'stands before a paragraph, but reads like no title')
    sheet.refuse(abstract, 'is a paragraph without a title')
    return null
  }
  sheet.understand(abstract)
  const entry = entryOfTitle(sheet, title, byTitle)
  if (!entry) return null
  if (authors) {
    entry.authors ??= authors
    for (let index = title + 1; index < abstract; index++) if (sheet.isOpen(index)) sheet.understand(index)
  }
  if (!entry.told) tell(entry, sheet.text(abstract))
  return entry
}

/** Whether a line before a paragraph is what introduces it, or who wrote it. */
function isNoTitle(text: string, kind: PageKind): boolean {
  if (/[:,;]$/.test(text)) return true
  // Too short: that is told where its key is made.
  if (fromTitle(text) === null) return false
  const names = namesIn(text)
  if (kind === 'unlinked' && (text.includes(' | ') || !readsLikeTitleLine(text))) return true
  const many = kind === 'unlinked' ? 1 : 2
  return (
    names !== null && (names.length > many || wordsOf(text).length < 3 || /\s\p{Lu}\.(?:\s|$)/u.test(text))
  )
}

/** The paper of a title, which may be known; null, and a reason at its line, where the title is too short. */
function entryOfTitle(sheet: Sheet, at: number, byTitle: Map<PaperId, Entry>): Entry | null {
  const title = sheet.text(at).replace(/^title\s*:\s*/i, '')
  const id = fromTitle(title)
  if (!id) {
    sheet.refuse(at, 'is too short to be the title of a paper')
    return null
  }
  sheet.understand(at)
  const known = byTitle.get(id)
  if (known) return known
  const entry: Entry = { ids: new Set([id]), at, title }
  byTitle.set(id, entry)
  return entry
}

/** Titles without an abstract: in a list of titles, or where a digest of titles and abstracts has one. */
function listedTitles(sheet: Sheet, pairs: readonly Pair[], prose: number, kind: PageKind): number[] {
  if (kind === 'linked') return []
  const open = sheet.open().filter(index => !isTooShort(sheet.text(index)))
  const reads = open.filter(index => readsLikeTitleLine(sheet.text(index)) && !isNames(sheet.text(index)))
  const items = reads.filter(index => sheet.lines[index]?.item)
  const known = new Set(sheet.entryAt.values()).size + pairs.length
  const isList =
    reads.length > pairs.length && reads.length + known >= LISTED_SHARE[kind] * (open.length + known + prose)
  // The menus of a page are lists too.
  if (kind === 'unlinked' && (!isList || items.length < reads.length)) return []
  if (!isList) return pairs.length < 2 ? [] : missingAbstracts(sheet, reads, pairs)
  const listed =
    items.length * 2 >= reads.length ? items : reads.filter(index => !sheet.lines[index]?.heading)
  const [first = -1] = listed
  if (isCaption(sheet, listed)) sheet.refuse(first, 'stands alone above a list')
  return listed.filter(index => sheet.isOpen(index))
}

/** Whether a list's first line stands alone above it, as what the list is called. */
function isCaption(sheet: Sheet, [first = -1, second = -1]: readonly number[]): boolean {
  const size = (index: number) => sheet.groupOf(index)[1] - sheet.groupOf(index)[0]
  return second >= 0 && size(first) === 1 && size(second) > 2
}

/** Lines where a title is due, behind an abstract and before a title or the end, that can be nothing else. */
function missingAbstracts(sheet: Sheet, reads: readonly number[], pairs: readonly Pair[]): number[] {
  const abstracts = new Set(pairs.map(pair => pair.abstract))
  const titles = new Set(pairs.map(pair => pair.title))
  return reads.filter(index => {
    const due = abstracts.has(index - 1) && (index + 1 === sheet.lines.length || titles.has(index + 1))
    return due && wordsOf(sheet.text(index)).length >= 5 && isCapitalised(sheet.text(index))
  })
}

function isCapitalised(text: string): boolean {
  const words = wordsOf(text).filter(word => word.length > 4)
  return words.filter(word => /^[^\p{Ll}]/u.test(word)).length >= 0.7 * words.length
}

/** Two names may be a title: "Sparse Attention, Dense Rewards". */
function isNames(text: string): boolean {
  return (namesIn(text)?.length ?? 0) > 2
}

/** Whether a text could be a title but for its length. */
function isTooShort(text: string): boolean {
  return fromTitle(text) === null && /^\p{Lu}[^.,;:!]*$/u.test(text)
}

function explain(sheet: Sheet, index: number, kind: PageKind): void {
  const line = sheet.lines[index]
  if (!line || line.heading) sheet.understand(index)
  else sheet.refuse(index, reasonAgainst(line.text, kind))
}

function reasonAgainst(text: string, kind: PageKind): string {
  if (isNames(text)) return 'is a list of names without a title'
  if (fromTitle(text) === null && /^\p{Lu}[^.,;:!]*$/u.test(text))
    return 'is too short to be the title of a paper'
  if (!readsLikeTitleLine(text)) return 'reads like neither a title nor an abstract'
  return kind === 'linked'
    ? 'reads like a title, but links to no paper'
    : 'reads like a title, but has no abstract'
}
