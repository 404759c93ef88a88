import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneLine } from '@/lib/papers/one-line'
import { sentencesOf } from '@/lib/summary/sentences'

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
  ['See Figs. 3 and Refs. 4 by Prof. X. It is.', ['See Figs. 3 and Refs. 4 by Prof. X.', 'It is.'], 'more'],
  ['Samples are i.i.d. We use them.', ['Samples are i.i.d.', 'We use them.'], '"i.i.d." at the end of one'],
  ['Take i.i.d. Gaussian noise.', ['Take i.i.d. Gaussian noise.'], '"i.i.d." within one'],
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
  ['He said “No.” Then he left.', ['He said “No.”', 'Then he left.'], 'a round one'],
  ['It works.\nIt is\n fast.', ['It works.', 'It is fast.'], 'line breaks'],
  [
    'It is v1.2. 30 users liked it.',
    ['It is v1.2.', '30 users liked it.'],
    'a sentence that begins with a number',
  ],
  ['see example.com. it is lower case', ['see example.com. it is lower case'], 'no capital, no sentence'],
  ['我们研究模型。结果很好！对吗？', ['我们研究模型。', '结果很好！', '对吗？'], 'Chinese, without spaces'],
  ['本論文では「手法。」を提案する。速い。', ['本論文では「手法。」', 'を提案する。', '速い。'], 'Japanese'],
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
