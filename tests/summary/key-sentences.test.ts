import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keySentences } from '@/lib/summary/key-sentences'
import { parseSummaryModel } from '@/lib/summary/model'
import { sentencesOf } from '@/lib/summary/sentences'

const shipped = parseSummaryModel(
  readFileSync(resolve(import.meta.dirname, '../../public/summary-model.bin')),
)

const background = 'Recently language models have been widely used in many fields of science.'
const claim = 'We propose a parser for margin notes that reads handwriting and print alike.'
const result = 'Our method halves the errors of the best reader of margin notes we know.'
const elsewhere = 'Our code is available at https://example.org/parser for all margin notes.'
const title = 'A Parser for Margin Notes'
const notice = 'This paper has been withdrawn by the author due to a crucial error in equation 3.'

const TABLE: readonly (readonly [abstract: string, expected: string, why: string])[] = [
  ['', '', 'no abstract'],
  ['   \n', '', 'an empty one'],
  [claim, claim, 'one sentence'],
  [`${background} ${claim} ${result} ${elsewhere}`, claim, 'what is done, not what is known'],
  [`${background} In this paper, ${claim.replace('We', 'we')}`, claim, 'freed of what ties it'],
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
  [elsewhere, elsewhere, 'where code is, as there is nothing else'],
  [`${elsewhere} ${background}`, background, 'but only then'],
  [notice, notice, 'a notice of withdrawal'],
  [`${notice} ${claim} ${result}`, notice, 'and one before the abstract'],
  [
    `${claim} The authors have withdrawn this paper.`,
    'The authors have withdrawn this paper.',
    'or behind it',
  ],
  ['Withdrawn.', '', 'a word, which is no sentence'],
  [
    `${claim} [Withdrawn by the author, as lemma 2 is wrong.]`,
    '[Withdrawn by the author, as lemma 2 is wrong.]',
    'in brackets',
  ],
  [
    `Retracted papers are cited for years. ${claim}`,
    claim,
    'but a paper on papers that were taken back is none',
  ],
  ['$$\\sum_{i=1}^n x_i = O(n^2)$$', '', 'LaTeX alone'],
  ['\\begin{equation} x^2 + y^2 = z^2 \\end{equation} \\label{a}', '', 'an equation alone'],
  [`$x_1$. ${claim} $Y = f(x)$.`, claim, 'formulas around it'],
  ['N/A', '', 'no abstract at all'],
  ['12 34 56. 78!', '', 'numbers'],
  [
    'Wir zeigen, dass Randnotizen gelesen werden können. Dazu stellen wir einen neuen Leser vor, der auf alten Büchern gelernt hat.',
    'Wir zeigen, dass Randnotizen gelesen werden können.',
    'German, whole',
  ],
  [
    'Les notes marginales sont difficiles à lire. Dans cet article, nous proposons un lecteur de notes marginales, qui lit aussi les imprimés.',
    'Dans cet article, nous proposons un lecteur de notes marginales, qui lit aussi les imprimés.',
    'French, the sentence that says what is done',
  ],
  [
    '旁注很难阅读。本文提出了一种新的旁注阅读方法。实验结果很好。',
    '本文提出了一种新的旁注阅读方法。',
    'Chinese',
  ],
  ['Заметки на полях трудно читать. Работа о них.', 'Заметки на полях трудно читать.', 'Russian, its first'],
]

describe.each([
  ['with the model that ships', shipped],
  ['without a model', null],
])('keySentences %s', (_, model) => {
  test.each(TABLE)('of %j is %j: %s', (abstract, expected) => {
    expect(keySentences(title, abstract, model)).toBe(expected)
  })

  test.each([
    ['with spaces', 'word '.repeat(400), /^word .*word…$/i],
    ['without', '字'.repeat(2000), /^字+…$/],
    ['of surrogate pairs', `a${'𠮷'.repeat(1000)}`, /^a𠮷+…$/u],
  ])('one endless sentence %s is cut', (_how, abstract, expected) => {
    const text = keySentences(title, abstract, model)
    expect(text).toMatch(expected)
    expect(text.length).toBeLessThanOrEqual(481)
  })

  test('of 2,000 words is one sentence of them', () => {
    const filler = (i: number) =>
      `Field ${i} of science has used ${['nets', 'trees', 'lenses', 'maps'][i % 4]} of kind ${i * 7} for many years of ${i * 3} fairs.`
    const abstract = Array.from({ length: 130 }, (_, i) => (i === 7 ? claim : filler(i))).join(' ')
    expect(keySentences(title, abstract, model)).toBe(claim)
  })

  test('is one sentence on one line, of words of the abstract, and the same each time', () => {
    const sentence = fc
      .array(
        fc.constantFrom(
          'we',
          'propose',
          'notes',
          'margin',
          'recent',
          'fields',
          'reads',
          'e.g.',
          '3.5',
          '(x)',
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map(words => `The margin ${words.join(' ')} end.`)
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), sentences => {
        const abstract = sentences.join('\n')
        const chosen = keySentences(title, abstract, model)
        expect(chosen).toBe(keySentences(title, abstract, model))
        expect(chosen).not.toContain('\n')
        expect(chosen === '').toBe(sentences.length === 0)
        expect(sentencesOf(chosen).length).toBeLessThanOrEqual(1)
        const words = new Set(abstract.toLowerCase().match(/[a-z0-9]+/g))
        for (const word of chosen.toLowerCase().match(/[a-z0-9]+/g) ?? []) expect(words).toContain(word)
      }),
    )
  })

  test('any text gives something or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, abstract) => {
        expect(keySentences(title, abstract, model).length).toBeLessThanOrEqual(481)
      }),
    )
  })
})

describe('The model', () => {
  test('tells what is done from what is found with it, whatever their order', () => {
    const abstract = `${result} ${background} ${claim}`
    expect(keySentences(title, abstract, shipped)).toBe(claim)
  })
})
