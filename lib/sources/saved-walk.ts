import { fromTitle } from '../papers/identifier'
import type { Entry, Sheet } from './saved-lines'
import { endsLikeSentence, namesIn, readsLikeParagraph, readsLikeTitleLine } from './wording'

/**
 * How a page tells its papers: a text that somebody wrote or copied may be a list of titles; a page that links to papers
 * lists those and no others; a page that links to none may show titles with abstracts, or a list marked as such.
 */
export type PageKind = 'text' | 'linked' | 'unlinked'

/** A line before a paragraph, which may be a title and its abstract. */
export interface Pair {
  readonly title: number
  readonly authors?: readonly string[]
  readonly abstract: number
}

const ABSTRACT = /^abstract\s*[:.—–-]?\s+(?=\S)/i
/** What pages put behind an abstract that they fold. */
const FOLD = /\s*(?:[▽△▼▲]\s*(?:more|less)|read more|show more|see more)$/i

/**
 * Goes through the lines in their order and gives each paper that has its title its authors and its abstract. Answers the
 * paragraphs that stand behind other lines, and how many more there are that belong to nothing.
 */
export function walkLines(sheet: Sheet, kind: PageKind): { pairs: Pair[]; loose: number } {
  const pairs: Pair[] = []
  let loose = 0
  let current: Entry | undefined
  /** Where the current paper was named, and where its abstract was. */
  let from = -1
  let told = -1
  /** The last two lines of which nothing was made. */
  let waiting: number[] = []
  for (const [index, { text }] of sheet.lines.entries()) {
    const entry = sheet.entryAt.get(index)
    if (entry) {
      current = entry.title ? entry : undefined
      from = index
      waiting = []
      continue
    }
    if (!sheet.isOpen(index)) continue
    if (!readsLikeParagraph(text) && !ABSTRACT.test(text)) {
      if (current && !current.authors && waiting.length === 0 && isAuthors(sheet, index, from, kind)) {
        current.authors = namesIn(text, kind === 'linked') ?? []
        sheet.understand(index)
      } else waiting = [...waiting.slice(-1), index]
      continue
    }
    const within = kind === 'linked' && sheet.together(index, from)
    const goesOn = within && told === index - 1
    if (current && (waiting.length === 0 || within) && (!current.told || goesOn)) {
      tell(current, text)
      sheet.understand(index)
      told = index
    } else {
      if (waiting.length > 0 && kind !== 'linked') pairs.push(pairOf(sheet, waiting, index))
      else {
        sheet.refuse(index, 'is a paragraph without a title')
        loose++
      }
      current = undefined
    }
    waiting = []
  }
  return { pairs, loose }
}

/**
 * Gives a paper a paragraph as its abstract, or as more of it. An abstract that was cut off to fit the page is none:
 * kept, it would take the place of a whole one.
 */
export function tell(entry: Entry, paragraph: string): void {
  const text = paragraph.replace(ABSTRACT, '').replace(FOLD, '')
  const whole = entry.told ? entry.abstract && `${entry.abstract} ${text}` : text
  entry.told = true
  delete entry.abstract
  if (whole && endsLikeSentence(whole)) entry.abstract = whole
}

/** The title of a paragraph is the line before it, or the one before that where names stand between. */
function pairOf(sheet: Sheet, [before = 0, last]: readonly number[], abstract: number): Pair {
  if (last === undefined) return { title: before, abstract }
  const authors = namesIn(sheet.text(last))
  // One name may be a title; right below a title it is not.
  const isSure = authors && (authors.length > 1 || sheet.together(before, last))
  return isSure && readsLikeTitleLine(sheet.text(before))
    ? { title: before, authors, abstract }
    : { title: last, abstract }
}

function isAuthors(sheet: Sheet, index: number, from: number, kind: PageKind): boolean {
  const text = sheet.text(index)
  const together = sheet.together(index, from)
  const names = namesIn(text, kind === 'linked' && together)
  if (!names) return false
  if (/^authors?\s*:/i.test(text)) return true
  // One name alone might be a title, where a title alone may stand.
  const sure = names.length > 1 || kind === 'linked' || /^by\s/i.test(text) || fromTitle(text) === null
  return sure && together
}
