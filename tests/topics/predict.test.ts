import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIN_CONFIDENCE, predictTopics, type Vocabulary } from '@/lib/topics/predict'
import { models } from '../models'

const model = await models.topics()
const NONE: Vocabulary = { papers: 0, topicCount: () => 0, wordCount: () => 0 }
const predict = (title: string, abstract = '', vocabulary = NONE, limit = 6) =>
  predictTopics({ title, abstract }, vocabulary, model, limit)
const labelsOf = (title: string, abstract = '') => predict(title, abstract).map(({ label }) => label)

const BOATS = {
  title: 'HarbourNet: Teaching Boats to Moor Themselves',
  abstract:
    'Large language models (LLMs) can describe how a boat is moored, but they cannot do it. We present HarbourNet, ' +
    'which combines reinforcement learning (RL) with a diffusion model of tides, and fine-tunes it by direct preference ' +
    'optimization (DPO) on the choices of harbour masters. Our method outperforms supervised fine-tuning on MoorBench, ' +
    'a new benchmark of 400 harbours. Extensive experiments show the effectiveness of the proposed approach.',
}
const SHELVES = {
  title: 'A branch-and-bound algorithm for arranging library shelves',
  abstract:
    'The problem of arranging books on shelves so that the walking distance of readers is least is formulated as an ' +
    'integer programming problem. A branch-and-bound algorithm with Lagrangian relaxation is given, and its worst-case ' +
    'complexity is analysed. Numerical results for university libraries are reported.',
}
const GENERIC =
  /^(?:methods?|papers?|results?|approach(?:es)?|experiments|problems?|models?|effectiveness|proposed approach|extensive experiments|work|study)$/i

describe('Predicted topics', () => {
  it.each<[what: string, text: { title: string; abstract: string }, expected: string[]]>([
    [
      'of new papers',
      BOATS,
      ['large language models', 'reinforcement learning', 'direct preference optimization'],
    ],
    ['of journals of old', SHELVES, ['branch-and-bound algorithm', 'Lagrangian relaxation']],
  ])('%s are what they are about', (_, { title, abstract }, expected) => {
    const labels = labelsOf(title, abstract)
    for (const label of expected) expect(labels).toContain(label)
    expect(labels.length).toBeLessThanOrEqual(6)
    expect(labels.filter(label => GENERIC.test(label))).toEqual([])
  })

  it('do not say one thing twice: no acronym beside its words, no part beside the whole', () => {
    const labels = predict(BOATS.title, BOATS.abstract, NONE, 50).map(({ label }) => label)
    for (const acronym of ['LLMs', 'RL', 'DPO']) expect(labels).not.toContain(acronym)
    const lower = labels.map(label => ` ${label.toLowerCase()} `)
    for (const [i, one] of lower.entries())
      expect(lower.filter((other, j) => i !== j && other.includes(one))).toEqual([])
  })

  it('come with a confidence, the surest first, none below what is shown', () => {
    const confidences = predict(BOATS.title, BOATS.abstract, NONE, 50).map(({ confidence }) => confidence)
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a))
    for (const confidence of confidences) {
      expect(confidence).toBeGreaterThanOrEqual(MIN_CONFIDENCE)
      expect(confidence).toBeLessThan(1)
    }
  })

  it('are the same each time', () => {
    expect(predict(SHELVES.title, SHELVES.abstract)).toEqual(predict(SHELVES.title, SHELVES.abstract))
  })

  it('are called as the corpus calls them, and once where it takes two for one', () => {
    const labelOf = (key: string) => (/languag|reinforc/.test(key) ? 'Learning machines' : undefined)
    const labels = predict(BOATS.title, BOATS.abstract, { ...NONE, labelOf }).map(({ label }) => label)
    expect(labels.filter(label => label === 'Learning machines')).toHaveLength(1)
    expect(labels).not.toContain('reinforcement learning')
  })

  it('ask the corpus for each word only once', () => {
    const asked: string[] = []
    const wordCount = (word: string) => asked.push(word)
    predict(SHELVES.title, SHELVES.abstract, { papers: 5000, topicCount: () => 0, wordCount })
    expect(asked.length).toBeGreaterThan(20)
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('are none without a model', () => {
    expect(predictTopics(BOATS, NONE, null, 6)).toEqual([])
  })
})

