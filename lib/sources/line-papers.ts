import { type PaperId, parseIdentifier, schemeOf } from '../papers/identifier'
import { type Mention, mentionsIn } from '../papers/mentions'
import { paperOfUrl } from '../papers/paper-url'
import { isLabelled } from './furniture'
import type { PageLine } from './page-lines'
import {
  readsLikeParagraph,
  readsLikeShortTitle,
  readsLikeTitle,
  readsLikeTitleLine,
  wordsOf,
} from './wording'

/** A paper that a line names, with its title where the line gives it. */
export interface LinePaper {
  /** Of one paper; no two of one scheme. */
  readonly ids: readonly PaperId[]
  readonly title?: string
}

/** A number that stands alone in a cell, or at either end of a line. */
const BARE_NUMBER =
  /(?:^|[\t|,;(]\s*)"?(\d{4}\.\d{4,5}(?:v\d+)?)"?(?=\s*(?:[\t|,;):]|$))|^(\d{4}\.\d{4,5}(?:v\d+)?)(?=\s)|\s(\d{4}\.\d{4,5}(?:v\d+)?)$/g
/** What is left at the ends of a title when a link or a number is taken out of its line. */
const LOOSE_START = /^(?:[\s\-–—:;,.|·•*_>#)\]}]|\p{Extended_Pictographic})+/u
const LOOSE_END = /(?:[\s\-–—:;,|·•*_<([{]|\((?=\s*$))+$/u
/** "(NeurIPS 2020) …" and "…, NeurIPS 2020", as lists of papers have it. */
const VENUE_BEFORE = /^\([^()]{1,40}\)\s+(?=\S)/
const VENUE_BEHIND = /[,.]\s+(?:in\s+)?[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2},?\s+(?:19|20)\d{2}\.?$/

/**
 * The papers that a line names, by its links and, in a line that is no paragraph, by identifiers in its text. Whatever
 * names one paper is taken together: several links to it, or identifiers of different kinds beside one title.
 */
export function papersOfLine(line: PageLine): LinePaper[] {
  // A comment or a journal reference may name other papers.
  if (isLabelled(line.text) && !/^doi/i.test(line.text)) return []
  const linked = line.links.flatMap(({ url, text }) => {
    const id = paperOfUrl(url)
    return id ? [{ id, text }] : []
  })
  const paragraph = readsLikeParagraph(line.text)
  const named = paragraph ? [] : placesIn(line.text)
  const ids = [...new Set([...linked, ...named].map(({ id }) => id))]
  if (ids.length === 0) return []
  const titles = new Map<PaperId, string>()
  for (const { id, text } of linked)
    if (!titles.has(id) && isTitle(text, line)) titles.set(id, withoutLabel(text))
  // What a paragraph mentions without its title is not what the page lists.
  if (paragraph) return [...titles].map(([id, title]) => paper([id], title))
  if (titles.size > 1) return ids.map(id => paper([id], titles.get(id)))
  const title = [...titles.values()][0] ?? titleBeside(line, named)
  const schemes = new Set(ids.map(schemeOf))
  if (schemes.size === ids.length) return [paper(ids, title)]
  return ids.map(id => paper([id], titles.get(id)))
}

/** Whether a link's text is the title of its paper. In a heading that may be a single word. */
function isTitle(text: string, line: PageLine): boolean {
  return readsLikeTitle(text) || (readsLikeShortTitle(text) && (line.heading || wordsOf(text).length > 1))
}

/** Takes off "Title:", as some pages begin their titles. */
export function withoutLabel(text: string): string {
  return text.replace(/^title\s*:\s*/i, '')
}

function paper(ids: readonly PaperId[], title: string | undefined): LinePaper {
  return title ? { ids, title } : { ids }
}

function placesIn(text: string): Mention[] {
  const places = mentionsIn(text)
  for (const match of text.matchAll(BARE_NUMBER)) {
    const number = match[1] ?? match[2] ?? match[3] ?? ''
    const id = parseIdentifier(`arxiv:${number}`)
    const start = match.index + match[0].indexOf(number)
    if (id && !places.some(place => place.start <= start && start < place.end))
      places.push({ id, start, end: start + number.length })
  }
  return places.sort((a, b) => a.start - b.start)
}

/** The title in a line that names one paper: what is left of it without identifiers, addresses and other links. */
function titleBeside(line: PageLine, places: readonly Mention[]): string | undefined {
  let text = ''
  let at = 0
  for (const { start, end } of places) {
    text += `${line.text.slice(at, start)}\t`
    at = end
  }
  text += line.text.slice(at)
  for (const link of line.links) if (!readsLikeTitle(link.text)) text = text.replace(link.text, '\t')
  const pieces = text.replace(/https?:\/\/\S+/g, '\t').split(/\t| \| /)
  for (const piece of pieces) {
    const title = tidied(piece)
    if (readsLikeTitleLine(title) && !/^\(.*\)$/.test(title)) return title
  }
  return undefined
}

function tidied(piece: string): string {
  const bare = piece
    .replace(/\barxiv(?: preprint)?[\s:]*$/i, '')
    .replace(LOOSE_START, '')
    .replace(LOOSE_END, '')
    .replace(VENUE_BEFORE, '')
    .replace(VENUE_BEHIND, '')
  const quoted = /^["“]([^"“”]{10,300})["”]/.exec(bare)?.[1]
  return withoutLabel(quoted ?? bare.replace(/^"|(?<=[^.])\.$/g, '')).trim()
}
