import { Parser } from 'htmlparser2'
import { MalformedBody } from './source'

/** More than any page has, and what the parser, whose time grows with the square of the depth, bears well. */
const MAX_DEPTH = 2000

/** What is told of a page while it is read, in its order. */
export interface HtmlHandler {
  open(name: string, attributes: Readonly<Partial<Record<string, string>>>): void
  close?(name: string): void
  /** A piece of text with its entities decoded, and where in the page it begins. */
  text?(text: string, start: number): void
  comment?(text: string): void
}

/** Reads HTML. Throws a `MalformedBody` where elements are nested deeper than in any page. */
export function readHtml(html: string, handler: HtmlHandler): void {
  let depth = 0
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MAX_DEPTH) throw new MalformedBody('The page is nested too deeply to read')
      handler.open(name, attributes)
    },
    onclosetag(name) {
      depth--
      handler.close?.(name)
    },
    ontext: text => handler.text?.(text, parser.startIndex),
    oncomment: text => handler.comment?.(text),
  })
  parser.write(html)
  parser.end()
}

/** An address in a page, made absolute; undefined for what is no http(s) address. */
export function absoluteUrl(href: string, base: string | undefined): string | undefined {
  const url = URL.parse(href.trim(), base)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Whether a text is a web page from its first element on; a piece of HTML is none. */
export function isWebPage(text: string): boolean {
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
    text.slice(0, 20_000),
  )
}
