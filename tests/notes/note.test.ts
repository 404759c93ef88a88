import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import type { PaperMention } from '@/lib/messaging/protocol'
import type { Models } from '@/lib/notes/models'
import { makeReady, noteFor, paperOfMention } from '@/lib/notes/note'
import { corrected } from '@/lib/notes/same'
import { paperOf } from '@/lib/papers/merge'
import { countRequests } from '../corpus/requests'

const TITLE = 'Lanterns that glow at night'
const A = 'arxiv:2602.00001'
let count = 0
let corpus: Corpus
let models: Models

beforeEach(async () => {
  corpus = new Corpus(new GlossDatabase(`note-${++count}`))
  models = { summary: vi.fn(async () => null), topics: vi.fn(async () => null) }
  const digest = { digest: 'hf', seen: 1 }
  await storeBatch(corpus.db, {
    papers: [
      paperOf({
        ids: [A],
        title: TITLE,
        listings: [{ ...digest, day: '2026-02-26', upvotes: 128 }],
        summaries: [{ ...digest, text: 'Lanterns glow.' }],
        topicLists: [{ ...digest, labels: ['lanterns'] }],
        seen: 1,
      }),
    ],
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await corpus.db.delete()
})

describe('a note says which paper of the corpus it is of', () => {
  const acl: PaperMention = { ids: ['acl:P18-1001'], title: TITLE.toUpperCase() }

  test('found by identifier, by title, and not at all', async () => {
    const known = { id: A, title: TITLE }
    expect(await noteFor(corpus, { ids: [A] }, models)).toMatchObject({
      known: { ...known, by: 'id' },
      inDigest: 'id',
      standing: { upvotes: 128 },
    })
    expect(await noteFor(corpus, acl, models)).toMatchObject({
      ids: [A, 'acl:P18-1001'],
      known: { ...known, by: 'title' },
      inDigest: 'title',
    })
    const other = await noteFor(corpus, { ids: ['acl:P18-1001'], title: 'Another title altogether' }, models)
    expect(other).not.toHaveProperty('known')
    expect(other.ids).toEqual(['acl:P18-1001'])
  })

  test('unless the reader said that it is another', async () => {
    const notSame = corrected([], acl, A, false)
    const note = await noteFor(corpus, acl, models, notSame)
    expect(note.ids).toEqual(['acl:P18-1001'])
    for (const part of ['known', 'inDigest', 'standing']) expect(note).not.toHaveProperty(part)
    expect(note.summary.from).toBe('abstract')
  })

  test('a page without identifiers goes by its title', async () => {
    expect((await noteFor(corpus, { ids: [], title: TITLE }, models)).ids).toEqual([A])
    const mention = { ids: [], title: 'Another title altogether' }
    expect((await noteFor(corpus, mention, models)).ids).toEqual(['title:anothertitlealtogether'])
    const paper = paperOfMention(mention)
    if (!paper) throw new Error('It has a title')
    await savePaper(corpus.db, paper, { now: 1 })
    expect(await noteFor(corpus, mention, models)).toMatchObject({
      saved: true,
      known: { id: 'title:anothertitlealtogether', by: 'title' },
    })
  })
})

describe('a mention as a paper to keep', () => {
  test.each<[what: string, mention: PaperMention, ids: readonly string[] | undefined]>([
    ['has its identifiers', { ids: [A], title: 'Lamps' }, [A]],
    ['is known by its title', { ids: [], title: TITLE }, ['title:lanternsthatglowatnight']],
    ['is none with a title that is too short', { ids: [], title: 'Lamps' }, undefined],
    ['is none without a title', { ids: [A] }, undefined],
  ])('%s', (_, mention, ids) => {
    expect(paperOfMention(mention)?.ids).toEqual(ids)
  })
})

describe('making ready', () => {
  test.each<
    [
      what: string,
      ids: readonly [] | readonly ['arxiv:2602.00001'] | readonly ['arxiv:2602.00002'],
      models: number,
    ]
  >([
    ['for a paper of the digest reads no model', [A], 0],
    ['for another reads the models', ['arxiv:2602.00002'], 1],
    ['for a list reads no model', [], 0],
  ])('%s', async (_, ids, read) => {
    await makeReady(corpus, ids, models)
    expect(models.summary).toHaveBeenCalledTimes(read)
    expect(models.topics).toHaveBeenCalledTimes(read)
  })

  test('leaves less to read for the note', async () => {
    const cold = await countRequests(() => noteFor(corpus, { ids: [A] }, models))
    const awake = new Corpus(corpus.db)
    await makeReady(awake, [A], models)
    const warm = await countRequests(() => noteFor(awake, { ids: [A] }, models))
    expect(warm.answer).toEqual(cold.answer)
    expect(cold.names).toContain('getAll')
    expect(warm.requests).toBeLessThan(cold.requests)
  })

  test('never rejects', async () => {
    const failing = new Corpus(new GlossDatabase('gone'))
    vi.spyOn(failing, 'find').mockRejectedValue(new Error('no database'))
    vi.spyOn(failing, 'index').mockRejectedValue(new Error('no database'))
    await expect(makeReady(failing, [A], models)).resolves.toBeUndefined()
  })
})

test('a note asks for the paper before the index, which takes longer', async () => {
  const asked: string[] = []
  vi.spyOn(corpus, 'find').mockImplementation(async () => {
    asked.push('find')
    return undefined
  })
  const index = corpus.index.bind(corpus)
  vi.spyOn(corpus, 'index').mockImplementation(() => {
    asked.push('index')
    return index()
  })
  await noteFor(corpus, { ids: [A] }, models)
  expect(asked).toEqual(['find', 'index'])
})
