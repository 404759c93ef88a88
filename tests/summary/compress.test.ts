import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindingWords, isWhole } from '@/lib/summary/clauses'
import { variantsOf } from '@/lib/summary/compress'
import { sentencesOf } from '@/lib/summary/sentences'
import { describeShared, readShared } from '../shared'

/** Words without case and signs. */
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether `part` comes out of `whole` by leaving words out. */
function isRowOf(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const word of whole) if (word === part[at]) at++
  return at === part.length
}

const SHORTER: readonly (readonly [sentence: string, among: string, why: string])[] = [
  ['In this paper, we study deep nets.', 'We study deep nets.', 'where it is said'],
  ['In this work we study deep nets.', 'We study deep nets.', 'without a comma'],
  ['Specifically, we also train large deep nets.', 'We train large deep nets.', 'what ties it to others'],
  ['To this end, in this paper, we study deep nets.', 'We study deep nets.', 'two ties'],
  [
    'To address this issue, we propose a parser of notes.',
    'We propose a parser of notes.',
    'an aim told elsewhere',
  ],
  [
    'We propose a parser of notes to address this issue.',
    'We propose a parser of notes.',
    'the same at the end',
  ],
  [
    'Extensive experiments on three data sets show that our parser outperforms three others.',
    'Our parser outperforms three others.',
    'that it was found',
  ],
  [
    'We propose a parser (NP) for notes [3] and prints.',
    'We propose a parser for notes and prints.',
    'brackets',
  ],
  ['We propose a parser as Smith did (Smith, 2019).', 'We propose a parser as Smith did.', 'a citation'],
  [
    'We propose a parser of notes, which reads the margins.',
    'We propose a parser of notes.',
    'what is said by the way',
  ],
  [
    'We propose a parser of notes, leading to better archives.',
    'We propose a parser of notes.',
    'what follows from it',
  ],
  [
    'We propose a parser of notes and show that it is fast.',
    'We propose a parser of notes.',
    'what else is done',
  ],
]

const KEPT: readonly (readonly [sentence: string, words: string, why: string])[] = [
  ['We train nets, which do not need labels.', 'which do not need labels', 'a negation'],
  ['We train nets on notes, assuming that noise is small.', 'assuming that noise is small', 'an assumption'],
  ['To learn only from prints, we train nets of notes.', 'only from prints', 'a limit'],
  ['If the noise is small, we show that nets learn.', 'If the noise is small', 'a condition'],
  ['We show that nets learn, unless the noise is large.', 'unless the noise is large', 'an exception'],
  ['We find that nets learn, but slowly in the end.', 'but slowly', 'an objection'],
  ['We may show that nets learn from notes.', 'may show', 'a doubt'],
  ['Our results suggest that nets learn from notes.', 'suggest', 'a doubt in the verb'],
  ['We train nets (without any labels) on notes.', 'without any labels', 'a bracket that limits'],
  ['Any (non-convex) loss is learned from notes.', 'non-convex', 'a negation that is part of a word'],
  ['We show that it takes O(n) steps to read.', 'O(n)', 'the bracket of a formula'],
  ['We train two nets: (1) one of notes and (2) one of prints.', '(1) one of notes and (2)', 'counting'],
  ['Under mild conditions, we prove that nets learn.', 'Under mild conditions', 'conditions'],
  ['For convex losses, we prove that nets learn.', 'For convex losses', 'a range'],
  ['We read both notes and show rooms to guests.', 'both notes and', 'the other half of "both"'],
]

const WHOLE: readonly (readonly [text: string, whole: boolean, why: string])[] = [
  ['We propose a parser of notes', true, 'a sentence'],
  ['Our parser, made of wood and iron', false, 'no verb that is sure'],
  ['We show that the setting of parsers', false, 'the inner clause has no verb'],
  ['We show that the parser outperforms others', true, 'the inner clause has one'],
  ['We learn how to read notes', true, 'an inner clause with "to"'],
  ['For readers of old notes', false, 'no subject'],
  ['For readers of notes, we build a parser', true, 'a subject after the comma'],
  ['We propose a parser of', false, 'a preposition at the end'],
  ['We propose to learn and to read', false, 'a verb that waits for its object'],
  ['We propose a parser (of old notes', false, 'an open bracket'],
  ['We read notes', false, 'too short to say'],
]

