import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { wipeCorpus } from '@/lib/corpus/removal'
import { storeBatch } from '@/lib/corpus/store'
import { VOCABULARY, VOCABULARY_STATE, vocabularyOf } from '@/lib/corpus/vocabulary'
import { refreshVocabulary } from '@/lib/corpus/vocabulary-refresh'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const LLMS = 'large language models (LLMs)'

let count = 0
let db: GlossDatabase

beforeEach(() => {
  db = new GlossDatabase(`vocabulary-${++count}`)
})
afterEach(() => db.close())

/** Stores papers with these topics, numbered from `first`. */
async function store(topics: readonly (readonly string[])[], first = 1, categories?: readonly string[]) {
  const papers = topics.map((labels, i) =>
    paperOf({
      ids: [`arxiv:2602.${String(first + i).padStart(5, '0')}` as PaperId],
      title: `Paper number ${first + i}`,
      seen: 1,
      topicLists: [{ digest: 'hf', labels, seen: 1 }],
      ...(categories && { categories }),
    }),
  )
  await storeBatch(db, { papers })
}

const labels = async () => (await vocabularyOf(db))?.topics.map(({ label, papers }) => `${label} ${papers}`)

describe('the vocabulary of a corpus', () => {
  test('is none until it is counted, and then what the papers say', async () => {
    await store([['LLMs'], [LLMS, 'video'], [LLMS], ['large language models'], ['Video']])
    expect(await vocabularyOf(db)).toBeNull()
    expect(await refreshVocabulary(db)).toBe(true)
    expect(await labels()).toEqual(['large language models 4', 'video 2'])
  })

  test('of an empty corpus has no topics', async () => {
    await refreshVocabulary(db)
    expect(await labels()).toEqual([])
  })

  test('covers more papers than are read at once', async () => {
    await store(Array.from({ length: 450 }, (_, i) => [i % 2 === 0 ? 'video' : 'sound']))
    await refreshVocabulary(db)
    expect(await labels()).toEqual(['sound 225', 'video 225'])
  })

  test('is counted anew when papers have come, and not before', async () => {
    await store([['video'], ['video']])
    await refreshVocabulary(db)
    const before = await vocabularyOf(db)
    expect(await refreshVocabulary(db)).toBe(false)
    expect(await vocabularyOf(db)).toBe(before)
    await store([['video']], 10)
    expect(await refreshVocabulary(db)).toBe(true)
    expect(await labels()).toEqual(['video 3'])
  })

  test('of a larger corpus waits for more than a few papers', async () => {
    await store(Array.from({ length: 100 }, () => ['video']))
    await refreshVocabulary(db)
    await store([['video']], 1000)
    expect(await refreshVocabulary(db)).toBe(false)
    await store(
      Array.from({ length: 30 }, () => ['video']),
      2000,
    )
    expect(await refreshVocabulary(db)).toBe(true)
    expect(await labels()).toEqual(['video 131'])
  })

  test('is counted once where several ask at once', async () => {
    await store([['video'], ['video']])
    const counted = await Promise.all([refreshVocabulary(db), refreshVocabulary(db)])
    expect(counted).toEqual([true, true])
    expect(await db.learned.count()).toBe(2)
  })

  test('that is interrupted leaves what was there', async () => {
    await store([['video'], ['video']])
    await refreshVocabulary(db)
    await store([['sound'], ['sound']], 10)
    const controller = new AbortController()
    const refreshing = refreshVocabulary(db, controller.signal)
    controller.abort(new Error('enough'))
    await expect(refreshing).rejects.toThrow('enough')
    expect(await labels()).toEqual(['video 2'])
    expect(await refreshVocabulary(db)).toBe(true)
    expect(await labels()).toEqual(['sound 2', 'video 2'])
  })

  test('of another version of the code is none, and is counted anew', async () => {
    await store([['video'], ['video']])
    await refreshVocabulary(db)
    for (const key of [VOCABULARY, VOCABULARY_STATE]) await db.learned.update(key, { version: '0.1.5' })
    expect(await vocabularyOf(db)).toBeNull()
    expect(await refreshVocabulary(db)).toBe(true)
    expect(await labels()).toEqual(['video 2'])
  })

  test('that is damaged is none', async () => {
    await store([['video'], ['video']])
    await refreshVocabulary(db)
    await db.learned.update(VOCABULARY, { value: { labels: 'video' } })
    const again = new GlossDatabase(db.name)
    expect(await vocabularyOf(again)).toBeNull()
    again.close()
  })

  test('goes with everything else', async () => {
    await store([['video'], ['video']])
    await refreshVocabulary(db)
    await wipeCorpus(db)
    expect(await vocabularyOf(db)).toBeNull()
  })
})

describe('a search for a topic', () => {
  const found = async (query: string) => {
    const { papers } = await new Corpus(db).search({ query, limit: 100 })
    return papers.map(({ id }) => id.slice(-1)).sort()
  }

  test('finds all its spellings once they are known', async () => {
    await store([['LLMs'], [LLMS], [LLMS], ['language models'], ['llm']])
    expect(await found('topic:LLM')).toEqual(['1', '5'])
    await refreshVocabulary(db)
    for (const query of [
      'topic:LLM',
      'topic:"large language models"',
      'topic:"Large-Language Models (LLMs)"',
    ])
      expect(await found(query), query).toEqual(['1', '2', '3', '5'])
    expect(await found('paper -topic:LLMs')).toEqual(['4'])
    expect(await found('topic:"no such thing"')).toEqual([])
  })

  test('finds categories as well', async () => {
    await store([['video']], 1, ['cs.CV', 'cs.LG'])
    await store([['video']], 2, ['cs.LG'])
    await store([['video']], 3, ['stat.ML'])
    expect(await found('topic:cs.LG')).toEqual(['1', '2'])
    await refreshVocabulary(db)
    expect(await found('topic:cs.LG')).toEqual(['1', '2'])
    expect((await vocabularyOf(db))?.topicOf('cs.LG')).toMatchObject({ kind: 'category', papers: 2 })
  })

  test('counts them as one among what results can be narrowed by', async () => {
    await store([['LLMs'], [LLMS], [LLMS], ['video'], ['video']])
    await refreshVocabulary(db)
    const { facets } = await new Corpus(db).search({ query: 'paper', limit: 10, facets: true })
    expect(facets?.topics.map(({ label, count }) => [label, count])).toEqual([
      ['large language models', 3],
      ['video', 2],
    ])
  })
})
