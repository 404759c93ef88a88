import { describe, expect, test } from 'vitest'
import { parseCategory } from '@/lib/sources/arxiv-categories'
import { allCategories, categoryInWords, categoryName } from '@/lib/topics/arxiv-categories'
import { describeShared, readShared } from '../shared'

describe('categories of arXiv', () => {
  test.each([
    ['cs.LG', 'Machine Learning'],
    ['stat.ML', 'Machine Learning'],
    ['cond-mat.mes-hall', 'Mesoscale and Nanoscale Physics'],
    ['physics.flu-dyn', 'Fluid Dynamics'],
    ['quant-ph', 'Quantum Physics'],
    ['astro-ph', 'Astrophysics'],
    ['q-bio.NC', 'Neurons and Cognition'],
    ['eess.IV', 'Image and Video Processing'],
    ['cs', 'Computer Science'],
    ['cs.XX', undefined],
    ['cs.lg', undefined],
    ['quant-ph.AI', undefined],
    ['constructor', undefined],
    ['cs.constructor', undefined],
    ['', undefined],
  ])('%j is %j', (category, name) => {
    expect(categoryName(category)).toBe(name)
  })

  test('are shown with their names, and what is none as it is', () => {
    expect(categoryInWords('cs.LG')).toBe('cs.LG: Machine Learning')
    expect(categoryInWords('LLMs')).toBe('LLMs')
  })

  test('are all that the taxonomy has, written as sources write them', () => {
    const all = allCategories()
    expect(all).toHaveLength(155)
    expect(new Set(all).size).toBe(all.length)
    for (const category of all) expect(parseCategory(category), category).toBe(category)
  })
})

describeShared('categories of real papers', () => {
  test('have names, but for those of archives that ended long ago', () => {
    const lines = readShared('data/arxiv-100k.jsonl.gz').split('\n').slice(0, 30_000)
    const categories = lines.flatMap(line => (line ? ((JSON.parse(line).categories ?? []) as string[]) : []))
    const counts = Map.groupBy(categories, category => categoryName(category) !== undefined)
    expect(counts.get(true)?.length).toBeGreaterThan(1000)
    const unnamed = [...new Set(counts.get(false))].filter(category =>
      /^[a-z-]+(\.[A-Za-z-]+)?$/.test(category),
    )
    expect(unnamed.filter(category => parseCategory(category) !== null)).toEqual([])
  })
})
