import { latexToText, splitMaths } from '../papers/latex'
import { printable, printableLine, readLine } from './printable'
import { keepsItsCase } from './title-case'

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
}

const NAMED_BRACES: Record<string, string> = { '{': '\\textbraceleft{}', '}': '\\textbraceright{}' }

/**
 * Text with the signs of LaTeX escaped. BibTeX counts even escaped braces: those that do not match are named. A sign at
 * the end of a word stands in a group, or some readers take the space after it for a part of the command.
 */
export function escapeText(text: string): string {
  const braces = isBalanced(text) ? SPECIAL : { ...SPECIAL, ...NAMED_BRACES }
  return text
    .replace(/[\\{}%&#_~^$]/g, character => braces[character] ?? character)
    .replace(/\\[%&#_$](?=\s|$)/g, '{$&}')
}

/** Text in which only braces are escaped: a note in Markdown, where each sign may mean something. */
export function escapeNote(text: string): string {
  return escapeText(printable(text).trim())
}

/** A DOI or an address. Nothing is escaped in it; what BibTeX would count or break is written in per cent. */
export function escapeVerbatim(text: string): string {
  return text.replace(/[{}\\\s]/g, encodeURIComponent)
}

/** Text of arXiv's on one line, its LaTeX read: nobody typesets an abstract again, and everybody reads it. */
export function escapeRead(text: string): string {
  return escapeText(readLine(text))
}

/**
 * A title of which the words that keep their capitals in every style stand in braces, and no others. The whole title
 * in braces would be safe as well, but then a style that wants sentence case cannot have it. Maths with capitals is
 * braced too: BibTeX makes `$O(N)$` small.
 */
export function escapeTitle(title: string): string {
  const words = wordsOf(title)
  const kept = keepsItsCase(words.map(({ plain }) => plain))
  return words
    .map(({ escaped, capitalMaths }, index) => (kept[index] || capitalMaths ? braced(escaped) : escaped))
    .join(' ')
}

/**
 * The word in braces, without the signs around it: after a colon that stands in none BibTeX keeps a capital. A group
 * that begins with a command is one special character to it, whose case it changes after all.
 */
function braced(escaped: string): string {
  const [, before = '', word = '', after = ''] = /^([([“‘"']*)(.*?)([)\]”’"',.:;!?]*)$/s.exec(escaped) ?? []
  return before + (word.startsWith('\\') ? `{{${word}}}` : `{${word}}`) + after
}

interface Word {
  /** Its text without maths. */
  readonly plain: string
  readonly escaped: string
  readonly capitalMaths: boolean
}

function wordsOf(text: string): Word[] {
  const words: Word[] = [NOTHING]
  const append = (more: Word) => {
    const last = words.pop() ?? NOTHING
    words.push({
      plain: last.plain + more.plain,
      escaped: last.escaped + more.escaped,
      capitalMaths: last.capitalMaths || more.capitalMaths,
    })
  }
  for (const { text: part, maths } of splitMaths(printableLine(text))) {
    if (maths && isSafeMaths(part)) {
      append({ plain: '', escaped: escapeMaths(part), capitalMaths: /\p{Lu}/u.test(part) })
      continue
    }
    for (const [index, plain] of latexToText(part).split(/\s+/).entries()) {
      if (index > 0) words.push(NOTHING)
      append({ plain, escaped: escapeText(plain), capitalMaths: false })
    }
  }
  return words.filter(({ escaped }) => escaped !== '')
}

const NOTHING: Word = { plain: '', escaped: '', capitalMaths: false }

function escapeMaths(maths: string): string {
  return maths.replace(/(?<!\\)[%&#]/g, '\\$&')
}

/** After these a program expects a group, or as much as there is: citation-js gives up a whole file where that is wrong. */
const ACTING_COMMAND =
  /\\(?:["'.=^_`~]|(?:[bcdHkrtuv]|it|itshape|sl|slshape|em|bf|bfseries|sc|scshape|rm|sf|tt|begin|end|url|href|text[a-z]*|mathrm|emph|strong|sp|sb|enquote|mkbib[a-z]+|ElsevierGlyph)(?![a-zA-Z]))/
/** What a program raises or lowers is one sign, a group or a command. */
const LONE_SCRIPT = /(?<!\\)[_^](?![^\s{}\\$_^]|\{[^{}]|\\[a-zA-Z])/

/** As many dollars before as behind, and none within. */
const IN_DOLLARS = /^(\$\$?)[^$]+\1$/

/** Maths that every reader of such files gets through; other maths is read as text. */
function isSafeMaths(maths: string): boolean {
  return (
    IN_DOLLARS.test(maths) &&
    isBalanced(maths) &&
    !LONE_SCRIPT.test(maths) &&
    !ACTING_COMMAND.test(maths.replace(/\\mathrm\{/g, ''))
  )
}

/** Whether all braces match; one that does not would swallow the rest of the file. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}
