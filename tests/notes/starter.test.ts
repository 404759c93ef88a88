import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { ensureStarter } from '@/lib/corpus/starter'
import { noteFor, relatedFor } from '@/lib/notes/note'
import { parseFeed } from '@/lib/sources/gloss-digest'
import { models } from '../models'
import { describeShared, readShared } from '../shared'

const file = resolve(import.meta.dirname, '../../public/starter-digest.json')
const body: unknown = JSON.parse(readFileSync(file, 'utf8'))
const corpus = new Corpus(new GlossDatabase('starter-notes'))
beforeAll(() => ensureStarter(corpus.db, async () => body))

const entries = parseFeed(body, 'starter').papers.map(({ id, title }) => ({ id, title }))

describe('The starter digest', () => {
  it('has 61 papers and is stored once, however often it is asked for', async () => {
    await ensureStarter(corpus.db, async () => {
      throw new Error('read a second time')
    })
    expect(entries).toHaveLength(61)
    expect(await corpus.size()).toBe(61)
  })

  it.each(entries)(
    '$title: found by id and by title, with summary, topics and three related papers',
    async ({ id, title }) => {
      const byId = await noteFor(corpus, { ids: [id] }, models)
      const byTitle = await noteFor(
        corpus,
        { ids: ['doi:10.1000/published'], title: title.toUpperCase() },
        models,
      )
      expect(byId.inDigest).toBe('id')
      expect(byTitle.inDigest).toBe('title')
      expect(byTitle.ids).toContain(id)
      expect(byId.summary).toMatchObject({ from: 'digest', by: 'starter digest' })
      expect(byId.summary.text.length).toBeGreaterThan(80)
      expect(byId.topics.length).toBeGreaterThanOrEqual(3)
      expect(byId.topicsPredicted).toBe(false)
      expect(byId.related).toBeNull()
      const found = await relatedFor(corpus, { ids: [id] }, byId.topics)
      expect(found.length).toBeGreaterThanOrEqual(3)
      for (const related of found) {
        expect(related.id).not.toBe(id)
        expect(related.reason?.shared.length).toBeGreaterThan(0)
      }
    },
  )

  it.each(entries)('$title: searching its title finds it first', async ({ id, title }) => {
    expect((await corpus.search({ query: title, limit: 5 })).papers[0]?.id).toBe(id)
  })
})

describeShared('The starter digest and the page it comes from', () => {
  const lines = readShared('seed/digest-page.txt').split('\n')
  const ids = new Map(
    readShared('seed/ids.tsv')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split('\t') as [string, string, string])
      .map(([title, arxiv]) => [title, arxiv]),
  )

  it('all 61 titles of the page lead to exactly one starter paper each, with the id of the list', async () => {
    const titles = lines.filter(line => ids.has(line))
    expect(titles).toHaveLength(61)
    const found = await Promise.all(titles.map(title => corpus.find(['title:unknown'], title)))
    expect(found.map(hit => hit?.paper.id)).toEqual(titles.map(title => `arxiv:${ids.get(title)}`))
    expect(new Set(found.map(hit => hit?.paper.id)).size).toBe(61)
  })
})
