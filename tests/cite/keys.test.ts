import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { citationKeys } from '@/lib/cite/keys'

function paper(id: string, changes: Partial<Citable> = {}): Citable {
  return { ids: [`arxiv:${id}`], title: 'Lamps', authors: ['Ada Lovelace'], year: 2020, ...changes }
}

describe('equal keys get a letter each', () => {
  test('by the identifiers, in whatever order they stand', () => {
    const papers = [paper('2001.00003'), paper('2001.00001'), paper('2001.00002', { title: 'Wicks' })]
    expect(citationKeys(papers)).toEqual(['lovelace2020lampsb', 'lovelace2020lampsa', 'lovelace2020wicks'])
    expect(citationKeys(papers.toReversed())).toEqual(citationKeys(papers).toReversed())
  })

  test('beyond z', () => {
    const papers = Array.from({ length: 30 }, (_, index) => paper(`2001.000${10 + index}`))
    expect(citationKeys(papers).slice(24)).toEqual(
      ['y', 'z', 'aa', 'ab', 'ac', 'ad'].map(letter => `lovelace2020lamps${letter}`),
    )
  })

  test('and none that is the key of another', () => {
    const papers = [paper('2001.00001'), paper('2001.00002'), paper('2001.00003', { title: 'Lampsa' })]
    expect(citationKeys(papers)).toEqual(['lovelace2020lampsb', 'lovelace2020lampsc', 'lovelace2020lampsa'])
  })

  test('of the same paper twice too', () => {
    expect(citationKeys([paper('2001.00001'), paper('2001.00001')])).toEqual([
      'lovelace2020lampsa',
      'lovelace2020lampsb',
    ])
  })
})

test('whatever the papers, keys are unique, ASCII, and the same in every order', () => {
  const anyPaper = fc.record({
    ids: fc.integer({ min: 1, max: 99 }).map((n): Citable['ids'] => [`arxiv:2001.000${10 + n}`]),
    title: fc.constantFrom('Lamps', 'Lampsa', 'The lamps aa', 'Wicks', '灯', ''),
    authors: fc.subarray(['Ada Lovelace', 'Kurt Gödel', '李飞飞', 'et al.'], { maxLength: 2 }),
    year: fc.constantFrom(2020, 2021),
  })
  fc.assert(
    fc.property(fc.uniqueArray(anyPaper, { maxLength: 12, selector: ({ ids }) => ids[0] }), papers => {
      const keys = citationKeys(papers)
      expect(new Set(keys).size).toBe(keys.length)
      for (const key of keys) expect(key).toMatch(/^[a-z0-9]+$/)
      expect(citationKeys(papers.toReversed())).toEqual(keys.toReversed())
    }),
  )
})