describe('variantsOf', () => {
  test.each(SHORTER)('%j may be %j: %s', (sentence, expected) => {
    expect(variantsOf(sentence).map(({ text }) => text)).toContain(expected)
  })

  test.each(KEPT)('of %j always %j stays: %s', (sentence, kept) => {
    const variants = variantsOf(sentence)
    expect(variants.length).toBeGreaterThan(0)
    for (const { text } of variants) expect(text.toLowerCase()).toContain(kept.toLowerCase())
  })

  test('a sentence with nothing to leave out is itself alone', () => {
    expect(variantsOf('Deep nets learn.').map(({ text }) => text)).toEqual(['Deep nets learn.'])
  })

  test.each([
    ['k-means is fast here', 'K-means is fast here.', 'a first letter without a capital'],
    ['iPhone notes are read here.', 'iPhone notes are read here.', 'a name with its capital further on'],
    ['Is it fast?', 'Is it fast?', 'a question'],
    ['它很快。', '它很快。', 'a stop of another script'],
  ])('%j begins and ends as a sentence does: %j, %s', (sentence, expected) => {
    expect(variantsOf(sentence)[0]?.text).toBe(expected)
  })

  const phrase = fc.constantFrom(
    ...[
      'In this paper,',
      'To address this,',
      'Using nets,',
      'If so,',
      'we',
      'We show that',
      'propose',
      'a parser',
    ],
    ...['of notes', '(NP)', '(not so)', ', which reads', ', leading to gains', 'and show that', 'by reading'],
    ...[
      'only',
      'unless',
      'not',
      'it is',
      'without',
      ', e.g., prints,',
      ': all',
      '; we',
      '— so —',
      'assuming',
      '[3]',
    ],
    ...['on three datasets', 'such as these', ', while', 'using', 'cannot', 'O(n)', '“a', 'b”', 'at most'],
  )
  const sentence = fc
    .array(phrase, { minLength: 1, maxLength: 14 })
    .map(parts => `${parts.join(' ').replace(/ ([,;:])/g, '$1')}.`)

  test('is always a row of words of the sentence, with all that binds what it says', () => {
    fc.assert(
      fc.property(sentence, text => {
        const variants = variantsOf(text)
        expect(variants.length).toBeGreaterThan(0)
        for (const variant of variants) {
          expect(isRowOf(words(variant.text), words(text)), variant.text).toBe(true)
          expect(bindingWords(variant.text), variant.text).toEqual(bindingWords(text))
        }
        expect(new Set(variants.map(variant => variant.text)).size).toBe(variants.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('isWhole', () => {
  test.each(WHOLE)('%j is %j: %s', (text, whole) => {
    expect(isWhole(text)).toBe(whole)
  })
})

describeShared('Variants of real sentences', () => {
  const abstracts = readShared('bench/scitldr-train/docs.jsonl')
    .trim()
    .split('\n')
    .slice(0, 300)
    .map(line => (JSON.parse(line) as { readonly abstract: string }).abstract)

  test('leave out only words, never those that bind, and begin and end as sentences do', () => {
    let shorter = 0
    for (const sentence of abstracts.flatMap(sentencesOf))
      for (const { text } of variantsOf(sentence)) {
        if (text.length < sentence.length - 2) shorter++
        expect(isRowOf(words(text), words(sentence)), text).toBe(true)
        expect(bindingWords(text), text).toEqual(bindingWords(sentence))
        expect(text).toMatch(/[.!?…]["'”’)\]]*$/)
      }
    expect(shorter).toBeGreaterThan(500)
  })
})

describe('what was cut wrongly once', () => {
  const NEVER: readonly (readonly [sentence: string, never: RegExp, why: string])[] = [
    [
      'Video models have shown skill in coarse understanding, however, they struggle with fine-grained grounding.',
      /understanding they/,
      '"however" between two sentences holds them apart',
    ],
    [
      'We present Omni, a model that perceives diverse modalities, including text, images, audio, and video, while it speaks.',
      /modalities images/,
      'the first of a list is no aside',
    ],
  ]
  test.each(NEVER)('%s', (sentence, never) => {
    const texts = variantsOf(sentence).map(({ text }) => text)
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text).not.toMatch(never)
  })

  test.each(['(3) We further analyze the experts.', 'iv) We further analyze the experts.'])(
    '%s: what counts it is not said',
    sentence => {
      for (const { text } of variantsOf(sentence))
        expect(text).toMatch(/^We (?:further )?analyze the experts\.$/)
    },
  )
})
