/** Plain in every version of YAML: a letter first, and then nothing that begins or ends anything, in lists neither. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N} ()._/’+-]*$/u
/** Words that YAML reads as something else than text. */
const WORD_OF_YAML = /^(?:y|yes|n|no|true|false|on|off|null|nan|inf)$/i
/** What YAML wants escaped even within quotes, beside what JSON escapes. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g

/** A text as a scalar of YAML on one line: plain where that is safe, which Logseq prefers, and else in double quotes. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !text.endsWith(' ') && !WORD_OF_YAML.test(text)) return text
  return JSON.stringify(text.toWellFormed()).replace(
    UNPRINTABLE,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A list of texts on one line: Logseq reads a property no further than its line. */
export function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yamlText).join(', ')}]`
}
