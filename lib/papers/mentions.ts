import { type PaperId, parseCatalogued } from './catalogued'
import { paperOfUrl } from './paper-url'

/** An address, with or without its scheme, to the end of its word. It does not begin in the middle of another. */
const ADDRESS = String.raw`(?<![\w./@-])(?<address>(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s<>"]+)`
const NUMBER = String.raw`\d{4}\.\d{4,5}(?:v\d+)?`
const OLD_NUMBER = String.raw`[a-z]+(?:-[a-z]+)?(?:\.[a-z-]+)?\/\d{7}(?:v\d+)?`
const ARXIV = String.raw`(?<![\w./-])arxiv[\s:]{0,3}(?<arxiv>${NUMBER}|${OLD_NUMBER})(?![\w/]|\.\d)`
/** A number alone is a number; arXiv's own titles put theirs in brackets. */
const BRACKETED = String.raw`\[(?<square>${NUMBER})\]|\((?<round>\d{4}\.\d{5}(?:v\d+)?)\)`
const DOI = String.raw`(?<![\w./-])(?<doi>10\.\d{4,9}\/[^\s<>"]+)`
const MENTION = new RegExp([ADDRESS, ARXIV, BRACKETED, DOI].join('|'), 'gi')

/**
 * The papers that a text names, in the order in which it names them and each once: by an address (see `paperOfUrl`; the
 * scheme may be missing), as `arXiv:2401.00001`, by such a number in brackets, or by a DOI.
 */
export function papersInText(text: string): PaperId[] {
  return [...new Set(mentionsIn(text).map(({ id }) => id))]
}

/** Where a text names a paper. */
export interface Mention {
  readonly id: PaperId
  readonly start: number
  readonly end: number
}

/** The places at which a text names papers, as `papersInText` finds them. */
export function mentionsIn(text: string): Mention[] {
  const mentions: Mention[] = []
  for (const match of text.matchAll(MENTION)) {
    const { address, arxiv, square, round, doi } = match.groups ?? {}
    const whole = arxiv || square || round ? match[0] : withoutPunctuation(match[0])
    const number = arxiv ?? square ?? round
    const id = number
      ? parseCatalogued(`arxiv:${number}`)
      : doi
        ? parseCatalogued(`doi:${whole}`)
        : address
          ? paperOfUrl(/^https?:/i.test(whole) ? whole : `https://${whole}`)
          : null
    if (id) mentions.push({ id, start: match.index, end: match.index + whole.length })
  }
  return mentions
}

/** An address or a DOI without what the sentence around it put behind it. A bracket that was opened in it stays. */
function withoutPunctuation(text: string): string {
  let unopened = text.split(')').length - text.split('(').length
  let end = text.length
  for (; end > 0; end--) {
    const last = text.charAt(end - 1)
    if (last === ')' && unopened > 0) unopened--
    else if (!/[.,;:!?'’”»*_`\]}|]/.test(last)) break
  }
  return text.slice(0, end)
}
