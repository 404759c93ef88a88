import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseTermVectors } from '@/lib/search/term-vectors'
import { parseSummaryModel } from '@/lib/summary/model'
import { parseTopicModel } from '@/lib/topics/model'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const MODELS = [
  ['term-vectors.bin', parseTermVectors],
  ['topic-model.bin', parseTopicModel],
  ['summary-model.bin', parseSummaryModel],
] as const

test('the models take six million bytes together at the most', () => {
  const bytes = MODELS.map(([file]) => statSync(resolve(PUBLIC, file)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6_000_000)
})

test.each(MODELS)('%s is read by the code it ships with, and refused when it is cut off', (file, parse) => {
  const bytes = new Uint8Array(readFileSync(resolve(PUBLIC, file)))
  expect(() => parse(bytes)).not.toThrow()
  for (const length of [0, 3, 1000, bytes.length - 1])
    expect(() => parse(bytes.slice(0, length)), `${length} bytes`).toThrow('cannot be read')
})
