import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { BadgeNote, PaperMention } from '@/lib/messaging/protocol'
import { pagePaper, saveAll } from '@/lib/pages/page-papers'
import { fromTitle, type PaperId } from '@/lib/papers/identifier'

const sent = vi.hoisted(() => ({ requests: [] as { paper: PaperMention; saved: boolean }[], full: '' }))
vi.mock('@/lib/pages/context', () => ({ corpus: {}, ready: Promise.resolve() }))
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
const list = (...ids: (PaperId | null)[]) => new Set(ids.flatMap(id => id ?? []))

describe('A row of a page', () => {
  test.each<[PaperMention, BadgeNote | null, ReadonlySet<PaperId> | undefined, boolean, why: string]>([
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
    expect(pagePaper(mention, note, saved).saved).toBe(expected)
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
    expect(await saveAll([LANTERNS, GULLS], true, count => done.push(count))).toEqual({
      saved: [LANTERNS, GULLS],
      failed: 0,
    })
    expect(sent.requests).toEqual([
      { paper: LANTERNS, saved: true },
      { paper: GULLS, saved: true },
    ])
    expect(done).toEqual([1, 2])
  })

  test('goes on where one cannot be saved, and says why', async () => {
    sent.full = LANTERNS.title ?? ''
    expect(await saveAll([LANTERNS, GULLS], true, () => undefined)).toEqual({
      saved: [GULLS],
      failed: 1,
      problem: 'The disk is full.',
    })
  })
})
