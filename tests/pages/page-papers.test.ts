import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ListState } from '@/lib/entries/entry'
import type { BadgeNote, PaperMention } from '@/lib/messaging/protocol'
import { pagePaper, type Saving, saveAll, unsaveAll } from '@/lib/pages/page-papers'
import { fromTitle, type PaperId } from '@/lib/papers/identifier'

const sent = vi.hoisted(() => ({ requests: [] as unknown[], full: '', undo: {} as object }))
vi.mock('@/lib/pages/context', () => ({ corpus: {}, ready: Promise.resolve() }))
vi.mock('@/lib/library/undo', () => ({ undoState: async () => sent.undo }))
vi.mock('@/lib/pages/library-actions', () => ({ undoList: async () => sent.requests.push('undo') }))
vi.mock('@/lib/messaging/client', () => ({
  ask: async (_type: string, request: { paper: PaperMention; saved: boolean }) => {
    if (request.paper.title === sent.full) throw new Error('The disk is full.')
    sent.requests.push(request)
    return { saved: request.saved }
  },
}))
beforeEach(() => {
  sent.requests = []
  sent.full = ''
  sent.undo = {}
})

const LANTERNS: PaperMention = { ids: ['arxiv:2401.00001'], title: 'Lanterns at Sea, and Other Lights' }
const GULLS: PaperMention = { ids: [], title: 'Gulls Are Not Lighthouses in Any Way' }
const badge = (more: Partial<BadgeNote> = {}): BadgeNote => ({
  ids: ['arxiv:2401.00001'],
  by: 'id',
  saved: false,
  seen: false,
  skipped: false,
  ...more,
})
const list = (...ids: (PaperId | null)[]) => new Map(ids.flatMap(id => (id ? [[id, 'done' as const]] : [])))

describe('A row of a page', () => {
  test.each<
    [PaperMention, BadgeNote | null, ReadonlyMap<PaperId, ListState> | undefined, boolean, why: string]
  >([
    [LANTERNS, null, list('arxiv:2401.00001'), true, 'by its identifier'],
    [LANTERNS, badge({ saved: true }), list(), false, 'the list is newer than the badge'],
    [LANTERNS, badge({ saved: true }), undefined, true, 'the badge, before the list is read'],
    [LANTERNS, null, undefined, false, 'nothing is known yet'],
    [
      GULLS,
      badge({ ids: ['doi:10.1000/gulls'], by: 'title' }),
      list('doi:10.1000/gulls'),
      true,
      'by its match',
    ],
    [GULLS, null, list(fromTitle(GULLS.title ?? '')), true, 'by its title, where nothing else names it'],
    [GULLS, null, list('arxiv:2401.00001'), false, 'another paper is on the list'],
    [
      LANTERNS,
      null,
      list(fromTitle(LANTERNS.title ?? '')),
      false,
      'what is on the list by this title alone is another paper: no digest knows both as one',
    ],
  ])('%# is on the list or not', (mention, note, saved, expected) => {
    const { saved: isSaved, state } = pagePaper(mention, note, saved)
    expect([isSaved, state]).toEqual([expected, expected && saved ? 'done' : undefined])
  })

  test('says what Gloss knows of it, and is named by its identifier for want of a title', () => {
    expect(pagePaper({ ids: ['arxiv:2401.00001'] }, badge({ upvotes: 12 }), undefined)).toEqual({
      key: 'arxiv:2401.00001',
      mention: { ids: ['arxiv:2401.00001'] },
      title: '2401.00001',
      upvotes: 12,
      saved: false,
      known: 'arxiv:2401.00001',
    })
    expect(pagePaper(GULLS, null, undefined)).not.toHaveProperty('known')
    expect(pagePaper({ ids: [], title: 'On $\\beta$-Decay' }, null, undefined).title).toBe('On β-Decay')
  })
})

describe('Saving many papers', () => {
  test('goes one after the other, and says how many are done', async () => {
    const done: number[] = []
    const came = await saveAll([LANTERNS, GULLS], 'reading', count => done.push(count))
    expect(came).toEqual({
      act: came.act,
      saved: [LANTERNS, GULLS],
      failed: 0,
    })
    expect(sent.requests).toEqual([
      { paper: LANTERNS, saved: true, state: 'reading', act: { id: came.act, papers: 2 } },
      { paper: GULLS, saved: true, state: 'reading', act: { id: came.act, papers: 2 } },
    ])
    expect(done).toEqual([1, 2])
  })

  test('goes on where one cannot be saved, and says why', async () => {
    sent.full = LANTERNS.title ?? ''
    expect(await saveAll([LANTERNS, GULLS], 'to-read', () => undefined)).toEqual({
      act: expect.any(String),
      saved: [GULLS],
      failed: 1,
      problem: 'The disk is full.',
    })
  })

  const saving = (papers: readonly PaperMention[]): Saving => ({ act: 'a', saved: papers, failed: 0 })
  test.each<[string, Saving, undo: object, requests: readonly unknown[], said: string]>([
    [
      'as the act it was',
      saving([LANTERNS, GULLS]),
      { undo: { act: 'a' } },
      ['undo'],
      '2 papers off the list again',
    ],
    [
      'one by one where another act came after it',
      saving([LANTERNS]),
      { undo: { act: 'b' } },
      [{ paper: LANTERNS, saved: false }],
      '1 paper off the list again',
    ],
    [
      'one by one where it is long: not all of its steps may be there any more',
      saving(Array.from({ length: 101 }, () => GULLS)),
      { undo: { act: 'a' } },
      Array.from({ length: 101 }, () => ({ paper: GULLS, saved: false })),
      '101 papers off the list again',
    ],
  ])('is undone %s', async (_, saved, undo, requests, said) => {
    sent.undo = undo
    expect(await unsaveAll(saved)).toBe(said)
    expect(sent.requests).toEqual(requests)
  })
})
