import { Parser } from 'htmlparser2'
import { oneLine } from '../../papers/one-line'

/** Markup that titles carry: Crossref's, CSL's, JATS's. Anything else in angle brackets is text: "a <b> c" is rare, "p < 0.05" is not. */
const INLINE_TAG =
  /<\/?(?:jats:)?(?:i|b|em|strong|sub|sup|sc|scp|span|italic|bold|u|tt|p|title|sec|abstract)(?:\s[^<>]{0,200})?\/?>/gi

/** `text` with its entities decoded; what stands in angle brackets stays. */
export function withoutEntities(text: string): string {
  if (!/&[#a-z]/i.test(text)) return text
  const pieces: string[] = []
  const parser = new Parser({ ontext: piece => pieces.push(piece) })
  parser.write(text.replace(/</g, '&lt;'))
  parser.end()
  return pieces.join('')
}

/** A title, a name, an abstract on one line, without markup or entities, and no longer than `limit`. */
export function plainLine(text: string, limit: number): string {
  const bare = text.length > 4 * limit ? text.slice(0, 4 * limit) : text
  return clipped(oneLine(withoutEntities(bare.replace(INLINE_TAG, ''))), limit)
}

/** `text` cut at `limit`, not within a character. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit
  return `${text.slice(0, end).trimEnd()}…`
}

/** Elements that begin a line of their own in a note, with what they begin it with. */
const LINES: Readonly<Partial<Record<string, string>>> = {
  p: '\n\n',
  div: '\n',
  br: '\n',
  li: '\n- ',
  ul: '\n',
  ol: '\n',
  tr: '\n',
  blockquote: '\n\n> ',
  h1: '\n\n# ',
  h2: '\n\n## ',
  h3: '\n\n### ',
  h4: '\n\n#### ',
  h5: '\n\n##### ',
  h6: '\n\n###### ',
}
const MARKS: Readonly<Partial<Record<string, string>>> = { b: '**', strong: '**', i: '*', em: '*', code: '`' }
const UNSEEN = new Set(['script', 'style', 'head', 'title'])

/** Deeper than any note; the parser's time grows with the square of the depth. */
const MAX_DEPTH = 200

/** A note as Markdown: one that begins as HTML is read, as Zotero writes its notes; any other text stays as it was. */
export function markdownNote(note: string, limit: number): string {
  const cut = note.length > 2 * limit ? note.slice(0, 2 * limit) : note
  const isHtml =
    /^\s*<(?:p|div|br|h[1-6]|ul|ol|span|strong|em|b|i|a|blockquote)(?:\s[^<>]{0,1000})?\/?>/i.test(cut)
  const text = isHtml ? markdownOfHtml(cut) : withoutEntities(cut)
  const lines = text.split(/\r\n?|\n/).map(line => (isHtml ? line.trim() : line.trimEnd()))
  return clipped(
    lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    limit,
  )
}

function markdownOfHtml(html: string): string {
  const pieces: string[] = []
  const links: string[] = []
  let [depth, unseen, items] = [0, 0, 0]
  const parser = new Parser({
    onopentag(name, { href = '' }) {
      if (++depth > MAX_DEPTH) parser.pause()
      if (UNSEEN.has(name)) unseen++
      if (name === 'li') items++
      // A paragraph within an item stands behind its mark.
      pieces.push((name === 'p' && items > 0 ? '' : LINES[name]) ?? MARKS[name] ?? '')
      if (name !== 'a') return
      const link = /^https?:\/\/[^\s()<>]+$/.test(href) ? href : ''
      links.push(link)
      if (link) pieces.push('[')
    },
    onclosetag(name) {
      depth--
      if (UNSEEN.has(name)) unseen--
      if (name === 'li') items--
      pieces.push(MARKS[name] ?? '')
      const link = name === 'a' ? links.pop() : ''
      if (link) pieces.push(`](${link})`)
    },
    ontext: text => {
      if (unseen === 0) pieces.push(text.replace(/\s+/g, ' '))
    },
  })
  parser.write(html)
  parser.end()
  return pieces.join('')
}
