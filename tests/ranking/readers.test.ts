import { expect, test } from 'vitest'
import { type ArxivRecord, readersOf } from '../bench/readers'

const record = (n: number, authors: string[], published?: string): ArxivRecord => ({
  id: `2501.${10_000 + n}`,
  title: `Paper ${n}`,
  authors,
  ...(published && { published }),
})
const month = (n: number) => `2025-0${1 + (n % 9)}-15`

const RECORDS = [
  ...Array.from({ length: 9 }, (_, n) => record(n, ['Grace B. Hopper', 'Ada Short'], month(n))),
  ...Array.from({ length: 7 }, (_, n) => record(20 + n, ['Too Few Papers'], month(n))),
  ...Array.from({ length: 9 }, (_, n) => record(40 + n, ['Undated Writer'])),
  ...Array.from({ length: 500 }, (_, n) => record(100 + n, [`Somebody Else ${n}`], month(8))),
]

test('authors stand for readers: dated papers, the last two apart, among others of their month', () => {
  const readers = readersOf(RECORDS, 1)
  expect(readers.map(({ author }) => author)).toEqual(['Grace B. Hopper'])
  const [{ saved, later } = { saved: [], later: [] }] = readers
  expect(saved).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(later.map(({ paper }) => paper)).toEqual([7, 8])
  expect(later.map(({ others }) => others.length)).toEqual([0, 200])
  const others = later[1]?.others ?? []
  expect(new Set(others).size).toBe(200)
  for (const place of others) {
    expect(RECORDS[place]?.published).toMatch(/^2025-09/)
    expect(RECORDS[place]?.authors).not.toContain('Grace B. Hopper')
  }
})

test('the same records and seed give the same readers, another seed other papers beside theirs', () => {
  expect(readersOf(RECORDS, 1)).toEqual(readersOf(RECORDS, 1))
  expect(readersOf(RECORDS, 2)).not.toEqual(readersOf(RECORDS, 1))
})
