import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { oneLine } from '@/lib/papers/one-line'
import { foldText, titleKey } from '@/lib/papers/title-key'
import { describeShared, readShared } from '../shared'

const KEYS: readonly (readonly [title: string, expected: string | null, why: string])[] = [
  ['Attention Is All You Need', 'attentionisallyouneed', 'case and spaces'],
  ['BERT: Pre-training -- of “Deep” Things', 'bertpretrainingofdeepthings', 'punctuation and dashes'],
  ['Pre‐training—and fine‑tuning', 'pretrainingandfinetuning', 'dashes of other kinds'],
  ['Résumé Screening with Ångström Precision', 'resumescreeningwithangstromprecision', 'accents'],
  ['Re\u0301sume\u0301 Screening à la carte', 'resumescreeningalacarte', 'accents as marks of their own'],
  ["R\\'esum\\'e Screening {\\`a} la carte", 'resumescreeningalacarte', 'accents in LaTeX'],
  ['Schr{\\"o}dinger Bridge Matching', 'schrodingerbridgematching', 'an umlaut in LaTeX, in braces'],
  ["Erd\\H{o}s-R\\'enyi Random Graphs", 'erdosrenyirandomgraphs', 'an accent command with an argument'],
  ['$\\alpha$-Stable Diffusion Models', 'alphastablediffusionmodels', 'a Greek letter in LaTeX'],
  ['α-Stable Diffusion Models', 'alphastablediffusionmodels', 'the letter itself'],
  ['Alpha-Stable Diffusion Models', 'alphastablediffusionmodels', 'its name'],
  ['Ἀνάλυσις τῆς γλώσσας', 'αναλυσιστησγλωσσασ', 'a title in Greek is not spelled out'],
  ['\\textsc{DiARC}: Distinguishing Samples', 'diarcdistinguishingsamples', 'a formatting command'],
  ['Ｆｕｌｌ－Ｗｉｄｔｈ Ｔｉｔｌｅｓ 2', 'fullwidthtitles2', 'compatibility forms'],
  ['编程语言与深度学习', '编程语言与深度学习', 'Chinese'],
  ['深層学習による日本語解析', '深層学習による日本語解析', 'Japanese'],
  ['한국어 언어 모델', '한국어언어모델', 'Korean'],
  ['Глубокое обучение языковых моделей', 'глубокоеобучениеязыковыхмоделей', 'Cyrillic, й kept'],
  ['हिन्दी भाषा के मॉडल', 'हिन्दीभाषाकेमॉडल', 'Devanagari, the vowel signs kept'],
  ['نماذج اللغة العربية الكبيرة', 'نماذجاللغةالعربيةالكبيرة', 'Arabic'],
  ['Große Sprachmodelle für Łódź', 'grossesprachmodellefurlodz', 'ß and ł are no accents but fold'],
  ['Deep Learning', null, 'names many papers'],
  ['Introduction', null, 'names many more'],
  ['深度学习', null, 'short in Chinese too'],
  ['', null, 'nothing'],
  ['!!! ??? ... --- $$', null, 'punctuation only'],
]

describe('titleKey', () => {
  test.each(KEYS)('%j has the key %j: %s', (title, expected) => {
    expect(titleKey(title)).toBe(expected)
  })

  test('a key is its own key', () => {
    const title = fc.oneof(
      fc.string({ unit: 'binary', minLength: 8, maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }),
      // The scripts that fold in more than one way, with marks and symbols that attach to letters.
      fc.string({
        unit: fc.constantFrom(...'aéßİıΣςαβ\u0345\u0301¨ﬁ٣한\u1112\u1161\u11abगि𝛂㈠ﷺ-$\\{'),
        maxLength: 40,
      }),
    )
    fc.assert(
      fc.property(title, text => {
        const key = titleKey(text)
        if (key !== null) expect(titleKey(key)).toBe(key)
      }),
      { numRuns: 5000 },
    )
  })

  test('case, punctuation and white space change nothing', () => {
    const word = fc.stringMatching(/^[a-z]{2,9}$/)
    const noise = fc.constantFrom(' ', '  ', '\n', ' - ', ': ', ', ', ' – ', '? ', ' "', ') (', '-')
    const title = fc.array(fc.tuple(word, noise, fc.boolean()), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(title, words => {
        const plain = words.map(([letters]) => letters).join(' ')
        const noisy = words
          .map(([letters, sign, upper]) => (upper ? letters.toUpperCase() : letters) + sign)
          .join('')
        expect(titleKey(noisy)).toBe(titleKey(plain))
      }),
    )
  })

  test('a key holds letters, digits and their marks, and is long enough to name one paper', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        const key = titleKey(text)
        if (key !== null) expect(key).toMatch(/^[\p{L}\p{N}\p{M}]{6,}$/u)
      }),
    )
  })
})

describe('foldText', () => {
  const TABLE: readonly (readonly [text: string, expected: string, why: string])[] = [
    ['İstanbul', 'istanbul', 'the dotted capital I'],
    ['β-VAE', 'beta-vae', 'one Greek letter is a symbol'],
    ['αβγ', 'αβγ', 'three are a word'],
    ['μm', 'mum', 'the Greek letter'],
    ['µm', 'mum', 'and the micro sign'],
    ['й', 'й', 'a Cyrillic letter is no accented one'],
    ['x²', 'x2', 'a superscript'],
  ]

  test.each(TABLE)('%j folds to %j: %s', (text, expected) => {
    expect(foldText(text)).toBe(expected)
  })
})

describeShared('title keys of real papers', () => {
  const paper = z.object({ id: z.string(), title: z.string() })
  const papers = () =>
    readShared('data/arxiv-100k.jsonl.gz')
      .trimEnd()
      .split('\n')
      .map(line => z.parse(paper, JSON.parse(line)))

  test('the 61 papers of the first digest have 61 keys', () => {
    const titles = readShared('seed/ids.tsv')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map(line => line.split('\t')[0] ?? '')
    expect(titles).toHaveLength(61)
    expect(new Set(titles.map(titleKey)).size).toBe(61)
    expect(titles.map(titleKey)).not.toContain(null)
  })

  test('of 100,000 papers hardly one has no key, and keys meet only where titles are one', () => {
    // By hand and cruder than the key itself: what is left of a title without its signs.
    const bare = (title: string) =>
      oneLine(title)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
    const byKey = new Map<string, Set<string>>()
    let withoutKey = 0
    const all = papers()
    for (const { title } of all) {
      const key = titleKey(title)
      if (key === null) withoutKey++
      else byKey.set(key, (byKey.get(key) ?? new Set()).add(bare(title)))
    }
    expect(withoutKey / all.length).toBeLessThan(0.02)
    expect([...byKey.values()].filter(titles => titles.size > 1)).toEqual([])
  })
})
