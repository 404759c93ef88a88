import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, it } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase, type LibraryRow } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { readingList, savePaper } from '@/lib/library/library'
import { likeList } from '@/lib/pages/like-list'
import { SKETCHES } from '../related/sketches'
import { paperOfSketch } from '../search/corpus'

const corpus = new Corpus(new GlossDatabase('like-list'))
const papers = SKETCHES.map(paperOfSketch)
beforeAll(() => storeBatch(corpus.db, { papers }))

describe('Papers like the reading list', () => {
  it('are none where nothing is saved', async () => {
    expect(await likeList(corpus, [])).toEqual([])
  })

  it('are not on it, and say which saved paper they are like, and why', async () => {
    for (const number of [0, 2]) {
      const paper = papers[number]
      if (paper) await savePaper(corpus.db, paper, { now: number })
    }
    const entries = await readingList(corpus.db)
    const like = await likeList(corpus, entries)
    expect(like.map(({ id }) => id).sort()).toEqual(['arxiv:2601.00002', 'arxiv:2601.00004'])
    const conservative = like.find(({ id }) => id === 'arxiv:2601.00002')
    expect(conservative?.like).toBe(papers[0]?.title)
    expect(conservative?.reason).toEqual({ kind: 'topics', shared: ['offline RL'] })
  })

  it('leave out what was skipped, and ask not after it', async () => {
    const entries: LibraryRow[] = (await readingList(corpus.db)).map(entry => ({
      ...entry,
      state: 'skipped',
    }))
    expect(await likeList(corpus, entries)).toEqual([])
  })
})
