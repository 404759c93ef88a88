/** An entry of a BibTeX file, as it is written there. */
export interface BibtexSource {
  /** In lower case: "article", "string". */
  readonly type: string
  /** The key by which it is cited; '' for what has none. */
  readonly key: string
  /** From 1. */
  readonly line: number
  /** Its fields, without the braces around them. */
  readonly body: string
  /** Whether its braces match; a file that breaks off ends in an entry whose braces do not. */
  readonly whole: boolean
  /** Whether the file ends within it. */
  readonly last: boolean
}

const HEAD = /@[ \t]{0,20}([A-Za-z][\w-]{0,40})\s{0,20}([{(])/y
const KEY = /\s{0,100}([^,={}"\s][^,={}"\n]{0,500}?)?\s{0,100},/y

/**
 * The entries of a BibTeX file in its order. Each ends where its braces match, or else where a line begins another one, so
 * that a brace that is missing costs one entry and not the rest of the file. What is between entries is comment.
 */
export function* bibtexEntries(text: string): Generator<BibtexSource> {
  const lines = new LineCounter(text)
  for (let at = text.indexOf('@'); at >= 0; ) {
    HEAD.lastIndex = at
    const [head, type = '', open] = HEAD.exec(text) ?? []
    if (!head) {
      at = text.indexOf('@', at + 1)
      continue
    }
    const start = at + head.length
    const { end, whole } = endOf(text, start, open === '(')
    KEY.lastIndex = start
    const isData = !/^(?:string|preamble|comment)$/i.test(type)
    const [label = '', key = ''] = (isData && KEY.exec(text)) || []
    yield {
      type: type.toLowerCase(),
      key: key.trim(),
      line: lines.at(at),
      body: text.slice(Math.min(start + label.length, end), end),
      whole,
      last: !whole && end === text.length,
    }
    at = text.indexOf('@', whole ? end + 1 : end)
  }
}

/** Where the fields of an entry end: at the brace that closes it, or where the next entry begins. */
function endOf(text: string, start: number, round: boolean): { end: number; whole: boolean } {
  const sign = /[{}]|\)|\n[ \t]{0,20}@[ \t]{0,20}[A-Za-z][\w-]{0,40}\s{0,20}[{(]/g
  sign.lastIndex = start
  let depth = 0
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    if (match[0] === '{') depth++
    else if (match[0] === ')') {
      if (round && depth === 0) return { end: match.index, whole: true }
    } else if (match[0] === '}') {
      if (depth === 0 && !round) return { end: match.index, whole: true }
      depth--
    } else return { end: match.index + 1, whole: false }
  }
  return { end: text.length, whole: false }
}

/** Counts the lines of a text up to places that only go forward. */
class LineCounter {
  readonly #text: string
  #line = 1
  #next: number

  constructor(text: string) {
    this.#text = text
    this.#next = text.indexOf('\n')
  }

  at(place: number): number {
    for (; this.#next >= 0 && this.#next < place; this.#line++)
      this.#next = this.#text.indexOf('\n', this.#next + 1)
    return this.#line
  }
}
