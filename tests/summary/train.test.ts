import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keySentences } from '@/lib/summary/key-sentences'
import { parseSummaryModel } from '@/lib/summary/model'
import { train } from '@/scripts/train/summary-model'

const THINGS = [
  'notes',
  'margins',
  'letters',
  'maps',
  'prints',
  'scrolls',
  'stamps',
  'seals',
  'bindings',
  'inks',
]
const folder = mkdtempSync(join(tmpdir(), 'summary-'))
const file = join(folder, 'docs.jsonl')

/** Abstracts in which what is proposed always stands in the middle, and is the summary. */
beforeAll(() => {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const [a, b] = [THINGS[i % 10] ?? '', THINGS[(3 * i + 1) % 10] ?? '']
    const claim = `We propose a reader of ${a} with ${b} of kind ${i}.`
    const abstract = `Old ${b} are hard to read. ${claim} It was tried on ${i} books of the library.`
    return JSON.stringify({ title: `Reading ${a}`, abstract, references: [claim] })
  })
  writeFileSync(file, rows.join('\n'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('Training', () => {
  test('gives the same file to the byte for the same examples and seed, and learns what they show', () => {
    const log: string[] = []
    const model = train(file, 1, line => log.push(line))
    expect(log[0]).toBe('40 papers')
    expect(train(file, 1, () => undefined)).toEqual(model)
    expect(train(file, 2, () => undefined)).not.toEqual(model)
    const abstract = 'Old coins are hard to read. We propose a reader of coins. It was tried on 9 books.'
    expect(keySentences('Reading coins', abstract, parseSummaryModel(model))).toBe(
      'We propose a reader of coins.',
    )
  })
})
