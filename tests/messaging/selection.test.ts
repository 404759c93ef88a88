import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { selectionQuery } from '@/lib/messaging/selection'
import { parseQuery } from '@/lib/search/query'

describe('a selection is searched', () => {
  test.each([
    ['  arXiv:2401.00001v2 ', 'arXiv:2401.00001v2', 'an identifier as it is'],
    ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/abs/2401.00001', 'an address as it is'],
    ['offline\n  RL', 'offline RL', 'on one line'],
    ['so-called “scaling laws”', 'so-called scaling laws', 'quotes are not meant'],
    ['-based learning', 'based learning', 'a dash is not meant'],
    ['the author: Ada', 'the author Ada', 'a colon is not meant'],
    ['see topic:"RL" year:2024', 'see topic RL year 2024', 'operators are not meant'],
    ['note: DPO', 'note: DPO', 'what is no operator stays'],
    ['', '', 'nothing'],
  ])('%j as %j: %s', (selected, expected) => {
    expect(selectionQuery(selected)).toBe(expected)
  })

  test('from its beginning where it is a passage, cut between words', () => {
    const query = selectionQuery('attention is all you need '.repeat(50))
    expect(query.length).toBeLessThanOrEqual(300)
    expect(query).toMatch(/^attention .* (?:attention|is|all|you|need)$/)
  })

  test('as words and nothing else, whatever it holds', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', '“', '-', '--', 'author:', 'year:2024', 'is:', 'saved', ' ', '(', '-"x"', 'YEAR:'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const query = parseQuery(selectionQuery(pieces.join('')))
        expect(query.parts.filter(({ kind }) => kind !== 'words')).toEqual([])
        expect(() => encodeURIComponent(query.typed)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })
})
