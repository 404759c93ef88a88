import { describe, expect, test } from 'vitest'
import { knownPapers } from '@/lib/pages/knows'
import { packFacts } from '@/lib/search/facts'

const none = { code: false, project: false, summary: false }

describe('what the index says of the papers', () => {
  test('is counted over those that are not dead', () => {
    const facts = packFacts([
      { ...none, date: '2021-05-01', summary: true },
      { ...none, date: '2026-01-31', code: true },
      { ...none, date: '1999-01-01', code: true, summary: true },
      none,
    ])
    facts.dead[2] = 1
    expect(knownPapers({ size: 4, ...facts })).toEqual({
      papers: 3,
      summarised: 1,
      code: 1,
      years: [2021, 2026],
    })
  })

  test('has no years where no paper has a date', () => {
    expect(knownPapers({ size: 1, ...packFacts([none]) })).toEqual({ papers: 1, summarised: 0, code: 0 })
    expect(knownPapers({ size: 0, ...packFacts([]) })).toEqual({ papers: 0, summarised: 0, code: 0 })
  })
})
