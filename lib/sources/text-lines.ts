import { oneLine } from '../papers/one-line'
import type { PageLine, PageLines, PageLink } from './page-lines'

/** The mark of a list's item: a bullet, a number, a box to tick. Not a number that is part of the text, "3D". */
const MARK = /^(?:[-*+•◦▪‣·–—]|\d{1,4}[.)]|\[\d{1,4}\]|\(\d{1,4}\))\s+(?:\[[ xX]\]\s+)?(?=\S)/
/** A number that ends a line of a sentence before it: "up to K,(ge⏎1) out of N". */
const NUMBERED = /^\s*[[(]?\d{1,4}[.)\]]\s+[\p{Ll}(–—-]/u
const HEADING = /^#{1,6}\s+(?=\S)/
const MARKDOWN_LINK =
  /(!?)\[([^[\]]{0,500}(?:\[[^[\]]{0,200}\][^[\]]{0,200}){0,4})\]\(\s*<?((?:https?:)[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,200})?)>?(?:\s+"[^"]{0,300}")?\s*\)/g
/** HTML as it is used in Markdown; "<k>-theory" is none. */
const HTML_LINK = /<a\s[^<>]{0,500}?href=["'](https?:[^"'<>]{1,2000})["'][^<>]{0,500}>([^\n]{0,500}?)<\/a>/gi
const HTML_TAG =
  /<\/?(?:a|b|br|center|code|details|div|em|font|h[1-6]|hr|i|img|kbd|p|picture|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr)(?:\s[^<>]{0,2000})?\/?>/gi
const AUTOLINK = /<(https?:\/\/[^\s<>]{1,2000})>/g

/** A label at the beginning of a line, "Title: …"; it begins something of its own. */
const LABELLED = /^[A-Z][a-z][\w-]{1,20}:\s/

/** How a line begins that goes on with a sentence; addresses and identifiers begin in lower case too. */
const WITHIN = /^(?!https?:|www\.|ar[xX]iv|doi\b)[\p{Ll}(]/u
/** Lines of data are as long as they are. */
const CODE = /^[\w-]+\s*=|^@\w+\{/
/** A paragraph is taken to be wrapped where this share of its further lines begins in the middle of a sentence. */
const WRAPPED_SHARE = 0.4
/** Of its lines, the share that may be less than half as long as the longest. */
const SHORT_SHARE = 0.2
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
    const last = run.at(-1)
    const isInside = last && !apart && !last.item && last.text.length >= WRAPPED_LENGTH && NUMBERED.test(raw)
    const line = lineOf(raw, index + 1, apart, !isInside)
    if (!line || line.apart) endRun()
    apart = !line
    if (!line) continue
    if (last && run.length > 0 && LABELLED.test(last.text) && /^\s{2,}/.test(raw)) {
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

function lineOf(raw: string, number: number, apart: boolean, marked: boolean): PageLine | null {
  const indented = /^(?:\s{2,}|\t)/.test(raw)
  let text = raw
    .trim()
    .replace(/^(?:>\s?)+/, '')
    .trim()
  const heading = HEADING.test(text)
  text = text.replace(HEADING, '')
  const item = marked && MARK.test(text)
  text = (item ? text.replace(MARK, '') : text).replace(/^\|\s*|\s*\|$/g, '')
  const links: PageLink[] = []
  if (/<[a-z/]/i.test(text))
    text = text
      .replace(HTML_LINK, (_, url: string, words: string) => {
        links.push({ url, text: oneLine(words.replace(HTML_TAG, '')) })
        return words
      })
      .replace(HTML_TAG, '')
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

/** The lines of a paragraph, as one where they are the lines of wrapped prose; a title and names before it stay lines. */
function unwrapped(run: readonly PageLine[]): readonly PageLine[] {
  const width = run.reduce((widest, line) => Math.max(widest, line.text.length), 0)
  if (run.length < 3 || width < WRAPPED_LENGTH) return run
  if (run.some(line => line.heading || line.links.length > 0 || CODE.test(line.text))) return run
  let head = 0
  while (head < 3 && standsAbove(run[head], run[head + 1], width)) head++
  const [first, ...further] = run.slice(head)
  if (!first || further.length === 0 || further.some(line => line.item)) return run
  const within = further.filter(line => WITHIN.test(line.text)).length
  // All but the last are full, or nearly all: a long formula is not broken.
  const short = [first, ...further.slice(0, -1)].filter(line => line.text.length < width / 2).length
  if (within < WRAPPED_SHARE * further.length || short > SHORT_SHARE * further.length) return run
  return [...run.slice(0, head), joined(first, further)]
}

/** Whether a line is too short to have been wrapped before the next, which begins anew. */
function standsAbove(line: PageLine | undefined, next: PageLine | undefined, width: number): boolean {
  if (!line || !next) return false
  return line.text.length < width * 0.75 && !/[.,;:]$/.test(line.text) && /^[\p{Lu}\p{N}]/u.test(next.text)
}

function joined(first: PageLine, further: readonly PageLine[]): PageLine {
  return { ...first, text: [first, ...further].map(line => line.text).join(' ') }
}
