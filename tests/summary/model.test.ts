import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodeSummaryModel, parseSummaryModel, SLOTS } from '@/lib/summary/model'

const file = new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../public/summary-model.bin')))
/** Where the length of the first forest stands. */
const FOREST = 4 + 4 * (4 + SLOTS)
const changed = (change: (bytes: Uint8Array) => void) => {
  const bytes = file.slice()
  change(bytes)
  return bytes
}

describe('The model file', () => {
  test('is small', () => {
    expect(file.length).toBeLessThanOrEqual(250_000)
  })

  test('is read, and written as it was', () => {
    const model = parseSummaryModel(file)
    for (const table of [model.wordOdds, model.pairOdds, model.rarity, model.wording]) {
      expect(table.values.length).toBe(SLOTS)
      expect(table.step).toBeGreaterThan(0)
      expect(table.values.some(value => value !== 0)).toBe(true)
    }
    expect(encodeSummaryModel(model)).toEqual(file)
    expect(encodeSummaryModel(parseSummaryModel(file.slice().buffer))).toEqual(file)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['another file', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['a mark alone', file.slice(0, 4)],
    ['half a table', file.slice(0, 4 + SLOTS / 2)],
    ['half of it', file.slice(0, file.length >> 1)],
    ['all but a byte', file.slice(0, -1)],
    ['a byte too many', Uint8Array.from([...file, 0])],
    ['another mark', changed(bytes => bytes.set([0x67, 0x73, 0x75, 0x32]))],
    ['a scale that is no number', changed(bytes => bytes.set([0, 0, 0xc0, 0x7f], 4))],
    ['a forest of endless length', changed(bytes => bytes.fill(0xff, FOREST, FOREST + 4))],
    ['a forest of another kind', changed(bytes => bytes.fill(0, FOREST + 4, FOREST + 8))],
  ])('is refused with a reason where it is %s', (_, bytes) => {
    expect(() => parseSummaryModel(bytes)).toThrow(/cannot be read: .+/)
  })
})
