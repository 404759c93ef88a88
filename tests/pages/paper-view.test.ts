import { describe, expect, test } from 'vitest'
import { authorRuns, paperView } from '@/lib/pages/paper-view'
import { paperOf } from '@/lib/papers/merge'
import type { PaperRecord } from '@/lib/papers/paper'
import type { Run } from '@/lib/search/highlight'

const words = (...terms: string[]) => {
  const known = new Set(terms)
  return (term: string) => known.has(term)
}
/** Runs as text, matches in brackets. */
const told = (runs: readonly Run[]) => runs.map(({ text, mark }) => (mark ? `[${text}]` : text)).join('')

describe('authors', () => {
  const many = ['Ada Lovelace', 'Alan Turing', 'Kurt Gödel', 'Emmy Noether', 'Alonzo Church']
  test.each([
    [[], '', 'none'],
    [['Ada Lovelace'], 'Ada Lovelace', 'one'],
    [['Ada Lovelace', 'Alan Turing'], 'Ada Lovelace and Alan Turing', 'two'],
    [many.slice(0, 3), 'Ada Lovelace and 2 others', 'more'],
  ])('%j: %s', (authors, expected) => {
    expect(told(authorRuns(authors, words()))).toBe(expected)
  })

  test.each([
    ['turing', many, 'Ada Lovelace, Alan [Turing] and 3 others'],
    ['lovelace', many, 'Ada [Lovelace] and 4 others'],
    ['godel', many.slice(0, 3), 'Ada Lovelace, Kurt [Gödel] and 1 other'],
    ['turing', many.slice(0, 2), 'Ada Lovelace and Alan [Turing]'],
  ])('with %s looked for', (term, authors, expected) => {
    expect(told(authorRuns(authors, words(term)))).toBe(expected)
  })

  test('more than two that match are not all named', () => {
    const authors = ['Bo Li', 'An Li', 'Cy Li', 'Di Li', 'Ed Wu']
    expect(told(authorRuns(authors, words('li')))).toBe('Bo [Li], An [Li], Cy [Li] and 2 others')
  })
})

describe('what a row says', () => {
  const filler = 'Nothing of note is told in these words at all, and then some more of it follows. '.repeat(3)
  const record: PaperRecord = {
    ids: ['arxiv:2401.00001'],
    title: 'Lanterns that glow at night',
    abstract: `${filler}We measure the brightness of moths. ${filler}`,
    summaries: [{ digest: 'hf', text: 'Lanterns are shown to glow.', seen: 1 }],
    seen: 1,
  }
  const text = (matches: (term: string) => boolean, change: Partial<PaperRecord> = {}) =>
    told(paperView(paperOf({ ...record, ...change }), { saved: false, topics: 3, matches }).text)

  test.each([
    [['glow'], 'Lanterns are shown to [glow].', 'a word of title and summary'],
    [['shown'], 'Lanterns are [shown] to glow.', 'a word of the summary alone'],
    [['absent'], 'Lanterns are shown to glow.', 'a word of neither'],
  ])('%j: the summary (%s)', (terms, expected) => {
    expect(text(words(...terms))).toBe(expected)
  })

  test('the place in the abstract that says more of what was asked', () => {
    expect(text(words('glow', 'moths'))).toMatch(/^….*brightness of \[moths\]\..*…$/)
  })

  test('key sentences where there is no summary and nothing to mark', () => {
    const abstract = 'Moths are often seen. We propose lanterns that glow at night.'
    expect(text(words(), { summaries: [], abstract })).toContain('We propose lanterns that glow at night.')
  })
})
