// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import {
  destinationOf,
  escapeXml,
  type Markup,
  type Suggestion,
  savedBy,
  searchSuggestion,
  suggestionOf,
  suggestionsFor,
} from '@/lib/messaging/suggestions'
import { paperOf } from '@/lib/papers/merge'

let count = 0
const glow = (term: string) => term === 'glow'
const paperNamed = (title: string) => paperOf({ ids: ['arxiv:2401.00001'], title, seen: 1 })

/** Reads a description as Chromium does: anything that is not XML makes it refuse the whole list. */
function readXml(description: string): string {
  const read = new DOMParser().parseFromString(`<d>${description}</d>`, 'application/xml')
  expect(read.querySelector('parsererror'), description).toBeNull()
  return read.documentElement.textContent
}

describe('a suggestion', () => {
  test('leads to the paper, with matches marked and the year', () => {
    expect(suggestionOf(paperNamed('Lanterns that glow at <night> & "day"'), glow, 'xml')).toEqual({
      content: 'https://arxiv.org/abs/2401.00001',
      description:
        'Lanterns that <match>glow</match> at &lt;night&gt; &amp; &quot;day&quot;<dim> · 2024</dim>',
    })
  })

  test('is plain text for Firefox', () => {
    expect(suggestionOf(paperNamed('Lanterns that glow & "shine"'), glow, 'plain')?.description).toBe(
      'Lanterns that glow & "shine" · 2024',
    )
  })

  test('is none for a paper without a page', () => {
    const paper = paperOf({ ids: ['title:lanternsthatglow'], title: 'Lanterns that glow', seen: 1 })
    expect(suggestionOf(paper, glow, 'xml')).toBeNull()
  })

  test('is XML whatever a title or a query holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        readXml(suggestionOf(paperNamed(`x ${text}`), glow, 'xml')?.description ?? '')
        readXml(searchSuggestion(text, 'xml'))
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    [`a & b < c > "d" 'e'`, 'a &amp; b &lt; c &gt; &quot;d&quot; &apos;e&apos;'],
    ['a\u0000b\ud800c\uffff', 'a b\ufffdc '],
  ])('escapes %j', (text, expected) => {
    expect(escapeXml(text)).toBe(expected)
  })
})

test.each([
  ['', 'Search Gloss: type a few words, or paste the number or address of a paper'],
  ['a < b', 'Search Gloss for <match>a &lt; b</match>'],
])('the first row says what Enter does with %j', (typed, expected) => {
  expect(searchSuggestion(typed, 'xml')).toBe(expected)
})

test.each([
  ['offline RL', '#/search?q=offline%20RL', 'a search'],
  ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/abs/2401.00001', 'a suggestion that was chosen'],
  ['2401.00001', '#/search?q=2401.00001', 'a number: the search shows its paper'],
  ['https://example.org/', '#/search?q=https%3A%2F%2Fexample.org%2F', 'no address but a paper’s is opened'],
  ['javascript:alert(1)', '#/search?q=javascript%3Aalert(1)', 'nor a script'],
  ['a\ud800', '#/search?q=a%EF%BF%BD', 'half a character'],
  [' ', '#/search', 'nothing'],
])('%j leads to %s: %s', (entered, expected) => {
  expect(destinationOf(entered)).toBe(expected)
})

test('papers are suggested as one types, the named one alone', async () => {
  const db = new GlossDatabase('suggestions')
  const papers = Array.from({ length: 9 }, (_, i) =>
    paperOf({ ids: [`arxiv:2401.0000${i + 1}`], title: `Lanterns that glow, part ${i + 1}`, seen: 1 }),
  )
  await storeBatch(db, { papers })
  const corpus = new Corpus(db)
  const rows = await suggestionsFor(corpus, 'lanterns gl', 'xml')
  expect(rows.length).toBe(6)
  expect(rows[0]?.description).toContain('<match>glow</match>')
  expect((await suggestionsFor(corpus, 'arXiv:2401.00003v2', 'xml'))[0]?.content).toBe(
    'https://arxiv.org/abs/2401.00003',
  )
  expect(await suggestionsFor(corpus, '  ', 'xml')).toEqual([])
  db.close()
})

describe('a paper that is named', () => {
  const named = paperOf({ ids: ['arxiv:2401.00003', 'doi:10.1000/3'], title: 'Lanterns & "lamps"', seen: 1 })
  let corpus: Corpus
  beforeEach(async () => {
    corpus = new Corpus(new GlossDatabase(`suggestions-${++count}`))
    await storeBatch(corpus.db, { papers: [named] })
  })
  afterEach(() => corpus.db.delete())
  const saving = async (typed: string, markup: Markup = 'plain') =>
    (await suggestionsFor(corpus, typed, markup)).filter(row => savedBy(row.content))

  test.each<[typed: string, expected: readonly Suggestion[], why: string]>([
    [
      '2401.00003',
      [
        {
          content: 'gloss-save:arxiv:2401.00003',
          description: 'Save “Lanterns & "lamps"” to the reading list',
        },
      ],
      'a number',
    ],
    [
      'https://doi.org/10.1000/3',
      [{ content: 'gloss-save:doi:10.1000/3', description: 'Save “Lanterns & "lamps"” to the reading list' }],
      'an address',
    ],
    [
      'arxiv.org/abs/2401.99999',
      [{ content: 'gloss-save:arxiv:2401.99999', description: 'Save 2401.99999 to the reading list' }],
      'one that Gloss does not know',
    ],
    ['lanterns', [], 'words, which name none'],
  ])('can be saved: %j: %s', async (typed, expected) => {
    expect(await saving(typed)).toEqual(expected)
  })

  test('is offered once, and not when it is on the list', async () => {
    expect(readXml((await saving('2401.00003', 'xml'))[0]?.description ?? '')).toContain('Lanterns & "lamps"')
    await savePaper(corpus.db, named, { now: 1 })
    expect(await saving('2401.00003')).toEqual([])
    expect(await saving('doi:10.1000/3')).toEqual([])
  })
})

test.each([
  ['gloss-save:arxiv:2401.00003', 'arxiv:2401.00003'],
  ['gloss-save:doi:10.1000/3', 'doi:10.1000/3'],
  ['gloss-save:', null],
  ['gloss-save:lanterns', null],
  ['2401.00003', null],
  ['save gloss-save:arxiv:2401.00003', null],
])('%j asks to save %s', (entered, expected) => {
  expect(savedBy(entered)).toBe(expected)
})
