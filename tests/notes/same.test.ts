import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import type { PaperMention } from '@/lib/messaging/protocol'
import { corrected, findFor, idsOfMention, isSame } from '@/lib/notes/same'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'

const TITLE = 'Lanterns that glow at night'
const KEY = 'title:lanternsthatglowatnight'
const A = 'arxiv:2602.00001'

describe('a mention goes by', () => {
  test.each<[what: string, mention: PaperMention, expected: readonly string[]]>([
    ['its identifiers', { ids: ['doi:10.1000/a', A], title: TITLE }, ['doi:10.1000/a', A]],
    ['its title where it has none', { ids: [], title: TITLE }, [KEY]],
    ['nothing where the title is too short', { ids: [], title: 'Lanterns' }, []],
    ['nothing where there is none', { ids: [] }, []],
  ])('%s', (_, mention, expected) => {
    expect(idsOfMention(mention)).toEqual(expected)
  })
})

describe('a correction', () => {
  const page: PaperMention = { ids: [], title: TITLE, page: 'pmlr v130/lantern 21a' }
  const notSame = corrected([], page, A, false)

  test.each<[why: string, mention: PaperMention, ids: readonly PaperId[], same: boolean]>([
    ['holds for its page', page, [A], false],
    ['also when the page says more', { ...page, ids: ['doi:10.1000/new'] }, [A], false],
    ['also when the paper has other names since', page, ['arxiv:2501.00001', 'doi:10.1000/a', A], false],
    ['says nothing of another paper', page, ['arxiv:2602.00002'], true],
    ['nor of a longer identifier', page, ['arxiv:2602.000012' as PaperId], true],
    ['says nothing of another page', { ...page, page: 'pmlr v130/lantern 21b' }, [A], true],
    ['nor of one that only ends so', { ...page, page: '21a' }, [A], true],
    ['nor of the same title elsewhere', { ids: [], title: TITLE }, [A], true],
  ])('%s', (_, mention, ids, same) => {
    expect(isSame(notSame, mention, ids)).toBe(same)
  })

  test.each<[what: string, mention: PaperMention]>([
    ['its first identifier', { ids: ['acl:P18-1001', 'doi:10.1000/a'], title: TITLE }],
    ['its title', { ids: [], title: TITLE }],
  ])('holds for a page without a name by %s', (_, mention) => {
    const entries = corrected([], mention, A, false)
    expect(isSame(entries, mention, [A])).toBe(false)
    expect(isSame(entries, { ...mention, title: `${TITLE}!` }, [A])).toBe(false)
    expect(isSame(entries, { ids: ['acl:P18-1002'], title: TITLE }, [A])).toBe(true)
  })

  test('is kept once, and taken back', () => {
    const both = corrected(notSame, page, 'arxiv:2602.00002', false)
    expect(corrected(both, page, A, false)).toEqual([...both].reverse())
    expect(corrected(both, page, A, true)).toEqual(['pmlr v130/lantern 21a arxiv:2602.00002'])
    expect(corrected([], page, A, true)).toEqual([])
    expect(corrected(notSame, { ids: [], title: 'Short' }, A, false)).toBe(notSame)
  })

  test('is one of the newest two thousand', () => {
    const many = Array.from({ length: 2000 }, (_, n) => `page-${n} ${A}`)
    const more = corrected(many, page, A, false)
    expect(more).toHaveLength(2000)
    expect(more[0]).toBe(`page-1 ${A}`)
    expect(more.at(-1)).toBe(`${page.page} ${A}`)
  })
})

describe('findFor', () => {
  const corpus = new Corpus(new GlossDatabase('same'))
  beforeAll(() =>
    storeBatch(corpus.db, {
      papers: [
        paperOf({ ids: [A], title: TITLE, seen: 1 }),
        paperOf({ ids: ['title:windthatisknownbyname'], title: 'Wind that is known by name', seen: 1 }),
      ],
    }),
  )
  afterAll(() => corpus.db.delete())
  const wind: PaperMention = { ids: [], title: 'Wind that is known by name' }
  const acl: PaperMention = { ids: ['acl:P18-1001'], title: TITLE }

  test.each<[what: string, mention: PaperMention, notSame: readonly string[], found: string | undefined]>([
    ['a paper by identifier', { ids: [A], title: TITLE }, [], 'id'],
    ['whatever was said of its title', { ids: [A], title: TITLE }, [`${A} ${A}`], 'id'],
    ['a paper by title', acl, [], 'title'],
    ['not one that the reader said is another', acl, [`acl:P18-1001 ${A}`], undefined],
    ['but one that only others are not', acl, [`acl:P18-1002 ${A}`], 'title'],
    [
      'by title also where the title serves as identifier',
      { ids: ['title:windthatisknownbyname'] },
      [],
      'title',
    ],
    [
      'which the reader may have said is another',
      { ids: ['title:windthatisknownbyname'] },
      corrected([], wind, 'title:windthatisknownbyname', false),
      undefined,
    ],
    [
      'nothing that is not there',
      { ids: ['arxiv:2602.00009'], title: 'Tides that learn to turn' },
      [],
      undefined,
    ],
  ])('finds %s', async (_, mention, notSame, found) => {
    expect((await findFor(corpus, mention, notSame))?.by).toBe(found)
  })
})
