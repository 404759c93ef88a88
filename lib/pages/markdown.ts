import { Lexer, type Token, type Tokens, type TokensList } from 'marked'
import type { Block, HeadingLevel, ListItem, Span } from '@/components/markdown'

/** Blocks and spans that lie in each other deeper than this are text: a note has no use for them, and they cost the stack. */
const MAX_DEPTH = 16
/** A block of more parts than this is shown as it was typed: no page stays smooth with more. */
const MAX_PARTS = 5000
/** The note has a heading already, of level 2. */
const HEADING_ABOVE = 2

/**
 * A note in Markdown as blocks to show. Of links only those of the web and of mail lead anywhere; a picture is a link to
 * it, for nothing is loaded; HTML and maths are text. Any text can be read, in time in proportion to its length.
 */
export function readMarkdown(text: string): Block[] {
  const reading: Reading = { heading: HEADING_ABOVE, parts: 0 }
  return new ShallowLexer({ gfm: true }).lex(text).flatMap(token => {
    reading.parts = 0
    const blocks = blocksOf([token], reading)
    return reading.parts > MAX_PARTS ? [{ kind: 'code' as const, text: token.raw }] : blocks
  })
}

/** How far a note has been read. */
interface Reading {
  /** The level of the last heading: none may skip one. */
  heading: number
  parts: number
}

/** Marked's lexer, which calls itself for what lies in something else and has no bound of its own. */
class ShallowLexer extends Lexer {
  #depth = 0

  override blockTokens(src: string, tokens?: Token[], clipped?: boolean): Token[]
  override blockTokens(src: string, tokens?: TokensList, clipped?: boolean): TokensList
  override blockTokens(src: string, tokens: Token[] = [], clipped?: boolean): Token[] {
    return this.#within(src, tokens, () => super.blockTokens(src, tokens, clipped))
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    return this.#within(src, tokens, () => super.inlineTokens(src, tokens))
  }

  #within(src: string, tokens: Token[], read: () => Token[]): Token[] {
    if (this.#depth >= MAX_DEPTH) {
      tokens.push({ type: 'text', raw: src, text: src })
      return tokens
    }
    this.#depth += 1
    try {
      return read()
    } finally {
      this.#depth -= 1
    }
  }
}

function blocksOf(tokens: readonly Token[], reading: Reading): Block[] {
  return tokens.flatMap(token => {
    reading.parts += 1
    return blockOf(token as MarkedBlock, reading) ?? []
  })
}

/** Marked adds a type for whatever an extension may make; there are none here. */
type MarkedBlock =
  | Tokens.Space
  | Tokens.Code
  | Tokens.Heading
  | Tokens.Table
  | Tokens.Hr
  | Tokens.Blockquote
  | Tokens.List
  | Tokens.HTML
  | Tokens.Def
  | Tokens.Paragraph
  | Tokens.Text
  | Tokens.Checkbox

function blockOf(token: MarkedBlock, reading: Reading): Block | undefined {
  switch (token.type) {
    case 'space':
    // Says where a link leads that is named elsewhere.
    case 'def':
    // Told of by its item.
    case 'checkbox':
      return undefined
    case 'code':
      return { kind: 'code', text: token.text }
    case 'hr':
      return { kind: 'rule' }
    case 'heading': {
      reading.heading = Math.min(token.depth + HEADING_ABOVE, reading.heading + 1, 6)
      return {
        kind: 'heading',
        level: reading.heading as HeadingLevel,
        children: spansOf(token.tokens, reading),
      }
    }
    case 'blockquote':
      return { kind: 'quote', blocks: blocksOf(token.tokens, reading) }
    case 'list':
      return {
        kind: 'list',
        ...(token.ordered && { start: Number(token.start) || 0 }),
        items: token.items.map(item => itemOf(item, reading)),
      }
    case 'table':
      return {
        kind: 'table',
        head: token.header.map(({ tokens }) => spansOf(tokens, reading)),
        rows: token.rows.map(row => row.map(({ tokens }) => spansOf(tokens, reading))),
      }
    case 'paragraph':
      return { kind: 'paragraph', children: spansOf(token.tokens, reading) }
    // A line of a list whose items stand close together.
    case 'text':
      return {
        kind: 'line',
        children: token.tokens ? spansOf(token.tokens, reading) : [token.text],
      }
    case 'html':
      return { kind: 'paragraph', children: [token.text.trim()] }
  }
}

function itemOf(item: Tokens.ListItem, reading: Reading): ListItem {
  reading.parts += 1
  return {
    ...(item.task && { checked: item.checked === true }),
    blocks: blocksOf(item.tokens, reading),
  }
}

type MarkedSpan =
  | Tokens.Escape
  | Tokens.Tag
  | Tokens.Link
  | Tokens.Image
  | Tokens.Strong
  | Tokens.Em
  | Tokens.Codespan
  | Tokens.Br
  | Tokens.Del
  | Tokens.Text
  | Tokens.Checkbox

function spansOf(tokens: readonly Token[], reading: Reading, inLink = false): Span[] {
  return tokens.flatMap(token => {
    reading.parts += 1
    return spanOf(token as MarkedSpan, reading, inLink)
  })
}

function spanOf(token: MarkedSpan, reading: Reading, inLink: boolean): Span | Span[] {
  switch (token.type) {
    case 'checkbox':
      return []
    case 'br':
      return { kind: 'break' }
    case 'codespan':
      return { kind: 'code', text: token.text }
    case 'strong':
    case 'em':
    case 'del':
      return { kind: token.type, children: spansOf(token.tokens, reading, inLink) }
    case 'link':
      return linkOf(token.href, spansOf(token.tokens, reading, true), inLink)
    case 'image':
      return linkOf(token.href, [token.text || 'Picture'], inLink)
    case 'text':
      return 'tokens' in token && token.tokens ? spansOf(token.tokens, reading, inLink) : token.text
    case 'escape':
    case 'html':
      return token.text
  }
}

/** A link that leads to the web or writes a letter; its text alone where it leads anywhere else, or is in another link. */
function linkOf(address: string, children: readonly Span[], inLink: boolean): Span | Span[] {
  const url = inLink ? null : URL.parse(address)
  return url && /^(?:https?|mailto):$/.test(url.protocol)
    ? { kind: 'link', href: url.href, children }
    : [...children]
}
