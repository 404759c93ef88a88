import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, it } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import { savePaper } from '@/lib/library/library'
import type { PaperMention } from '@/lib/messaging/protocol'
import { relatedTo } from '@/lib/notes/related'
import type { PaperId } from '@/lib/papers/identifier'
import { SKETCHES } from '../related/sketches'
import { paperOfSketch } from '../search/corpus'

const corpus = new Corpus(new GlossDatabase('notes-related'))
const papers = SKETCHES.map(paperOfSketch)
const [pessimism, conservative, voxels] = SKETCHES
beforeAll(() => storeBatch(corpus.db, { papers }))

const related = (mention: PaperMention, topics: readonly string[] = []) =>
  corpus.ask(index => relatedTo(corpus, index, undefined, mention, topics))

describe('relatedTo', () => {
  it('has what the panel shows and orders by', async () => {
    const page: PaperMention = {
      ids: ['doi:10.1000/page'],
      title: 'Offline learners',
      abstract: pessimism?.abstract ?? '',
      authors: ['Somebody Else'],
    }
    const [first] = await related(page, ['pessimism'])
    expect(first).toEqual({
      id: 'arxiv:2601.00001',
      title: pessimism?.title,
      url: 'https://arxiv.org/abs/2601.00001',
      year: 2026,
      date: '2026-01-01',
      reason: { kind: 'topics', shared: ['pessimism'] },
    })
  })

  it('leaves out the paper itself, also under another name', async () => {
    const abstract = pessimism?.abstract ?? ''
    for (const ids of [['arxiv:2601.00001'], ['doi:10.1000/printed']] as const) {
      const found = await related({ ids, title: pessimism?.title ?? '', abstract })
      expect(found.map(({ id }) => id)).toContain(conservative?.id)
      expect(found.map(({ id }) => id)).not.toContain(pessimism?.id)
    }
  })

  it('marks what was read or skipped, and nothing else that is on the list', async () => {
    for (const [number, state] of [
      [1, 'done'],
      [2, 'to-read'],
    ] as const) {
      const paper = papers[number]
      if (!paper) throw new Error('The sketches have changed')
      await savePaper(corpus.db, paper, { now: 1 })
      await corpus.db.library.update(paper.id, { state })
    }
    const id = 'arxiv:2601.00004' as PaperId
    await corpus.db.signals.put({ id, ids: [id], kind: 'skipped', at: 1 })
    const found = await related({
      ids: ['doi:10.1000/page'],
      title: 'Offline reinforcement learning and radiance fields',
      abstract: 'Offline reinforcement learning for radiance fields from sparse voxels.',
    })
    const read = new Map(found.map(paper => [paper.id, paper.read]))
    expect(read.get('arxiv:2601.00002')).toBe(true)
    expect(read.get('arxiv:2601.00004')).toBe(true)
    expect(read.has(voxels?.id as PaperId)).toBe(true)
    expect(read.get(voxels?.id as PaperId)).toBeUndefined()
  })

  it('is empty for a page of which nothing is known', async () => {
    expect(await related({ ids: ['doi:10.1000/page'] })).toEqual([])
  })
})
