import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneLine } from '@/lib/papers/latex'
import { keySentences, sentencesOf } from '@/lib/summary/key-sentences'

const SENTENCES: readonly (readonly [text: string, expected: string[], why: string])[] = [
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four'], 'the three signs, and none at the end'],
  ['We gain 3.5 points. It is new.', ['We gain 3.5 points.', 'It is new.'], 'a decimal'],
  [
    'Nets, e.g. CNNs, i.e. Filters, work. Yes.',
    ['Nets, e.g. CNNs, i.e. Filters, work.', 'Yes.'],
    'abbreviations',
  ],
  ['As Smith et al. 2019 show, it works.', ['As Smith et al. 2019 show, it works.'], 'a citation'],
  ['See Fig. 3, Eq. 2 and Sec. 4. Done.', ['See Fig. 3, Eq. 2 and Sec. 4.', 'Done.'], 'references'],
  [
    'A graph by J. Smith and D. E. Knuth. Good.',
    ['A graph by J. Smith and D. E. Knuth.', 'Good.'],
    'initials',
  ],
  [
    'Every walk ends in G. We prove it.',
    ['Every walk ends in G.', 'We prove it.'],
    'a letter at the end of a sentence',
  ],
  ['Cats, dogs, etc. We show it.', ['Cats, dogs, etc.', 'We show it.'], '"etc." at the end of one'],
  ['He said "No." Then he left.', ['He said "No."', 'Then he left.'], 'a quotation mark after the stop'],
  ['It works.\nIt is\n fast.', ['It works.', 'It is fast.'], 'line breaks'],
  [
    'It is v1.2. 30 users liked it.',
    ['It is v1.2.', '30 users liked it.'],
    'a sentence that begins with a number',
  ],
  ['see example.com. it is lower case', ['see example.com. it is lower case'], 'no capital, no sentence'],
  ['我们研究模型。结果很好！对吗？', ['我们研究模型。', '结果很好！', '对吗？'], 'Chinese, without spaces'],
  ['', [], 'nothing'],
  ['  \n ', [], 'white space'],
]

describe('sentencesOf', () => {
  test.each(SENTENCES)('%j is %j: %s', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected)
  })

  test('the sentences hold all the text, in order', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('We', 'go', 'e.g.', 'G.', 'end.', '3.5', '语。', '"Yes."', 'etc.'), {
          maxLength: 20,
        })
        .map(words => words.join(' ')),
    )
    fc.assert(
      fc.property(text, text => {
        const joined = sentencesOf(text).join('')
        expect(joined.replace(/\s/g, '')).toBe(oneLine(text).replace(/\s/g, ''))
      }),
    )
  })
})

describe('keySentences', () => {
  const background = 'Recently language models have been widely used in many fields of science.'
  const claim = 'We propose a parser for margin notes that reads handwriting and print alike.'
  const result = 'Our method halves the errors of the best reader of margin notes we know.'
  const aside = 'Code will be public.'
  const title = 'A Parser for Margin Notes'

  const TABLE: readonly (readonly [abstract: string, expected: string, why: string])[] = [
    ['', '', 'no abstract'],
    ['   \n', '', 'an empty one'],
    [claim, claim, 'one sentence'],
    [
      `${background} ${claim} ${result} ${aside}`,
      `${claim} ${result}`,
      'what is done and found, not what is known',
    ],
    [`${result} ${background} ${claim}`, `${result} ${claim}`, 'in the order of the abstract'],
    [`Abstract: ${claim}`, claim, 'the word before it'],
    [`  ABSTRACT—${claim}`, claim, 'another way to write it'],
    [
      'Abstract reasoning is what we study.',
      'Abstract reasoning is what we study.',
      'the word as part of the sentence',
    ],
    [
      'We show that $O(n\\log n)$ steps\nare \\emph{enough}~\\cite{a} for $\\alpha$-trees.',
      'We show that O(n log n) steps are enough for α-trees.',
      'LaTeX and line breaks',
    ],
    [
      'We need 3.5 steps, e.g. CNNs, as J. Smith et al. 2019 did.',
      'We need 3.5 steps, e.g. CNNs, as J. Smith et al. 2019 did.',
      'nothing is cut in two',
    ],
  ]

  test.each(TABLE)('of %j is %j: %s', (abstract, expected) => {
    expect(keySentences(title, abstract)).toBe(expected)
  })

  test('a title in LaTeX is read as well', () => {
    const abstract = 'Plain words of no use stand here first. The β-parser of notes reads every margin well.'
    expect(keySentences('$\\beta$-\\textsc{Parser}', abstract)).toContain('β-parser')
  })

  test.each([
    ['with spaces', 'word '.repeat(400), /^word .*word…$/],
    ['without', '字'.repeat(2000), /^字+…$/],
    ['of surrogate pairs', `a${'𠮷'.repeat(1000)}`, /^a𠮷+…$/u],
  ])('one endless sentence %s is cut', (_how, abstract, expected) => {
    const text = keySentences(title, abstract)
    expect(text).toMatch(expected)
    expect(text.length).toBeLessThanOrEqual(481)
  })

  test('says only what the abstract says, on one line, and no more than two sentences of it', () => {
    const sentence = fc
      .array(
        fc.constantFrom('we', 'propose', 'notes', 'margin', 'recent', 'fields', 'reads', 'e.g.', '3.5'),
        { minLength: 1, maxLength: 40 },
      )
      .map(words => `The ${words.join(' ')} end.`)
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), sentences => {
        const chosen = keySentences(title, sentences.join('\n'))
        expect(chosen).not.toContain('\n')
        expect(chosen === '').toBe(sentences.length === 0)
        const said = sentencesOf(chosen)
        expect(said.length).toBeLessThanOrEqual(2)
        if (!chosen.endsWith('…')) for (const one of said) expect(sentences).toContain(one)
      }),
    )
  })
})
