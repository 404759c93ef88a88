import { describe, expect, test } from 'vitest'
import { BackgroundCount, packBackground, rarity, unpackBackground } from '@/lib/ranking/background'
import { contentOf, labelsOf } from '@/lib/ranking/content'
import { sharedWords, tellingWords } from '@/lib/ranking/inspect'
import { likeness } from '@/lib/ranking/row'
import { spread } from '@/lib/ranking/spread'
import { stem } from '@/lib/search/analysis'
import { hashOfWord } from '@/lib/search/feature-hash'
import { BACKGROUND, paperOn, rowOn, vectors } from './papers'

describe('the background', () => {
  test('knows how rare words are', () => {
    const of = (word: string) => rarity(BACKGROUND, hashOfWord(stem(word)))
    expect(of('study')).toBeLessThan(of('lantern'))
    expect(of('lantern')).toBeLessThan(of('zeppelin'))
  })

  test('is the same after it was stored', () => {
    const again = unpackBackground(structuredClone(packBackground(BACKGROUND)))
    expect(again).toEqual(BACKGROUND)
  })

  test('of no papers at all makes no nonsense', () => {
    const empty = new BackgroundCount().background()
    expect(rarity(empty, 1)).toBeGreaterThan(0)
    expect(empty.centre).toHaveLength(0)
  })

  test.each([
    [0, 5, []],
    [3, 5, [0, 1, 2]],
    [10, 5, [0, 2, 4, 6, 8]],
    [7, 3, [0, 2, 4]],
  ])('takes of %i papers %i at %j', (count, wanted, places) => {
    expect(spread(count, wanted)).toEqual(places)
  })
})

describe('a paper as numbers', () => {
  test('counts the title more, and its words in any form as one', () => {
    const { counts } = contentOf({ title: 'Lanterns', abstract: 'A lantern at sea.', summaries: [] }, null)
    expect(counts.get(hashOfWord(stem('lantern')))).toBe(4)
    expect(counts.get(hashOfWord('sea'))).toBe(1)
  })

  test('is told by its summary where it has no abstract', () => {
    const summaries = [{ digest: 'hf', text: 'Gulls nest.', seen: 1 }]
    const { counts } = contentOf({ title: 'On birds', summaries }, null)
    expect(counts.get(hashOfWord(stem('gulls')))).toBe(1)
  })

  test.each([
    ['empty', ''],
    ['all LaTeX', '$\\int_0^1 \\alpha^2 d\\beta$ \\cite{x}'],
    ['in another script', '灯台の光について'],
  ])('is numbers where its text is %s', (_, text) => {
    const row = rowOn('lamps', 1)
    const { vector, counts } = contentOf({ title: text, abstract: text, summaries: [] }, vectors)
    expect(vector).toBeNull()
    expect([...counts.values()].every(count => count > 0)).toBe(true)
    expect(likeness(row.meaning, null)).toBe(0)
  })

  test('has TF-IDF of length one', () => {
    const { weights } = rowOn('gulls', 2)
    expect(weights.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 5)
  })
})

describe('what was learned', () => {
  const named = (kind: 'saved' | 'skipped', subject: 'lamps' | 'gulls', n: number) => ({
    kind,
    row: rowOn(subject, n),
    labels: labelsOf(paperOn(subject, n), BACKGROUND),
  })
  const signals = [
    ...[0, 1, 2, 3, 4].map(n => named('saved', 'lamps', n)),
    ...[0, 1, 2, 3].map(n => named('skipped', 'gulls', n)),
  ]

  test('can be looked at: words that speak for a paper, and words that speak against it', () => {
    const likes = tellingWords(signals, 'for', 6)
    const dislikes = tellingWords(signals, 'against', 6)
    expect(likes.map(({ label }) => label).join(' ')).toMatch(/lantern|beacon|glow|wick/)
    expect(dislikes.map(({ label }) => label).join(' ')).toMatch(/gull|feather|nest|flock/)
    expect(likes.every(({ weight }) => weight > 0)).toBe(true)
    expect(dislikes.every(({ weight }) => weight < 0)).toBe(true)
    expect(likes.map(({ weight }) => weight)).toEqual(
      likes.map(({ weight }) => weight).toSorted((a, b) => b - a),
    )
  })

  test('names each word once, and none that only one paper has', () => {
    const words = tellingWords(signals, 'for', 50).flatMap(({ label }) => label.split(' '))
    expect(new Set(words).size).toBe(words.length)
    expect(tellingWords(signals.slice(0, 1), 'for', 50)).toEqual([])
  })

  test('names nothing that is everywhere, and of hyphenated words the parts', () => {
    const paper = { title: 'Open-ended lanterns that yet remain', summaries: [] }
    const names = (background: typeof BACKGROUND) => [...labelsOf(paper, background).values()]
    const all = names({ ...BACKGROUND, papers: 1000, frequencies: new Map() })
    expect(all).toEqual(expect.arrayContaining(['open ended', 'lanterns', 'yet', 'yet remain']))
    expect(all).not.toContain('openended')
    expect(all).not.toContain('open lanterns')
    const [yet] = [...labelsOf({ title: 'yet', summaries: [] }, BACKGROUND).keys()]
    const frequencies = new Map([[yet ?? 0, 60]])
    expect(names({ ...BACKGROUND, papers: 1000, frequencies })).not.toContain('yet')
    expect(names({ ...BACKGROUND, papers: 100, frequencies })).toContain('yet')
  })

  test('tells what two papers share', () => {
    const [a, b] = [paperOn('lamps', 0), paperOn('lamps', 1)]
    const shared = sharedWords(rowOn('lamps', 0), rowOn('lamps', 1), labelsOf(a, BACKGROUND), 2)
    expect(shared).toHaveLength(2)
    for (const word of shared.flatMap(label => label.split(' ')))
      expect(`${b.title} ${b.abstract}`.toLowerCase()).toContain(word)
  })
})
