import { oneLine } from '../papers/one-line'
import type { Paper, Seen } from '../papers/paper'
import type { Day } from '../time'
import { dayOfLine } from './furniture'
import { isWebPage } from './html'
import { linesOfHtml } from './html-lines'
import type { PageLines } from './page-lines'
import { type Entry, Sheet } from './saved-lines'
import { namedEntries } from './saved-named'
import { titledEntries } from './saved-titles'
import { atSecondHand } from './second-hand'
import { MalformedBody } from './source'
import { linesOfText } from './text-lines'

/** A page or a text that was read, and what of it was not understood. */
export interface SavedPageReading {
  /** In the order of the page, each with a listing that holds its rank. */
  readonly papers: readonly Paper[]
  readonly title?: string
  /** The day the page is of, where it names one with its year. */
  readonly day?: Day
  /** How many lines of the page, wrapped paragraphs and blocks of HTML as one, were understood; menus and dates are. */
  readonly understood: number
  readonly notUnderstood: readonly {
    /** The line of the file, from 1. */
    readonly line: number
    readonly text: string
    /** Continues a sentence that begins with the line: "reads like a title, but has no abstract". */
    readonly why: string
  }[]
}

const MAX_LENGTH = 10 * 1024 * 1024
/** Of a line that was not understood, so much is shown. */
const MAX_SHOWN = 200

/**
 * Reads a digest page that was saved as HTML or text, or a list that somebody wrote: titles with their abstracts, one
 * title per line, lines with identifiers or links, Markdown, numbered lists, any HTML whose links go to papers. Papers
 * without an identifier are filed under their title. An abstract is kept only when it ends as a sentence does: half of
 * one would hide that there is a whole one. A file does not say when it was true, so all it says of a paper yields to
 * what digests say. Throws a `MalformedBody` for what is no text, and nothing else.
 */
export function readSavedPage(text: string, digest: string, seen: Seen): SavedPageReading {
  refuseUnreadable(text)
  const source = text.replace(/^\uFEFF/, '')
  const html = isHtml(source)
  const page = html ? linesOfPage(source) : linesOfText(source)
  const sheet = new Sheet(page.lines)
  const named = namedEntries(sheet)
  const kind = html ? (named.length > 0 ? 'linked' : 'unlinked') : 'text'
  const entries = [...named, ...titledEntries(sheet, named, kind)].sort((a, b) => a.at - b.at)
  const day = dayOf(page)
  const heading = page.lines.find((line, index) => line.heading && !sheet.entryAt.has(index))
  const title = page.title ?? heading?.text
  return {
    papers: entries.map((entry, index) =>
      paperFrom(entry, { digest, rank: index + 1, seen, ...(day && { day }) }),
    ),
    ...(title && { title }),
    ...(day && { day }),
    understood: sheet.understood(),
    notUnderstood: sheet.refused().map(({ line, why }) => ({
      line: line.number,
      text: line.text.length > MAX_SHOWN ? `${line.text.slice(0, MAX_SHOWN)}…` : line.text,
      why,
    })),
  }
}

function refuseUnreadable(text: string): void {
  if (text.length > MAX_LENGTH) throw new MalformedBody('The file is larger than 10 MB')
  if (text.trim() === '' || text === '\uFEFF') throw new MalformedBody('The file is empty')
  const start = text.slice(0, 100_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a text from other files
  const odd = start.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]/g)?.length ?? 0
  if (start.includes('\0') || odd > start.length / 50) throw new MalformedBody('The file is not a text')
  if (/^\uFEFF?From: <Saved by|^Snapshot-Content-Location:/m.test(start.slice(0, 2000)))
    throw new MalformedBody('The file is a web archive; save the page as HTML')
  if (/^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:rss|feed|rdf:RDF)[\s>]/i.test(start))
    throw new MalformedBody('The file is a feed; follow its address instead')
  if (isJson(text)) throw new MalformedBody('The file is data (JSON), not a page')
}

function isJson(text: string): boolean {
  if (!/^\uFEFF?\s*[{[]/.test(text)) return false
  try {
    return typeof JSON.parse(text.replace(/^\uFEFF/, '')) === 'object'
  } catch {
    return false
  }
}

/** Whether a text is a page or a piece of one; a Markdown text with some HTML in it is a text. */
function isHtml(text: string): boolean {
  if (isWebPage(text)) return true
  const tagged =
    text.match(/^[ \t]*<\/?(?:a|article|div|dl|dt|h[1-6]|li|ol|p|section|span|table|td|tr|ul)\b[^<>]*>/gim)
      ?.length ?? 0
  return tagged > 0 && tagged >= (text.match(/^[ \t]*(?:#{1,6}|[-*+]|\d{1,3}\.)\s/gm)?.length ?? 0)
}

/** The lines of a page; of one that is nothing but a text shown by a browser, those of the text. */
function linesOfPage(html: string): PageLines {
  const page = linesOfHtml(html)
  if (!/<body[^>]*>\s*<pre\b/i.test(html.slice(0, 20_000))) return page
  const placed: string[] = []
  for (const line of page.lines) placed[line.number - 1] = line.text
  return { ...page, lines: linesOfText(Array.from(placed, line => line ?? '').join('\n')).lines }
}

function dayOf({ lines, url }: PageLines): Day | undefined {
  for (const line of lines) {
    const day = dayOfLine(line.text)
    if (day) return day
  }
  return dayOfLine(/^https:\/\/huggingface\.co\/papers\/date\/([\d-]{10})$/.exec(url ?? '')?.[1] ?? '')
}

function paperFrom(entry: Entry, listing: Paper['listings'][number]): Paper {
  const { ids, title = '', abstract, authors, upvotes, comments, by } = entry
  return atSecondHand({
    ids: [...ids],
    seen: listing.seen,
    title: oneLine(title),
    ...(abstract && { abstract: oneLine(abstract) }),
    ...(authors?.length && { authors }),
    listings: [
      {
        ...listing,
        ...(upvotes !== undefined && { upvotes }),
        ...(comments !== undefined && { comments }),
        ...(by && { by }),
      },
    ],
  })
}
