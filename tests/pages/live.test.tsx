// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { NewerGloss } from '@/lib/corpus/newer'
import { storeBatch } from '@/lib/corpus/store'
import { readingFailure } from '@/lib/pages/failure'
import { type Live, useLive } from '@/lib/pages/live'
import { paperOf } from '@/lib/papers/merge'

let container: HTMLElement
let db: GlossDatabase
let count = 0

beforeEach(() => {
  container = document.body.appendChild(document.createElement('main'))
  db = new GlossDatabase(`live-${++count}`)
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  db.close()
})

/** Everything that a component that follows `query` was given. */
function follow<T>(query: () => Promise<T>): Live<T>[] {
  const seen: Live<T>[] = []
  function Follower() {
    seen.push(useLive(query, []))
    return null
  }
  act(() => render(<Follower />, container))
  return seen
}
const paper = (n: number) =>
  paperOf({ ids: [`arxiv:2602.0000${n}`], title: `Paper number ${n} on lanterns`, seen: 1 })

test('an answer follows what was read after a wait', async () => {
  const corpus = new Corpus(db)
  const seen = follow(async () => {
    await Promise.resolve()
    await new Promise(resolve => setTimeout(resolve, 5)).then(() => undefined)
    return corpus.size()
  })
  await expect.poll(() => seen.at(-1)?.value).toBe(0)
  await storeBatch(db, { papers: [paper(1), paper(2)] })
  await expect.poll(() => seen.at(-1)?.value).toBe(2)
})

test('a query that fails says why', async () => {
  const seen = follow(async () => {
    throw new Error('the lamp is out')
  })
  await expect.poll(() => seen.at(-1)?.error?.message).toBe('the lamp is out')
  expect(seen.at(-1)?.value).toBeUndefined()
})

test('a database that cannot be opened says why, to everyone who asks', async () => {
  db.on('ready', () => {
    throw new NewerGloss('The database was written by a newer Gloss.')
  })
  await expect(db.papers.count()).rejects.toThrow()
  // From now on Dexie says of each query that the database is closed, and nothing to those who follow one.
  const seen = follow(() => db.papers.count())
  await expect.poll(() => seen.at(-1)?.error).toBeInstanceOf(NewerGloss)
  expect(readingFailure(seen.at(-1)?.error ?? new Error())).toEqual({
    text: 'The database was written by a newer Gloss.',
    reload: true,
  })
})

test.each([
  [new NewerGloss('Gloss was updated meanwhile.'), 'Gloss was updated meanwhile.', true],
  [
    new Error('UnknownError'),
    'Gloss could not read its database (UnknownError). Nothing was changed; restart the browser and try again.',
    false,
  ],
])('%s is told as it is', (error, text, reload) => {
  expect(readingFailure(error)).toEqual({ text, reload })
})
