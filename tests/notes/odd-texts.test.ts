import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { ensureStarter } from '@/lib/corpus/starter'
import type { Note, RelatedPaper } from '@/lib/messaging/protocol'
import { noteFor, relatedFor } from '@/lib/notes/note'
import { models, readShippedFile } from '../models'

const file = resolve(import.meta.dirname, '../../public/starter-digest.json')
const corpus = new Corpus(new GlossDatabase('odd-texts', () => readShippedFile('term-vectors.bin')))
beforeAll(() => ensureStarter(corpus.db, async () => JSON.parse(readFileSync(file, 'utf8'))))

async function say(
  title: string,
  abstract: string,
): Promise<Note & { readonly related: readonly RelatedPaper[] }> {
  const mention = { ids: ['doi:10.1000/odd'] as const, title, abstract }
  const note = await noteFor(corpus, mention, models)
  return { ...note, related: await relatedFor(corpus, mention, note.topics) }
}

const ONE = 'We present a lighthouse that learns when to shine from the ships that pass it.'
const LONG = Array.from(
  { length: 100 },
  (_, n) =>
    `In part ${n + 1} we look at how policy gradients behave when rewards are sparse and the ${n % 2 ? 'critic' : 'actor'} is slow to learn.`,
).join(' ')

describe('A text that is none of the usual', () => {
  it.each<[what: string, title: string, abstract: string, expected: (note: Note) => void]>([
    [
      'empty',
      'On lighthouses',
      '',
      note => expect(note.summary).toMatchObject({ text: '', from: 'abstract' }),
    ],
    ['only spaces', 'On lighthouses', ' \n\t ', note => expect(note.summary.text).toBe('')],
    ['one sentence', 'A learning lighthouse', ONE, note => expect(note.summary.text).toBe(ONE)],
    [
      'two thousand words',
      'Sparse rewards, at length',
      LONG,
      note => {
        expect(LONG.split(' ').length).toBeGreaterThan(2000)
        expect(note.summary.text.length).toBeGreaterThan(40)
        expect(note.summary.text.length).toBeLessThan(500)
      },
    ],
    [
      'nothing but LaTeX',
      '$\\alpha$-$\\beta$ duality',
      '$$\\int_0^1 \\frac{\\partial f}{\\partial x}\\,dx = \\sum_{i=1}^{n} \\alpha_i^{\\beta}$$',
      note => {
        expect(note.summary.text).not.toMatch(/\\(?:int|frac|partial|sum|alpha)|\$/)
        expect(note.topics).toEqual([])
      },
    ],
    [
      'Chinese',
      '基于强化学习的大型语言模型推理',
      '大型语言模型在推理任务上表现出色。我们提出了一种新的强化学习方法。实验表明该方法有效。',
      note => expect(note.summary.text).toMatch(/。$/),
    ],
    [
      'German',
      'Verstärkendes Lernen mit seltenen Belohnungen',
      'Wir stellen ein Verfahren vor, das aus seltenen Belohnungen lernt. Es ist schneller als die bisherigen. Der Quelltext ist frei.',
      note => expect(note.summary.text).toMatch(/^Wir stellen ein Verfahren vor/),
    ],
    [
      'a retraction',
      'Deep reinforcement learning for lighthouses',
      'This paper has been withdrawn by the author due to a crucial error in equation 3.',
      note => {
        expect(note.summary.text).toMatch(/^This paper has been withdrawn/)
        for (const topic of note.topics) expect(topic).not.toMatch(/withdrawn|error|equation|author/i)
      },
    ],
    [
      'a notice that there is no abstract',
      'Reply to comments on lighthouses',
      'No abstract available.',
      note => expect(note.topics).not.toContain('abstract'),
    ],
    [
      'markup',
      'A <b>bold</b> lighthouse',
      '<p>We present <script>alert(1)</script> a lighthouse.</p> It <i>shines</i> &amp; turns.',
      note => expect(note.topics.join(' ')).not.toMatch(/script|alert|<|>/),
    ],
  ])('%s: says something sensible or nothing', async (_, title, abstract, expected) => {
    const note = await say(title, abstract)
    expect(note.summary.from).toBe('abstract')
    expect(note.summary).not.toHaveProperty('by')
    expect(note.topicsPredicted).toBe(true)
    for (const { reason } of note.related) expect(reason?.shared.length).toBeGreaterThan(0)
    expected(note)
  })

  test('has no topic that is not of the text or of the corpus, and no summary that is not its own words', async () => {
    const words = fc.constantFrom(
      ...`we propose the reward model of large language models , . ; diffusion transformers $x$ \\emph{new} 3D é 强化 学习 not (GRPO) -- withdrawn RLHF's`.split(
        ' ',
      ),
    )
    const text = fc.array(words, { maxLength: 60 }).map(list => list.join(' '))
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.oneof(text, fc.string({ maxLength: 300, unit: 'binary' })),
        async (title, abstract) => {
          const note = await say(title, abstract)
          const letters = (value: string) => value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
          const own = new Set(letters(abstract.normalize('NFC')))
          if (/^[\x20-\x7e]*$/.test(abstract))
            for (const word of letters(note.summary.text)) expect(own, note.summary.text).toContain(word)
          expect(note.topics.length).toBeLessThanOrEqual(6)
          expect(new Set(note.related.map(({ id }) => id)).size).toBe(note.related.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('What is predicted', () => {
  test('is never said to be the digest’s: neither topics nor summary of a paper that no digest has', async () => {
    const note = await say('Reward models for large language models', `${ONE} Reward models score answers.`)
    expect(note.inDigest).toBeUndefined()
    expect(note.summary.from).toBe('abstract')
    expect(note.topicsPredicted).toBe(true)
  })

  test('gives way to what the digest says', async () => {
    const [part] = await corpus.db.parts.toArray()
    const [id] = part?.papers ?? []
    if (!id) throw new Error('The starter digest has no papers')
    const note = await noteFor(corpus, { ids: [id], title: 'Another title', abstract: ONE }, models)
    expect(note.summary.from).toBe('digest')
    expect(note.summary.text).not.toBe(ONE)
    expect(note.topicsPredicted).toBe(false)
  })
})
