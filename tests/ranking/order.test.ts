import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderFor } from '@/lib/ranking/order'
import type { Suits } from '@/lib/ranking/reader'

const falling = (count: number): Suits[] =>
  Array.from({ length: count }, (_, i) => ({ score: -i, avoided: false, because: 0 }))

describe('the order for a reader', () => {
  test.each<[number[], number[], string]>([
    [[], [], 'no papers'],
    [[3], [0], 'one'],
    [[1, 3, 2], [1, 2, 0], 'the best first'],
    [[1, 2, 1, 2], [1, 3, 0, 2], 'of equals the one that stood before'],
  ])('of %j is %j: %s', (scores, expected) => {
    const placed = orderFor(
      scores.map(score => ({ score, avoided: false })),
      'day',
    )
    expect(placed.map(({ item }) => item)).toEqual(expected)
  })

  test.each<[number, number[], string]>([
    [10, [], 'nothing is left to draw from'],
    [11, [5], 'one of ten'],
    [29, [5, 15], 'one of each ten that has others below it'],
  ])('of %i papers shows something else at %j: %s', (count, places) => {
    const placed = orderFor(falling(count), 'hf 2026-02-17')
    expect(placed.flatMap(({ explores }, place) => (explores ? place : []))).toEqual(places)
    for (const place of places) {
      expect(placed[place]?.item).toBeGreaterThan(place)
      expect(placed[place]).not.toHaveProperty('because')
    }
  })

  test('draws by the seed: the same again, and others on other days', () => {
    const drawn = (seed: string) => orderFor(falling(60), seed)[5]?.item
    expect(drawn('monday')).toBe(drawn('monday'))
    expect(new Set(Array.from({ length: 20 }, (_, day) => drawn(`day ${day}`))).size).toBeGreaterThan(5)
  })

  test('never shows what is like a skipped paper as something else', () => {
    const suits = falling(40).map((suit, i) => ({ ...suit, avoided: i > 12 }))
    const explored = orderFor(suits, 'day').filter(({ explores }) => explores)
    expect(explored.map(({ item }) => item).every(item => item <= 12)).toBe(true)
  })

  test('holds every paper once, the others in the order of their scores', () => {
    const suit = fc.record({ score: fc.integer({ min: -9, max: 9 }), avoided: fc.boolean() })
    fc.assert(
      fc.property(fc.array(suit, { maxLength: 80 }), fc.string(), (suits, seed) => {
        const placed = orderFor(suits, seed)
        expect(placed.map(({ item }) => item).sort((a, b) => a - b)).toEqual(suits.map((_, i) => i))
        const scores = placed.filter(({ explores }) => !explores).map(({ score }) => score)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        expect(placed.filter(({ explores }) => explores).length).toBeLessThanOrEqual(suits.length / 10)
      }),
    )
  })
})
