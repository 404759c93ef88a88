import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenize } from '@/lib/search/analysis'
import { highlight, type Run, snippet } from '@/lib/search/highlight'

const textOf = (runs: readonly Run[]) => runs.map(run => run.text).join('')
const marked = (runs: readonly Run[]) => runs.filter(run => run.mark).map(run => run.text)
const oneOf =
  (...terms: string[]) =>
  (term: string) =>
    terms.includes(term)

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'ab 語言𠮷 '), maxLength: 300 }),
)
/** Words that are and words that are not looked for, as different texts as there are. */
const wanted = (term: string) => /[a語]/.test(term)

describe('highlight', () => {
  const TABLE: readonly (readonly [text: string, term: string[], expected: string[], why: string])[] = [
    ['Graph neural graphs', ['graph'], ['Graph'], 'words as they are written'],
    ["Hölder's naïve", ['holder', 'naive'], ["Hölder's", 'naïve'], 'accents, and the genitive with its word'],
    ['the graph-based one', ['graph'], ['graph'], 'part of a hyphenated word'],
    ['深度语言模型', ['语言', '言模', '模型'], ['语言', '模型'], 'overlapping pairs are marked once'],
    ['GPT模型', ['gpt'], ['GPT'], 'Latin beside Chinese'],
    ['<b>graph</b>', ['graph'], ['graph'], 'markup is text'],
    ['', ['graph'], [], 'nothing'],
    ['graph', [], [], 'nothing looked for'],
  ]

  test.each(TABLE)('%j, %j: %j, %s', (text, terms, expected) => {
    const runs = highlight(text, oneOf(...terms))
    expect(marked(runs)).toEqual(expected)
    expect(textOf(runs)).toBe(text)
  })

  test('the runs joined give the text back, and none is empty', () => {
    fc.assert(
      fc.property(anyText, text => {
        const runs = highlight(text, wanted)
        expect(textOf(runs)).toBe(text)
        expect(runs.filter(run => run.text === '')).toEqual([])
        expect(runs.some(run => run.mark)).toBe(tokenize(text).some(token => wanted(token.term)))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('snippet', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(20)

  const TABLE: readonly (readonly [text: string, expected: RegExp, why: string])[] = [
    ['a short graph', /^a short graph$/, 'all of a short text'],
    [`${filler}the graph stands here ${filler}`, /^….*\bgraph\b.*…$/, 'cut at both ends around the match'],
    [`graph ${filler}`, /^graph .*[^…]…$/, 'the beginning'],
    [`${filler}a graph`, /^….*a graph$/, 'the end'],
    [`${filler}graph ${filler}graph graph ${filler}`, /^….*graph graph.*…$/, 'where most matches are'],
    [filler, /^lorem .*…$/, 'the beginning where nothing matches'],
  ]

  test.each(TABLE)('of %j is %s: %s', (text, expected) => {
    const runs = snippet(text, oneOf('graph'), 80)
    expect(textOf(runs)).toMatch(expected)
    expect(textOf(runs).length).toBeLessThan(130)
  })

  test('begins and ends with whole words', () => {
    const words = new Set(filler.trim().split(' '))
    const shown = textOf(snippet(`${filler}graph ${filler}`, oneOf('graph'), 60)).replaceAll('…', '')
    expect(
      shown
        .trim()
        .split(/\s+/)
        .filter(word => word !== 'graph' && !words.has(word)),
    ).toEqual([])
  })

  test('of a text without spaces is no longer, and holds the match', () => {
    const text = `${'研究'.repeat(300)}语言${'研究'.repeat(300)}`
    const runs = snippet(text, oneOf('语言'), 80)
    expect(marked(runs)).toEqual(['语言'])
    expect(textOf(runs).length).toBeLessThan(90)
  })

  test('is a part of the text about as long as asked for, with a match where there is one', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 10, max: 100 }), (text, length) => {
        const runs = snippet(text, wanted, length)
        const shown = textOf(runs)
        expect(text).toContain(shown.replace(/^…|…$/g, ''))
        expect(shown.length).toBeLessThanOrEqual(length + 45)
        // No cut goes through a surrogate pair.
        if (text.isWellFormed()) expect(shown.isWellFormed()).toBe(true)
      }),
      { numRuns: 1000 },
    )
    const words = fc.array(fc.constantFrom('aa', 'bb', '語言'), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (words, length) => {
        const text = words.join(' ')
        const matches = tokenize(text).some(token => wanted(token.term))
        expect(snippet(text, wanted, length).some(run => run.mark)).toBe(matches)
      }),
    )
  })
})
