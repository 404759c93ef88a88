import { describe, expect, test } from 'vitest'
import { facetsOf, topicCandidates } from '@/lib/search/facets'
import { indexOf, paperOfSketch, type Sketch } from './corpus'

const papersOf = (sketches: readonly Sketch[]) => sketches.map(paperOfSketch)

/** Facets over some documents of these papers, with topics of the first `shown`. */
async function facets(sketches: readonly Sketch[], found: readonly number[], shown = sketches.length) {
  const index = indexOf(sketches)
  const candidates = topicCandidates(papersOf(sketches.slice(0, shown)))
  return facetsOf(index, await index.lists(candidates.keys()), found, candidates)
}

describe('topics', () => {
  test('meet under one label, the first that is met, and count each paper once', async () => {
    const sketches = [
      { id: 'a', title: 'A', topics: ['LLMs', 'large language model', 'video'] },
      { id: 'b', title: 'B', topics: ['LLM', 'Large Language Models (LLMs)'] },
      { id: 'c', title: 'C', topics: ['constructor', '__proto__', '!?'] },
    ]
    expect((await facets(sketches, [0, 1, 2])).topics).toEqual([
      { value: 'LLMs', label: 'LLMs', count: 2 },
      { value: 'large language model', label: 'large language model', count: 2 },
      { value: '__proto__', label: '__proto__', count: 1 },
      { value: 'constructor', label: 'constructor', count: 1 },
      { value: 'video', label: 'video', count: 1 },
    ])
  })

  test('of one meaning are one, under its good label, where spellings are known', async () => {
    const sketches = [
      { id: 'a', title: 'A', topics: ['LLMs', 'large language model', 'video'] },
      { id: 'b', title: 'B', topics: ['LLM'] },
      { id: 'c', title: 'C', topics: ['Large Language Models'] },
      { id: 'd', title: 'D', topics: ['sound'] },
    ]
    const keys = ['llm', 'larg languag model']
    const names = {
      labelOf: (label: string) => (/^l/i.test(label) ? 'large language models' : undefined),
      keysOf: (label: string) => (/^l/i.test(label) ? keys : []),
    }
    const index = indexOf(sketches)
    const candidates = topicCandidates(papersOf(sketches), names)
    const { topics } = facetsOf(index, await index.lists(candidates.keys()), [0, 1, 2, 3], candidates)
    expect(topics).toEqual([
      { value: 'large language models', label: 'large language models', count: 3, keys },
      { value: 'sound', label: 'sound', count: 1 },
      { value: 'video', label: 'video', count: 1 },
    ])
  })

  test('are those of the papers that are shown, counted over all that were found', async () => {
    const sketches = Array.from({ length: 40 }, (_, i) => ({
      id: `p${i}`,
      title: `Paper ${i}`,
      topics: [i % 2 === 0 ? 'even' : 'odd', `group ${i % 5}`, `only ${i}`],
    }))
    const found = sketches.flatMap((_, i) => (i % 4 === 0 ? [] : [i]))
    const { topics } = await facets(sketches, found, 2)
    expect(topics.map(({ label, count }) => [label, count])).toEqual([
      ['odd', 20],
      ['even', 10],
      ['group 0', 6],
      ['group 1', 6],
      ['only 1', 1],
    ])
  })

  test('that all results share, or none has, are left out', async () => {
    const sketches = [
      { id: 'a', title: 'A', topics: ['shared', 'one'] },
      { id: 'b', title: 'B', topics: ['shared'] },
      { id: 'c', title: 'C', topics: ['elsewhere'] },
    ]
    expect((await facets(sketches, [0, 1])).topics.map(({ label }) => label)).toEqual(['one'])
    expect((await facets(sketches, [])).topics).toEqual([])
  })

  test('are ten, of sixty that the papers shown have most in common', async () => {
    const sketches = Array.from({ length: 90 }, (_, i) => ({
      id: `p${i}`,
      title: `Paper ${i}`,
      topics: [`rare ${i}`, ...(i >= 60 ? [`common ${i % 15}`] : [])],
    }))
    const candidates = topicCandidates(papersOf(sketches))
    expect(candidates.size).toBe(60)
    expect([...candidates.values()].filter(label => label.startsWith('common'))).toHaveLength(15)
    const { topics } = await facets(sketches, [...sketches.keys()])
    expect(topics.map(({ count }) => count)).toEqual(Array<number>(10).fill(2))
  })
})

describe('years and marks', () => {
  test('count papers without a date in no year, the newest first', async () => {
    const sketches = [
      { id: 'arxiv:1706.03762', title: 'A', upvotes: 1 },
      { id: 'arxiv:2401.00001', title: 'B' },
      { id: 'doi:10.1000/x', title: 'C', summary: 'Said.' },
      { id: 'arxiv:2402.00001', title: 'D', summary: 'Said.' },
    ]
    const { years, has } = await facets(sketches, [0, 1, 2, 3])
    expect(years.map(({ value, count }) => [value, count])).toEqual([
      ['2024', 2],
      ['2017', 1],
    ])
    expect(has).toEqual([{ value: 'summary', label: 'Summary', count: 2 }])
  })
})
