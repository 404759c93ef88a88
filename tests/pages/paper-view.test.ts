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

  describe('where no digest has summarised it', () => {
    const bare = paperOf({ ...record, summaries: [], abstract: 'Moths are seen. We propose lanterns.' })
    const found = { sentence: 'We propose lanterns.', topics: ['lanterns', 'moths'] }
    const view = (options: Partial<Parameters<typeof paperView>[1]>, paper = bare) => {
      const { text, from, topics, topicsFound } = paperView(paper, { saved: false, topics: 3, ...options })
      return { text: told(text), from, topics, topicsFound }
    }

    test('waits for what is being looked for in the abstract', () => {
      expect(view({})).toEqual({ text: '', from: 'pending', topics: [], topicsFound: true })
    })

    test('says what was found, and that it is the abstract’s', () => {
      expect(view({ found, matches: words('lanterns') })).toEqual({
        text: 'We propose [lanterns].',
        from: 'abstract',
        topics: ['lanterns', 'moths'],
        topicsFound: true,
      })
    })

    test('says nothing where nothing was found', () => {
      expect(view({ found: { sentence: '', topics: [] } })).toMatchObject({ text: '', from: 'abstract' })
    })

    test('the digest’s own topics come before those that were found', () => {
      const labels = paperOf({
        ...bare,
        ids: bare.ids,
        seen: 1,
        topicLists: [{ digest: 'hf', labels: ['glow'], seen: 1 }],
      })
      expect(view({ found }, labels)).toMatchObject({ topics: ['glow'], topicsFound: false })
    })

    test('without an abstract there is nothing to wait for', () => {
      const { abstract: _, ...none } = { ...record, summaries: [] }
      expect(view({}, paperOf(none))).toMatchObject({ text: '', from: 'digest' })
    })
  })

  test('a summary is the digest’s, whatever was found', () => {
    const found = { sentence: 'Found.', topics: [] }
    expect(paperView(paperOf(record), { saved: false, topics: 3, found }).from).toBe('digest')
  })
})
