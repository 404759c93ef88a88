import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compoundsOf, isStopWord, termsOf, tokenize } from '@/lib/search/analysis'

const SIGNED = /^([a-z]{1,4})([*+#]+)$/

/** The terms of a text by the patterns alone. */
function slowly(text: string): { words: string[]; more: string[] } {
  const words = tokenize(text).map(token => token.term)
  const more = compoundsOf(text)
  for (const term of words) {
    const letters = SIGNED.exec(term)?.[1]
    if (letters && !isStopWord(letters)) more.push(letters)
    const head = /^(.*?[^0-9.][^.]*)\./.exec(term)?.[1]
    if (head) more.push(head)
  }
  return { words, more: more.sort() }
}

const piece = fc.oneof(
  fc.constantFrom(
    'GPT',
    '4o',
    'Q',
    '*',
    'C',
    '+',
    '++',
    '#',
    '-',
    "'",
    "'s",
    '.',
    '3',
    '.5',
    'x',
    'The',
    '_',
    ',',
    ' ',
    '\n',
    'é',
    '语言',
    '’s',
    '‐',
    '\u0301',
    'İ',
  ),
  fc.string({ maxLength: 3 }),
)

test('words of ASCII are found as the patterns find them, in whatever text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const text = pieces.join('').replace(/[\\${}~]/g, ' ')
      const { words, more } = slowly(text)
      const terms = termsOf(text)
      expect(terms.slice(0, words.length)).toEqual(words)
      expect(terms.slice(words.length).sort()).toEqual(more)
    }),
    { numRuns: 3000 },
  )
})
