import { oneLine } from '../papers/latex'
import type { PageLine, PageLines, PageLink } from './page-lines'

/** The mark of a list's item: a bullet, a number, a box to tick. Not a number that is part of the text, "3D". */
const MARK = /^(?:[-*+•◦▪‣·–—]|\d{1,4}[.)]|\[\d{1,4}\]|\(\d{1,4}\))\s+(?:\[[ xX]\]\s+)?(?=\S)/
const HEADING = /^#{1,6}\s+(?=\S)/
const MARKDOWN_LINK =
  /(!?)\[([^[\]]{0,500}(?:\[[^[\]]{0,200}\][^[\]]{0,200}){0,4})\]\(\s*<?((?:https?:)[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?(?:\s+"[^"]{0,300}")?\s*\)/g
const AUTOLINK = /<(https?:\/\/[^\s<>]{1,2000})>/g

/** A label at the beginning of a line, "Title: …"; it begins something of its own. */
const LABELLED = /^[A-Z][a-z][\w-]{1,20}:\s/

/** How a line begins that goes on with a sentence; addresses and identifiers begin in lower case too. */
const WITHIN = /^(?!https?:|www\.|ar[xX]iv|doi\b)[\p{Ll}(]/u
/** A paragraph is taken to be wrapped where this share of its further lines begins in the middle of a sentence. */
const WRAPPED_SHARE = 0.4
/** Shorter lines were not wrapped. */
const WRAPPED_LENGTH = 40

/**
 * A plain or Markdown text in lines. Marks of lists, headings and bold type are taken off, links are read, and a
 * paragraph that was wrapped to a width becomes the one line it was.
 */
export function linesOfText(text: string): PageLines {
  const lines: PageLine[] = []
  /** Lines that may be of one paragraph. */
  let run: PageLine[] = []
  const endRun = () => {
    for (const line of unwrapped(run)) lines.push(line)
    run = []
  }
  let apart = true
  for (const [index, raw] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    const line = lineOf(raw, index + 1, apart)
    if (!line || line.apart) endRun()
    apart = !line
    if (!line) continue
    const [last] = run.slice(-1)
    if (last && LABELLED.test(last.text) && /^\s{2,}/.test(raw)) {
      // As in arXiv's mails: what follows a label goes on in indented lines.
      run = [joined(last, [line])]
      continue
    }
    const isAlone = LABELLED.test(line.text) || /^\\\\|^[^\p{L}\p{N}]*$/u.test(line.text)
    if (isAlone || (last && LABELLED.test(last.text))) endRun()
    run.push(line)
    if (isAlone && !LABELLED.test(line.text)) endRun()
  }
  endRun()
  return { lines }
}

function lineOf(raw: string, number: number, apart: boolean): PageLine | null {
  const indented = /^(?:\s{2,}|\t)/.test(raw)
  let text = raw
    .trim()
    .replace(/^(?:>\s?)+/, '')
    .trim()
  const heading = HEADING.test(text)
  text = text.replace(HEADING, '')
  const item = MARK.test(text)
  text = text.replace(MARK, '').replace(/^\|\s*|\s*\|$/g, '')
  const links: PageLink[] = []
  if (text.includes('](') || text.includes('<http'))
    text = text
      .replace(MARKDOWN_LINK, (_, picture: string, words: string, url: string) => {
        if (picture) return ''
        links.push({ url, text: oneLine(withoutEmphasis(words)) })
        return words
      })
      .replace(AUTOLINK, ' $1 ')
  // Cells of a table stay apart by a tab.
  text = withoutEmphasis(text.replace(/\t/g, ' \u0009 '))
  const tidy = text.split('\t').map(oneLine).filter(Boolean).join('\t')
  if (!tidy) return null
  return { number, text: tidy, links, apart: apart || (item && !indented), heading, item }
}

/** Bold type's marks are taken off, and those of italics around a whole text. Single ones may be the text's own. */
function withoutEmphasis(text: string): string {
  return text.replace(/\*\*|__/g, '').replace(/^([*_])(?=\S)(.+)(?<=\S)\1$/, '$2')
}

/** The lines of a paragraph, as one where they are the lines of wrapped prose; a title before them stays a line. */
function unwrapped(run: readonly PageLine[]): readonly PageLine[] {
  const [first, second, ...rest] = run
  if (!first || !second || rest.length === 0 || run.some(line => line.links.length > 0)) return run
  const further = [second, ...rest]
  if (run.some(line => line.heading || /^[\w-]+\s*=|^@\w+\{/.test(line.text))) return run
  if (further.some(line => line.item)) return run
  const within = further.filter(line => WITHIN.test(line.text)).length
  const width = further.reduce((widest, line) => Math.max(widest, line.text.length), 0)
  const isFull = further.slice(0, -1).every(line => line.text.length >= width / 2)
  if (within / further.length < WRAPPED_SHARE || width < WRAPPED_LENGTH || !isFull) return run
  const titled =
    first.text.length < width * 0.75 && /^\p{Lu}/u.test(second.text) && !/[.,;:]$/.test(first.text)
  return titled ? [first, joined(second, rest)] : [joined(first, further)]
}

function joined(first: PageLine, further: readonly PageLine[]): PageLine {
  return { ...first, text: [first, ...further].map(line => line.text).join(' ') }
}
