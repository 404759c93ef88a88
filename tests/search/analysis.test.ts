import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStopWord, stem, termsOf, tokenize } from '@/lib/search/analysis'

const TERMS: readonly (readonly [text: string, expected: string[], why: string])[] = [
  ['Graph Neural Networks', ['graph', 'neural', 'networks'], 'words in lower case'],
  ['the state of the art', ['state', 'art'], 'stop words are left out'],
  ["Hölder's naïve café", ['holder', 'naive', 'cafe'], 'accents, and the s of the genitive'],
  ["don't use Alice’s", ['don', 'use', 'alice'], 'apostrophes of both kinds'],
  ["l'Hôpital", ['l', 'hopital'], 'an apostrophe between words'],
  ['GPT-4o and 3D', ['gpt', '4o', '3d'], 'digits are letters'],
  ['β-VAE', ['beta', 'vae'], 'Greek by name'],
  ['x², ﬁeld, Ⅳ', ['x2', 'field', 'iv'], 'compatibility forms'],
  ['обучение языковых', ['обучение', 'языковых'], 'Cyrillic'],
  ['भाषा मॉडल', ['भाषा', 'मॉडल'], 'Devanagari with its vowel signs'],
  ['语言模型', ['语言', '言模', '模型'], 'Chinese: pairs of letters'],
  ['言', ['言'], 'one letter alone'],
  ['データ', ['デー', 'ータ'], 'the long vowel of Japanese is a letter'],
  ['ﾃﾞｰﾀ', ['デー', 'ータ'], 'the same in half width'],
  ['한국어', ['한국', '국어'], 'Korean'],
  ['한국어'.normalize('NFD'), ['한국', '국어'], 'Korean by the parts of its syllables'],
  ['GPT模型', ['gpt', '模型'], 'Chinese beside Latin without a space'],
  ['𠮷野家', ['𠮷野', '野家'], 'an ideograph of two units'],
  ['㈠ ﷺ ﹰ', ['一', 'صلىاللهعليهوسلم'], 'what unfolds to more than letters'],
  ['Qwen2.5 and Llama 3.1', ['qwen2.5', 'llama', '3.1'], 'versions and decimals are one word'],
  ['v2.0.1-beta', ['v2.0.1', 'beta'], 'with as many points as they have'],
  ['of 3. In 4.', ['3', '4'], 'the point that ends a sentence is none of them'],
  ['e.g. node.js', ['e', 'g', 'node', 'js'], 'nor one between letters'],
  ['1,000 or 0.5%', ['1', '000', '0.5'], 'a comma parts'],
  ['arXiv:2401.00001v2', ['arxiv', '2401.00001v2'], 'an identifier'],
  ['Q* and A*, RRT*!', ['q*', 'a*', 'rrt*'], 'a star is part of a short name, of a stop word too'],
  ['C++ or C# or C', ['c++', 'c#', 'c'], 'and so are the signs of languages'],
  ['footnote* **bold** x*y 2* a+b #tag', ['footnote', 'bold', 'x', 'y', '2', 'b', 'tag'], 'not of others'],
  ["Q*'s C++'s", ['q*', 's', 'c++', 's'], 'what follows a sign is a word'],
  ['M-FAC, GPT-4o', ['m', 'fac', 'gpt', '4o'], 'the parts of a hyphenated word'],
  ['', [], 'nothing'],
  ['!?… --- 👍', [], 'no words'],
]

const WHOLE: readonly (readonly [text: string, expected: string[], why: string])[] = [
  ['text-to-3D', ['text', '3d', 'textto3d'], 'a hyphenated word is found as one, too'],
  ['fine‑tuning', ['fine', 'tuning', 'finetuning'], 'with a hyphen that does not break'],
  [
    'β-VAE, $\\beta$-VAE',
    ['beta', 'vae', 'beta', 'vae', 'betavae', 'betavae'],
    'Greek by name, as LaTeX writes it',
  ],
  ['a -- b, x-', ['b', 'x'], 'dashes are no hyphens'],
  ['M-FAC', ['m', 'fac', 'mfac'], 'an acronym with a hyphen'],
  ['GPT-4o', ['gpt', '4o', 'gpt4o'], 'a model'],
  ['Qwen2.5-VL', ['qwen2.5', 'vl', 'qwen2', 'qwen2.5vl'], 'a version with what follows it'],
  ['Llama 3.1', ['llama', '3.1'], 'a number alone has no name before its point'],
  ['Q*, C++', ['q*', 'c++', 'q', 'c'], 'the letters of a name with a sign'],
  ['A* search', ['a*', 'search'], 'but not where they are a stop word'],
  ['state-of-the-art', ['state', 'art', 'stateoftheart'], 'stop words are part of the whole'],
  ['self-', ['self'], 'a hyphen that joins nothing'],
  [
    'α-Qwen2.5, Q*, ‐ C#',
    ['alpha', 'qwen2.5', 'q*', 'c#', 'qwen2', 'alphaqwen2.5', 'q', 'c'],
    'all of it in one text with other scripts',
  ],
  ['\\textsc{DiARC}: $O(n\\log n)$', ['diarc', 'o', 'n', 'log', 'n'], 'LaTeX is read first'],
]

describe('tokenize', () => {
  test.each(TERMS)('%j has the terms %j: %s', (text, expected) => {
    expect(tokenize(text).map(token => token.term)).toEqual(expected)
  })

  test('a token stands where it says: in order, not empty, and the place gives the term again', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: fc.constantFrom(..."aBé 語한ｶﾞー𠮷'-9.*+#"), maxLength: 80 }),
    )
    fc.assert(
      fc.property(text, text => {
        let last = 0
        for (const { term, start, end } of tokenize(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(term).toMatch(/^[\p{L}\p{N}\p{M}\ud800-\udfff.]+[*+#]{0,2}$/u)
          expect(tokenize(text.slice(start, end)).map(token => token.term)).toEqual([term])
          last = start
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('a term is its own term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
        for (const { term } of tokenize(text)) expect(tokenize(term).map(token => token.term)).toEqual([term])
      }),
    )
  })
})

describe('termsOf', () => {
  test.each(WHOLE)('%j has the terms %j: %s', (text, expected) => {
    expect(termsOf(text)).toEqual(expected)
  })

  test('one word of a hundred thousand letters is read in a moment', () => {
    const started = performance.now()
    expect(termsOf('a'.repeat(100_000))).toEqual(['a'.repeat(40)])
    expect(termsOf('a-'.repeat(50_000))).toHaveLength(0)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('stem', () => {
  test.each([
    ['learning', 'learn', 'a suffix'],
    ['networks', 'network', 'a plural'],
    ['scalability', 'scalabl', 'a longer one'],
    ['is', 'is', 'too short'],
    ['3d', '3d', 'no word of English'],
    ['обучение', 'обучение', 'nor of this one'],
    ['constructor', 'constructor', 'a name of JavaScript'],
  ])('of %s is %s: %s', (word, expected) => {
    expect(stem(word)).toBe(expected)
    expect(stem(word)).toBe(expected)
  })
})

test('isStopWord knows words that say nothing, and no names of JavaScript', () => {
  expect(['the', 'of', 'with'].map(isStopWord)).toEqual([true, true, true])
  expect(['graph', 'constructor', '__proto__'].map(isStopWord)).toEqual([false, false, false])
})
