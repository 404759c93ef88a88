import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Reader, type Signal, type SignalKind } from '@/lib/ranking/reader'
import { BACKGROUND, rowOn, SUBJECTS, type Subject } from './papers'

const on = (kind: SignalKind, subject: Subject, ns: readonly number[]): Signal[] =>
  ns.map(n => ({ kind, row: rowOn(subject, n) }))
const scoreOf = (signals: readonly Signal[], subject: Subject, n: number) =>
  new Reader(signals, BACKGROUND).suits(rowOn(subject, n)).score

const LAMPS = on('saved', 'lamps', [0, 1, 2, 3, 4])

describe('a reader', () => {
  test('is suited by papers like those that were saved', () => {
    for (const n of [5, 6, 7]) {
      expect(scoreOf(LAMPS, 'lamps', n)).toBeGreaterThan(scoreOf(LAMPS, 'gulls', n))
      expect(scoreOf(LAMPS, 'lamps', n)).toBeGreaterThan(scoreOf(LAMPS, 'tides', n))
    }
  })

  test('with two interests is suited by both', () => {
    const both = [...LAMPS, ...on('saved', 'gulls', [0, 1, 2, 3, 4])]
    expect(scoreOf(both, 'gulls', 6)).toBeGreaterThan(scoreOf(both, 'tides', 6))
    expect(scoreOf(both, 'lamps', 6)).toBeGreaterThan(scoreOf(both, 'tides', 6))
  })

  test('is told the signal that speaks most for a paper, and none where none does', () => {
    const reader = new Reader([...on('skipped', 'tides', [0]), ...LAMPS], BACKGROUND)
    expect(reader.suits(rowOn('lamps', 2)).because).toBe(3)
    expect(reader.suits(rowOn('gulls', 2)).because).toBeUndefined()
  })

  test('is suited less by what is like a skipped paper, which is marked', () => {
    const skipping = [...LAMPS, ...on('skipped', 'gulls', [0, 1, 2])]
    expect(scoreOf(skipping, 'gulls', 3)).toBeLessThan(scoreOf(LAMPS, 'gulls', 3))
    const reader = new Reader(skipping, BACKGROUND)
    expect([rowOn('gulls', 1), rowOn('lamps', 9)].map(row => reader.suits(row).avoided)).toEqual([
      true,
      false,
    ])
  })

  test('learns less from an opened paper than from a saved one', () => {
    const opened = [...LAMPS, ...on('read', 'gulls', [0])]
    const saved = [...LAMPS, ...on('saved', 'gulls', [0])]
    expect(scoreOf(opened, 'gulls', 0)).toBeGreaterThan(scoreOf(LAMPS, 'gulls', 0))
    expect(scoreOf(opened, 'gulls', 0)).toBeLessThan(scoreOf(saved, 'gulls', 0))
  })

  test('is suited by the categories that were saved more than the corpus has them', () => {
    const signals = [0, 2, 4, 6].map((n): Signal => ({ kind: 'saved', row: rowOn('lamps', n, ['cs.CV']) }))
    const reader = new Reader(signals, BACKGROUND)
    const of = (categories: string[]) => reader.suits(rowOn('tides', 1, categories)).score
    expect(of(['cs.CV'])).toBeGreaterThan(of([]))
    expect(of([])).toBeGreaterThan(of(['cs.LG']))
  })

  test.each<[string, Signal[]]>([
    ['nothing', []],
    ['skipped papers alone', on('skipped', 'gulls', [0, 1])],
  ])('of whom there is %s gives numbers all the same', (_, signals) => {
    const { score, because } = new Reader(signals, BACKGROUND).suits(rowOn('lamps', 1))
    expect(score).toBeLessThanOrEqual(1)
    expect(Number.isFinite(score)).toBe(true)
    expect(because).toBeUndefined()
  })

  test('does not depend on the order of the signals, nor on one that came and went', () => {
    const signal = fc.record({
      kind: fc.constantFrom<SignalKind>('saved', 'read', 'skipped'),
      subject: fc.constantFrom(...(Object.keys(SUBJECTS) as Subject[])),
      n: fc.nat(20),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(signal, { minLength: 1, maxLength: 12, selector: s => `${s.subject} ${s.n}` }),
        all => {
          const signals = all.map(({ kind, subject, n }): Signal => ({ kind, row: rowOn(subject, n) }))
          const [there, back] = [signals, signals.toReversed()].map(list => scoreOf(list, 'lamps', 3))
          expect(there).toBeCloseTo(back ?? Number.NaN, 3)
        },
      ),
    )
  })
})