describe('The label of a predicted topic', () => {
  it.each<[abstract: string, expected: string, why: string]>([
    [
      'Large Language Models (LLMs) are used for retrieval.',
      'large language models',
      'an acronym explains it',
    ],
    ['Reinforcement learning helps question answering.', 'reinforcement learning', 'it opens a sentence'],
    ['The images show forests, and we use Google Earth for retrieval.', 'Google Earth', 'it is a name'],
    [
      'The proof rests on a Lagrangian relaxation of the integer program.',
      'Lagrangian relaxation',
      'a name and a word',
    ],
    ['We compare GPT-4o and LoRA with image captioning.', 'GPT-4o', 'a name with a number'],
  ])('of %j is %j', (abstract, expected) => expect(labelsOf('', abstract)).toContain(expected))
})

describe('Of a text that is none of the usual, predicted topics', () => {
  it.each<[what: string, title: string, abstract: string]>([
    ['empty', '', ''],
    ['only spaces', ' ', '\n\t '],
    ['only marks', '?!', '--- ... ((()))'],
    [
      'nothing but LaTeX',
      '$\\alpha$',
      '$$\\int_0^1 \\frac{\\partial f}{\\partial x} dx = \\sum_{i=1}^{n} \\alpha_i$$',
    ],
    ['Chinese', '基于强化学习的大型语言模型推理', '我们提出了一种新的强化学习方法。实验表明该方法有效。'],
    [
      'German',
      'Über das Lernen von Leuchttürmen',
      'Wir stellen einen Leuchtturm vor, der von den vorbeifahrenden Schiffen lernt, wann er leuchten soll. Die ' +
        'Ergebnisse zeigen, dass er dabei weniger Strom verbraucht als bisher.',
    ],
    ['random letters', 'xq zzv', 'qpx vvz kkw jqj xzx wvw qqz pxp'],
  ])('are none: %s', (_, title, abstract) => expect(labelsOf(title, abstract)).toEqual([]))

  it('come from the title where the abstract only takes the paper back', () => {
    const notice = 'This paper has been withdrawn by the author due to a crucial error in equation 3.'
    const labels = labelsOf('Deep reinforcement learning for traffic signal control', notice)
    expect(labels.join(' ')).toMatch(/reinforcement learning/)
    for (const word of ['withdrawn', 'author', 'error', 'equation', 'paper'])
      expect(labels.join(' ').toLowerCase()).not.toContain(word)
  })

  it('are found in a title alone', () => {
    expect(labelsOf('Offline reinforcement learning with diffusion policies').join(' ')).toMatch(
      /reinforcement|diffusion/,
    )
  })

  it('are found in two thousand words, and in one sentence', () => {
    const long = Array.from({ length: 40 }, () => BOATS.abstract).join(' ')
    expect(labelsOf(BOATS.title, long)).toContain('reinforcement learning')
    expect(labelsOf('', 'We use contrastive learning for image retrieval.').join(' ')).toMatch(
      /contrastive learning|retrieval/,
    )
  })

  it('are words of the text, whatever it is', () => {
    const word = fc.constantFrom(
      'deep',
      'learning',
      'of',
      'GPT-4',
      '(RL)',
      "CLIP's",
      'models,',
      'the',
      '$x$',
      '--',
      'e.g.',
    )
    const anyText = fc.array(fc.oneof(word, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 60 })
    fc.assert(
      fc.property(anyText, anyText, (title, abstract) => {
        const text = `${title.join(' ')} ${abstract.join(' ')}`.toLowerCase()
        for (const { label } of predict(title.join(' '), abstract.join(' ')))
          for (const part of label.toLowerCase().split(' ')) expect(text).toContain(part)
      }),
      { numRuns: 300 },
    )
  })
})
