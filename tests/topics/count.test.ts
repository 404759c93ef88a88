import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { topicKey } from '@/lib/search/topic-key'
import { countTopics } from '@/lib/topics/count'

const TABLE: readonly (readonly [
  papers: string[][],
  expected: [label: string, papers: number][],
  why: string,
])[] = [
  [[], [], 'no papers'],
  [[[], []], [], 'no topics'],
  [
    [['video'], ['video', 'motion']],
    [
      ['video', 2],
      ['motion', 1],
    ],
    'the commonest first',
  ],
  [
    [['b', 'a']],
    [
      ['a', 1],
      ['b', 1],
    ],
    'of as many the alphabet',
  ],
  [[['LLM', 'LLMs', 'llm']], [['LLM', 1]], 'a paper counts once, however often it says so'],
  [[['LLMs'], ['LLM'], ['LLM']], [['LLM', 3]], 'spellings are counted together, under the commonest'],
  [[['LLMs'], ['LLM']], [['LLM', 2]], 'of spellings as common the alphabet'],
  [[['!?', '', 'video']], [['video', 1]], 'what is no topic is not counted'],
  [
    [['constructor'], ['__proto__']],
    [
      ['__proto__', 1],
      ['constructor', 1],
    ],
    'names of JavaScript are labels',
  ],
]

describe('countTopics', () => {
  test.each(TABLE)('%j: %j, %s', (papers, expected) => {
    expect(countTopics(papers).map(({ label, papers }) => [label, papers])).toEqual(expected)
  })

  test('counts for each key the papers that carry it, whatever their order', () => {
    const label = fc.constantFrom('LLM', 'LLMs', 'llm', 'video', 'Videos', 'motion', '!?')
    fc.assert(
      fc.property(fc.array(fc.array(label)), papers => {
        const counts = countTopics(papers)
        expect(new Set(counts.map(count => count.key)).size).toBe(counts.length)
        for (const { key, label, papers: counted } of counts) {
          expect(topicKey(label)).toBe(key)
          expect(counted).toBe(papers.filter(labels => labels.some(other => topicKey(other) === key)).length)
        }
        expect(counts.map(({ papers }) => papers)).toEqual(
          counts.map(({ papers }) => papers).toSorted((a, b) => b - a),
        )
        expect(
          countTopics(papers.toReversed())
            .map(({ key }) => key)
            .sort(),
        ).toEqual(counts.map(({ key }) => key).sort())
      }),
    )
  })
})
