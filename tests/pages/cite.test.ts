import 'fake-indexeddb/auto'
import { beforeAll, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { untitledPaper } from '@/lib/entries/list-row'
import { editEntries } from '@/lib/library/edit'
import { citablesOf, citationFileName, citationText, citeChoice, citeChoices } from '@/lib/pages/cite'
import { paperOf } from '@/lib/papers/merge'

const db = new GlossDatabase('cite')
const MANY = 620

beforeAll(async () => {
  const papers = Array.from({ length: MANY }, (_, i) => {
    const ids = [`arxiv:2401.${String(i).padStart(5, '0')}` as const]
    return paperOf({ ids, title: `Paper ${i}`, authors: ['Ada Lovelace'], seen: 1 }) ?? untitledPaper(ids)
  })
  for (let from = 0; from < MANY; from += 100)
    await editEntries(
      db,
      papers.slice(from, from + 100).map(paper => ({ ids: paper.ids, paper })),
      { now: 1 },
    )
  await editEntries(
    db,
    [
      {
        ids: ['arxiv:2401.00007'],
        set: { rating: 4, state: 'done', read: 5 },
        tags: { b: true, a: true },
        note: 'hm',
      },
    ],
    { now: 2 },
  )
})

describe('papers to cite', () => {
  test('come in the order of their rows, with what the reader said, and tell how far they are', async () => {
    const rows = (await db.library.toArray()).reverse()
    const steps: number[] = []
    const papers = await citablesOf(db, rows, done => steps.push(done))
    expect(papers.map(({ title }) => title)).toEqual(rows.map(({ title }) => title))
    expect(steps).toEqual([500, MANY])
    expect(papers.find(({ title }) => title === 'Paper 7')?.own).toEqual({
      state: 'done',
      rating: 4,
      tags: ['a', 'b'],
      note: 'hm',
      saved: 1,
      read: 5,
    })
    expect(papers[0]?.own).toEqual({ state: 'to-read', saved: 1 })
  })

  test('are all there, even one whose entry has gone since', async () => {
    const [row] = await db.library.limit(1).toArray()
    if (!row) throw new Error('There is no row')
    const id = 'arxiv:2501.00001'
    const gone = { ...row, id, keys: [id], title: 'Gone' } as const
    expect((await citablesOf(db, [gone, row])).map(({ title }) => title)).toEqual(['Gone', 'Paper 0'])
  })

  test('are not read on when nobody waits for them any more', async () => {
    const rows = await db.library.toArray()
    const stop = new AbortController()
    const reading = citablesOf(db, rows, () => stop.abort(), stop.signal)
    await expect(reading).rejects.toThrow(/abort/i)
  })
})

describe('ways to cite', () => {
  test.each(citeChoices.map(choice => [choice.label, choice] as const))(
    '%s names every paper',
    async (_, choice) => {
      const rows = await db.library.limit(2).toArray()
      const text = await citationText(await citablesOf(db, rows), choice, true)
      expect(text).toContain('Paper 0')
      expect(text).toContain('Paper 1')
    },
  )

  test.each([
    ['ris', 'ris'],
    ['apa', 'apa'],
    ['of a later version', 'bibtex'],
    ['', 'bibtex'],
  ])('the setting %j is %s', (id, expected) => {
    expect(citeChoice(id).id).toBe(expected)
  })

  test.each([
    ['bibtex', 1, 'A- B C.bib', 'after the paper, without what file systems do not take'],
    ['apa', 2, 'Reading list-2026-08-17.txt', 'a style is plain text'],
    ['csl-json', 2, 'Reading list-2026-08-17.json', ''],
  ])('a file of %s with %i papers is %s: %s', (id, count, expected) => {
    const paper = { ids: ['arxiv:2401.00001' as const], title: 'A-/B: C?', authors: [] }
    expect(citationFileName(Array(count).fill(paper), citeChoice(id), '2026-08-17')).toBe(expected)
  })
})

describe('tags and notes of the reader', () => {
  test.each(citeChoices.filter(({ own }) => own !== 'none'))(
    'go into $id where they are wanted, and only there',
    async choice => {
      const row = await db.library.get('arxiv:2401.00007')
      const papers = await citablesOf(db, row ? [{ ...row, notes: ['a private remark'] }] : [])
      expect(await citationText(papers, choice, true)).toContain('a private remark')
      expect(await citationText(papers, choice, false)).not.toContain('a private remark')
    },
  )

  test('are left out of what is handed to others, unless the reader says otherwise', () => {
    const named = (own: string) => citeChoices.filter(choice => choice.own === own).map(({ id }) => id)
    expect(named('left out')).toEqual(['bibtex', 'biblatex', 'ris', 'csl-json'])
    expect(named('taken along')).toEqual(['markdown-note', 'csv', 'gloss-json'])
  })
})
