import { ACCENTS, FUNCTIONS, SYMBOLS } from './latex-symbols'

/**
 * Inline maths, by Pandoc's rule: no space inside the dollars, no digit after, so that "$1 Million and $2" is money.
 * What begins as only maths does is maths whatever follows: "$\times$4".
 */
const MATHS =
  /(?<!\\)\$\$?(?=\S)([^$\n]{1,400}?)(?<=[^\s\\])\$\$?(?![\d\\])|(?<!\\)\$\$?(?=\s?[\\^_<>=])([^$\n]{1,400}?)(?<!\\)\$\$?/g
const DELIMITED_MATHS = /\\\(([^\n]{1,400}?)\\\)|\\\[([^\n]{1,400}?)\\\]/g

/** The argument of a command, with at most one more pair of braces inside. */
const ARGUMENT = String.raw`\{((?:[^{}]|\{[^{}]*\})*)\}`
/** Commands whose argument is not part of the text, with the tie before them. */
const REFERENCE = new RegExp(
  String.raw`\s?~?\\(?:cite[a-z]*|ref|eqref|autoref|[cC]ref|label|footnote)\*?(?:\[[^\]]*\])*${ARGUMENT}`,
  'g',
)
/** Commands of which the second argument is the text: the address of a link, a colour. */
const FIRST_ARGUMENT = /\\(href|textcolor|colorbox|hyperlink|color)(?:\[[^\]]*\])?\s*\{[^{}]*\}/g
const FRACTION = new RegExp(String.raw`\\[dts]?frac\s*${ARGUMENT}\s*${ARGUMENT}`, 'g')
const ROOT = new RegExp(String.raw`\\sqrt\s*${ARGUMENT}`, 'g')
const POWER = /(?<=\d)\^(?:\{([-+−]?\d+)\}|(\d))/g
const ACCENT = /\\(?:(['`^"~=.])|([uvHckrbd])(?![a-zA-Z]))\s*(?:\{\s*\\?([a-zA-Z])\s*\}|\\?([a-zA-Z]))/g
/** A tilde that ties two words. One between digits is a range, one after a bracket or a slash a sign of its own. */
const TIE = /(?<=[\p{L}\p{N}.,;:)\]}$%&'’"”])(?<!\d(?=~\d))~(?=[\p{L}\p{N}([{$\\'"‘“])/gu
/** Stands behind a character that was escaped, so that it is not read as LaTeX afterwards. */
const ESCAPED = '\u2060'

/**
 * `text` with its LaTeX read as plain Unicode: accents, symbols, fractions, dropped formatting and references, braces
 * and dollars. Text without LaTeX comes back unchanged.
 */
export function latexToText(text: string): string {
  if (!/[\\$~]|\{/.test(text)) return text
  return text
    .replace(MATHS, (_, first?: string, second?: string) => withoutScripts((first ?? second ?? '').trim()))
    .replace(DELIMITED_MATHS, (_, first?: string, second?: string) =>
      withoutScripts((first ?? second ?? '').trim()),
    )
    .replace(REFERENCE, '')
    .replace(FIRST_ARGUMENT, '')
    .replace(/\\unicode\{x([0-9a-fA-F]{1,5})\}/g, (_, code: string) =>
      String.fromCodePoint(parseInt(code, 16)),
    )
    .replace(FRACTION, (_, above: string, below: string) => `${grouped(above)}/${grouped(below)}`)
    .replace(/\\[dts]?frac\s*(\w)\s*(\w)/g, '$1/$2')
    .replace(ROOT, (_, inside: string) => `√${grouped(inside)}`)
    .replace(ACCENT, (_, mark?: string, letterMark?: string, braced?: string, bare?: string) =>
      `${braced ?? bare ?? ''}${ACCENTS.get(mark ?? letterMark ?? '') ?? ''}`.normalize('NFC'),
    )
    .replace(/\\([a-zA-Z]+)\*?\s?(?=\{)/g, (_, name: string) => SYMBOLS.get(name) ?? '')
    .replace(/(?<=(\w?))\\([a-zA-Z]+)(\s?)/g, named)
    .replace(/\\([~^])\{\}/g, `$1${ESCAPED}`)
    .replace(/\\([%$&#_{}])/g, `$1${ESCAPED}`)
    .replace(/\\[-/@!]/g, '')
    .replace(/\\\|/g, '‖')
    .replace(/\\[,;:> ]/g, ' ')
    .replace(TIE, ' ')
    .replace(/[{}](?!\u2060)/g, '')
    .replace(/\u2060/g, '')
    .replace(/\\+/g, ' ')
}

/** `text` cut into its maths, dollars included, and what is between. The parts joined give the text back. */
export function splitMaths(text: string): { readonly text: string; readonly maths: boolean }[] {
  const parts: { text: string; maths: boolean }[] = []
  let at = 0
  for (const match of text.matchAll(MATHS)) {
    parts.push({ text: text.slice(at, match.index), maths: false }, { text: match[0], maths: true })
    at = match.index + match[0].length
  }
  return [...parts, { text: text.slice(at), maths: false }].filter(part => part.text !== '')
}

/** Maths without the marks of sub- and superscripts. The power of a number stays one: 10^6 must not become 106. */
function withoutScripts(maths: string): string {
  return (
    maths
      // The name of a command ends where its index begins: "\alpha_t" is not "\alphat".
      .replace(/(?<=\\[a-zA-Z]+)(?=[_^])/g, ESCAPED)
      .replace(/\^(?:\{\s*\\circ\s*\}|\\circ(?![a-zA-Z]))/g, '°')
      .replace(POWER, (_, braced?: string, bare?: string) => superscript(braced ?? bare ?? ''))
      .replace(/[_^]\{([^{}]*)\}/g, '$1')
      .replace(/[_^](?=[\w*+\-'\\])/g, '')
  )
}

function superscript(number: string): string {
  return number.replace(/./g, sign => '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻'.charAt('0123456789+-−'.indexOf(sign)))
}

/** A part of a fraction or a root, in brackets where it is more than one word. */
function grouped(part: string): string {
  const text = part.trim()
  return /^(?:[\p{L}\p{N}.]+|\\[a-zA-Z]+)$/u.test(text) ? text : `(${text})`
}

function named(_: string, before: string, name: string, space: string): string {
  const symbol = SYMBOLS.get(name)
  if (symbol !== undefined) return symbol + space
  if (FUNCTIONS.has(name)) return (before && ' ') + name + space
  return /^[a-z]+$/.test(name) ? '' : name + space
}
