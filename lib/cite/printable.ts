import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'

/** No file may hold them, or only some programs read them: control characters, and code points that are none. */
const UNPRINTABLE = /[[\p{Cc}\p{Noncharacter_Code_Point}]--[\t\n]]/gv

/** `text` as every format can hold it: well-formed, with no control characters but tabs, and `\n` for each line break. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, ' ')
}

/** `text` as `printable` gives it, on one line. */
export function printableLine(text: string): string {
  return oneLine(printable(text))
}

/** `text` on one line, with its LaTeX read. */
export function readLine(text: string): string {
  return printableLine(latexToText(printableLine(text)))
}
