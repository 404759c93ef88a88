import { oneLine } from '../papers/one-line'
import { absoluteUrl, type HtmlHandler, readHtml } from './html'
import type { PageLine, PageLines, PageLink } from './page-lines'
import { MalformedBody } from './source'

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
/** Elements that are a thing of their own, apart from what is before and behind them. */
const ITEMS = new Set(['li', 'article', 'tr'])
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
/** Elements whose text is not shown, or is not about anything on the page. */
const UNSEEN = new Set(
  (
    'script style noscript template svg iframe object embed select textarea button nav audio video canvas ' +
    'annotation annotation-xml datalist dialog title'
  ).split(' '),
)
/** Paths to papers that only one site has. What follows them must be an identifier all the same. */
const PATHS = [
  [/^\/papers\//, 'https://huggingface.co'],
  [/^\/(?:abs|pdf|html)\//, 'https://arxiv.org'],
  [/^\/forum\?id=/, 'https://openreview.net'],
] as const

/**
 * What a reader sees of a page, line by line: scripts, styles, menus, buttons and what is hidden are left out. Links are
 * made absolute by what the page says of its own address, or else by `base`; what is no http(s) address is no link.
 * Throws a `MalformedBody` where elements are nested deeper than in any page.
 */
export function linesOfHtml(html: string, base?: string): PageLines {
  const reader = new HtmlReader(html, base)
  readHtml(html, reader)
  return reader.finish()
}

/** The text of a piece of HTML on one line, '' where it is nested too deeply; what is no HTML comes back as it was. */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  try {
    return oneLine(
      linesOfHtml(html)
        .lines.map(line => line.text)
        .join(' '),
    )
  } catch (error) {
    if (error instanceof MalformedBody) return ''
    throw error
  }
}

interface OpenElement {
  readonly name: string
  readonly unseen: boolean
}

class HtmlReader implements HtmlHandler {
  readonly #html: string
  readonly #lines: PageLine[] = []
  readonly #open: OpenElement[] = []
  #unseen = 0
  #items = 0
  #headings = 0
  #preformatted = 0
  #title = ''
  #base: string | undefined
  #url: string | undefined

  // The line that is being read.
  #pieces: string[] = []
  #number = 0
  #links: PageLink[] = []
  #apart = true
  #inItem = false

  /** The link that is open: its address, and the piece of the line with which its text begins. */
  #anchor: { readonly url: string; from: number } | null = null
  /** Links around pictures; they belong to the line that comes next. */
  #bare: PageLink[] = []

  // Lines of the file are counted once, from where the count was left.
  #counted = 0
  #nextBreak: number

  constructor(html: string, base: string | undefined) {
    this.#html = html
    this.#base = base
    this.#nextBreak = html.indexOf('\n')
  }

  open(name: string, attributes: Readonly<Partial<Record<string, string>>>): void {
    const unseen = UNSEEN.has(name) || isHidden(attributes) || (isFrame(name) && this.#items === 0)
    if (BLOCKS.has(name)) this.#endLine()
    if (ITEMS.has(name)) this.#part(1)
    if (name === 'dt' || (HEADINGS.has(name) && this.#items === 0)) this.#part(0)
    if (ITEMS.has(name) || name === 'dt') this.#inItem = true
    if (HEADINGS.has(name)) this.#headings++
    if (name === 'pre') this.#preformatted++
    if (name === 'base' || name === 'link' || name === 'meta') this.#learn(name, attributes)
    this.#open.push({ name, unseen })
    if (unseen) this.#unseen++
    const url = name === 'a' && this.#unseen === 0 && this.#resolved(attributes.href)
    if (url) this.#anchor = { url, from: this.#pieces.length }
  }

  close(name: string): void {
    const element = this.#open.pop()
    if (name === 'a') this.#endAnchor()
    if (BLOCKS.has(name)) this.#endLine()
    if (ITEMS.has(name)) this.#part(-1)
    if (name === 'dd' || name === 'table' || name === 'dl') this.#part(0)
    if (HEADINGS.has(name)) this.#headings--
    if (name === 'pre') this.#preformatted--
    if (element?.unseen) this.#unseen--
  }

  text(text: string, start: number): void {
    if (this.#unseen > 0) {
      // The drawings within a page have titles too.
      if (this.#unseen === 1 && this.#open.at(-1)?.name === 'title')
        this.#title = (this.#title + text).slice(0, 1000)
      return
    }
    if (this.#preformatted > 0 && text.includes('\n')) {
      this.#preformattedText(text, start)
      return
    }
    const first = this.#number === 0 ? text.search(/\S/) : -1
    if (first >= 0) this.#number = this.#lineAt(start + first)
    this.#pieces.push(text)
  }

  comment(text: string): void {
    // Written by browsers into the pages they save.
    const saved = /^\s*saved from url=\(\d+\)(https?:\/\/\S+)/.exec(text)?.[1]
    if (saved) this.#url ??= saved
  }

  finish(): PageLines {
    this.#endLine()
    const title = oneLine(this.#title).slice(0, 300)
    return { lines: this.#lines, ...(title && { title }), ...(this.#url && { url: this.#url }) }
  }

  #preformattedText(text: string, start: number): void {
    let at = start
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) {
        this.#endLine()
        if (line.trim() === '') this.#part(0)
      }
      if (this.#number === 0 && line.trim() !== '') this.#number = this.#lineAt(at)
      this.#pieces.push(line)
      at += line.length + 1
    }
  }

  /** Learns where the page is from. */
  #learn(
    name: string,
    { href = '', rel, property, content = '' }: Readonly<Partial<Record<string, string>>>,
  ): void {
    if (name === 'base') this.#base = absoluteUrl(href, this.#url ?? this.#base) ?? this.#base
    else if (name === 'link' && rel === 'canonical') this.#url = absoluteUrl(href, this.#base) ?? this.#url
    else if (name === 'meta' && property === 'og:url') this.#url ??= absoluteUrl(content, this.#base)
  }

  #resolved(href: string | undefined): string | undefined {
    if (!href) return undefined
    const base = this.#base ?? this.#url
    if (base || /^[a-z][a-z0-9+.-]*:/i.test(href)) return absoluteUrl(href, base)
    // A page saved without a word of where it is from: its site is told by the shape of its paths.
    return absoluteUrl(href, PATHS.find(([path]) => path.test(href))?.[1])
  }

  #endAnchor(): void {
    if (!this.#anchor) return
    const { url, from } = this.#anchor
    this.#anchor = null
    const text = oneLine(this.#pieces.slice(from).join(''))
    if (text) this.#links.push({ url, text })
    else this.#bare.push({ url, text })
  }

  /** Ends the line; a link that goes on belongs to this line and to the next. */
  #endLine(): void {
    const anchor = this.#anchor
    this.#endAnchor()
    const text = oneLine(this.#pieces.join(''))
    if (text) {
      const links = [...this.#bare, ...this.#links]
      const [apart, heading, item] = [this.#apart, this.#headings > 0, this.#inItem]
      this.#lines.push({ number: this.#number, text, links, apart, heading, item })
      this.#bare = []
      this.#apart = false
      this.#inItem = false
    }
    this.#pieces = []
    this.#links = []
    this.#number = 0
    if (anchor) this.#anchor = { url: anchor.url, from: 0 }
  }

  #part(items: number): void {
    this.#items += items
    this.#apart = true
    this.#inItem = false
    this.#bare = []
  }

  #lineAt(index: number): number {
    for (; this.#nextBreak >= 0 && this.#nextBreak < index; this.#counted++)
      this.#nextBreak = this.#html.indexOf('\n', this.#nextBreak + 1)
    return this.#counted + 1
  }
}

function isHidden({ hidden, style = '', ...rest }: Readonly<Partial<Record<string, string>>>): boolean {
  if (hidden !== undefined || rest['aria-hidden'] === 'true') return true
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
}

/** The head and the foot of a page; within an item they are the item's own. */
function isFrame(name: string): boolean {
  return name === 'header' || name === 'footer'
}
