import 'fake-indexeddb/auto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { maintainIndex } from '@/lib/corpus/index-upkeep'
import { storeBatch } from '@/lib/corpus/store'
import { parseIdentifier } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { titleKey } from '@/lib/papers/title-key'
import { stem, termsOf } from '@/lib/search/analysis'
import { packIds, unpackIds } from '@/lib/search/document-ids'
import { z } from '@/lib/zod'
import { describeShared, sharedPath } from '../shared'

const PAPERS = 5_000
const BATCH = 250
const VECTOR_BYTES = 128
const MAX_BYTES_A_PAPER = 420

const recordSchema = z.object({
  id: z.string(),
  title: z.string(),
  abstract: z.string(),
})

async function readRecords(): Promise<{ papers: Paper[]; ids: string[] }> {
  const [papers, ids]: [Paper[], string[]] = [[], []]
  const file = createReadStream(sharedPath('data/arxiv-100k.jsonl.gz')).pipe(createGunzip())
  for await (const line of createInterface({ input: file })) {
    const { id, title, abstract } = z.parse(recordSchema, JSON.parse(line))
    const parsed = parseIdentifier(id)
    if (!parsed) throw new Error(`No identifier: ${id}`)
    ids.push(parsed)
    if (papers.length < PAPERS) papers.push(paperOf({ ids: [parsed], title, abstract, seen: 1 }))
  }
  return { papers, ids }
}

describeShared('Five thousand real papers, stored in batches', () => {
  const db = new GlossDatabase('real')
  const corpus = new Corpus(db)
  let papers: Paper[] = []
  let ids: string[] = []

  beforeAll(async () => {
    ;({ papers, ids } = await readRecords())
    for (let at = 0; at < PAPERS; at += BATCH) {
      await storeBatch(db, { papers: papers.slice(at, at + BATCH) })
      while (await maintainIndex(db));
    }
  }, 120_000)

  afterAll(() => db.delete())

  test('are found by their titles, each first', async () => {
    const carriers = new Map<string, number>()
    const keyOf = ({ title }: Pick<Paper, 'title'>) => titleKey(title) ?? title.toLowerCase()
    for (const paper of papers) carriers.set(keyOf(paper), (carriers.get(keyOf(paper)) ?? 0) + 1)
    const wrong: string[] = []
    for (let i = 0; i < PAPERS; i += Math.floor(PAPERS / 300)) {
      const paper = papers[i]
      if (!paper || carriers.get(keyOf(paper)) !== 1) continue
      const [first] = (await corpus.search({ query: paper.title, limit: 3 })).papers
      if (first?.id !== paper.id) wrong.push(`${paper.title} → ${first?.title}`)
    }
    expect(wrong).toEqual([])
  })

  test('take little room, with as much as vectors would need', async () => {
    const tables = [
      db.dictionaries,
      db.documents,
      db.facts,
      db.postings,
      db.vectors,
      db.indexState,
      db.merges,
    ]
    let bytes = 0
    for (const table of tables) for (const row of await table.toArray()) bytes += sizeOf(row)
    expect(bytes / PAPERS + VECTOR_BYTES).toBeLessThan(MAX_BYTES_A_PAPER)
    expect(bytes / PAPERS).toBeGreaterThan(100)
  })

  test('lie in few segments, none of them dead', async () => {
    const rows = await db.documents.toArray()
    expect(rows.length).toBeLessThanOrEqual(3 * (2 + Math.ceil(Math.log(PAPERS / 64) / Math.log(4))))
    expect(rows.reduce((sum, row) => sum + row.ids.packed.length, 0)).toBe(PAPERS)
    expect(rows.flatMap(row => unpackIds(row.ids)).sort()).toEqual(papers.map(({ id }) => id).sort())
  })

  test('have every form of a stem found by each of them', async () => {
    const index = await corpus.index()
    const vocabulary = new Set(
      papers.slice(0, 400).flatMap(({ title, abstract = '' }) => termsOf(`${title}\n${abstract}`)),
    )
    const known = new Map<string, string[]>()
    for (const paper of papers)
      for (const term of new Set(termsOf(`${paper.title}\n${paper.abstract}`)))
        if (/^[a-z]{2,}$/.test(term)) {
          const forms = known.get(stem(term)) ?? []
          if (!forms.includes(term)) known.set(stem(term), [...forms, term])
        }
    const words = [...vocabulary].filter(term => /^[a-z]{2,}$/.test(term))
    expect(words.length).toBeGreaterThan(3_000)
    for (const word of words.filter((_, i) => i % 7 === 0))
      expect(index.sameStem(word).sort()).toEqual(known.get(stem(word))?.sort())
  })

  test('and ninety-five thousand more have identifiers that pack and unpack', () => {
    expect(ids.length).toBeGreaterThan(90_000)
    const packed = packIds(ids)
    expect(unpackIds(packed)).toEqual(ids)
    const others = packed.others === '' ? [] : packed.others.split('\n')
    expect(others.filter(id => /^arxiv:\d/.test(id))).toEqual([])
  })
})

/** Bytes of a stored value: those of its arrays and texts, and eight for a number. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'string') return 2 * value.length
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce((sum, [key, of]) => sum + key.length + sizeOf(of), 0)
  return 8
}
