import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BadgeNote, Note } from '@/lib/messaging/protocol'
import type { PaperId } from '@/lib/papers/identifier'

type Toolbar = typeof import('@/lib/messaging/toolbar')

const TAB = 7
const said = new Map<string, unknown>()
let toolbar: Toolbar

beforeEach(async () => {
  said.clear()
  const keep =
    (what: string) =>
    async ({ tabId, ...rest }: { tabId: number; [key: string]: unknown }) => {
      if (tabId === 404) throw new Error('No tab with id: 404.')
      said.set(`${what} ${tabId}`, Object.values(rest)[0])
    }
  vi.stubGlobal('chrome', {
    runtime: { id: 'gloss' },
    action: {
      getBadgeText: async ({ tabId }: { tabId: number }) => said.get(`text ${tabId}`) ?? '',
      getTitle: async ({ tabId }: { tabId: number }) => said.get(`title ${tabId}`) ?? 'Gloss',
      setBadgeText: keep('text'),
      setTitle: keep('title'),
      setBadgeBackgroundColor: keep('colour'),
      setBadgeTextColor: keep('letters'),
    },
  })
  vi.resetModules()
  toolbar = await import('@/lib/messaging/toolbar')
})

const NOTE: Note = {
  ids: ['arxiv:2602.00001'],
  summary: { text: '', from: 'abstract' },
  topics: [],
  topicsPredicted: false,
  links: [],
  related: null,
  saved: false,
  corpusSize: 1,
}
const upvoted = (upvotes: number): Note => ({
  ...NOTE,
  inDigest: 'id',
  standing: { digest: 'hf', when: 'hf', upvotes },
})
const badge = (n: number): BadgeNote => ({
  ids: [`arxiv:2602.${10_000 + n}` as PaperId],
  by: 'id',
  saved: false,
  seen: false,
  skipped: false,
})
const from = (url = 'https://arxiv.org/abs/2602.00001', id = TAB) => ({ tab: { id }, frameId: 0, url })

describe('the words for a paper', () => {
  test.each<[what: string, note: Note, text: string, title: string]>([
    ['nothing known', NOTE, '', 'Gloss'],
    ['upvotes', upvoted(128), '128', 'Gloss: in your digest, 128 upvotes'],
    ['no upvotes', upvoted(0), '0', 'Gloss: in your digest, 0 upvotes'],
    ['one upvote', upvoted(1), '1', 'Gloss: in your digest, 1 upvote'],
    ['many', upvoted(1249), '1.2k', 'Gloss: in your digest, 1249 upvotes'],
    ['a round number', upvoted(1000), '1k', 'Gloss: in your digest, 1000 upvotes'],
    ['nearly ten thousand', upvoted(9970), '10k', 'Gloss: in your digest, 9970 upvotes'],
    ['very many', upvoted(65_534), '66k', 'Gloss: in your digest, 65534 upvotes'],
    ['a digest without upvotes', { ...NOTE, inDigest: 'title' }, '', 'Gloss: in your digest'],
    ['saved', { ...NOTE, saved: true }, '✓', 'Gloss: on your reading list'],
    ['saved to be read', { ...NOTE, saved: true, state: 'to-read' }, '✓', 'Gloss: on your reading list'],
    [
      'saved, and done with',
      { ...NOTE, saved: true, state: 'done' },
      '✓',
      'Gloss: on your reading list, done',
    ],
    [
      'saved, upvotes',
      { ...upvoted(5), saved: true },
      '5',
      'Gloss: in your digest, 5 upvotes, on your reading list',
    ],
  ])('%s', (_, note, text, title) => {
    expect(toolbar.paperWords(note)).toEqual({ text, title })
  })

  test.each([0, 9, 999, 1000, 9949, 9950, 65_535])('%i takes four characters at most', count => {
    expect(toolbar.rowsWords(count).text.length).toBeLessThanOrEqual(4)
    expect(toolbar.paperWords(upvoted(count)).text.length).toBeLessThanOrEqual(4)
  })
})

test.each<[message: unknown, emptied: boolean]>([
  [{ type: 'page-changed', empty: true }, true],
  [{ type: 'page-changed' }, false],
  [{ type: 'page-changed', empty: 'true' }, false],
  [{ type: 'library-changed', empty: true }, false],
  ['page-changed', false],
  [null, false],
  [undefined, false],
])('%j says that its page shows no paper: %s', (message, emptied) => {
  expect(toolbar.isEmptied(message)).toBe(emptied)
})

describe('the button', () => {
  const text = (tab = TAB) => said.get(`text ${tab}`)
  const settled = () => new Promise(resolve => setTimeout(resolve))

  test('shows a paper in its tab, in Gloss’s colours', async () => {
    toolbar.showPaper(from(), upvoted(128))
    await settled()
    expect(Object.fromEntries(said)).toEqual({
      'text 7': '128',
      'title 7': 'Gloss: in your digest, 128 upvotes',
      'colour 7': '#0b6e62',
      'letters 7': '#ffffff',
    })
  })

  test('counts the papers of a list that are known, each once, also those that come later', async () => {
    const list = from('https://arxiv.org/list/cs.LG/new')
    toolbar.showRows(list, [badge(1), null, badge(2)])
    await settled()
    expect(text()).toBe('2')
    expect(said.get('title 7')).toBe('Gloss: 2 papers on this page that Gloss knows')
    toolbar.showRows({ ...list, url: `${list.url}#item3` }, [badge(2), null, badge(3)])
    await settled()
    expect(text()).toBe('3')
  })

  test('says nothing of a list of which nothing is known', async () => {
    toolbar.showRows(from(), [null, null])
    await settled()
    expect(text()).toBe('')
    expect(said.get('title 7')).toBe('Gloss')
  })

  test('keeps to what the page is: a card does not hide a list, nor references a paper', async () => {
    const list = from('https://arxiv.org/list/cs.LG/new')
    toolbar.showRows(list, [badge(1)])
    toolbar.showPaper(list, upvoted(128))
    const other = from('https://arxiv.org/html/2602.00001', 8)
    toolbar.showPaper(other, upvoted(5))
    toolbar.showRows(other, [badge(1), badge(2)])
    await settled()
    expect([text(7), text(8)]).toEqual(['1', '5'])
  })

  test('follows a page that shows something else without loading', async () => {
    toolbar.showRows(from('https://huggingface.co/papers'), [badge(1)])
    toolbar.showPaper(from('https://huggingface.co/papers/2602.00001'), upvoted(128))
    await settled()
    expect(text()).toBe('128')
    toolbar.showRows(from('https://huggingface.co/papers'), [badge(1), badge(2)])
    await settled()
    expect(text()).toBe('2')
  })

  test('says nothing of a page that shows no paper any more, and of the next again', async () => {
    const page = from('https://openreview.net/forum?id=lamps')
    toolbar.showPaper(page, upvoted(128))
    toolbar.showNothing(page)
    await settled()
    expect([text(), said.get('title 7')]).toEqual(['', 'Gloss'])
    // The same address may come to show a list: what it was before counts for nothing.
    toolbar.showRows(page, [badge(1)])
    await settled()
    expect(text()).toBe('1')
  })

  test('says nothing also where a worker that has ended showed something', async () => {
    toolbar.showNothing(from())
    await settled()
    expect(text()).toBe('')
  })

  test('is left alone by frames and by what has no tab', async () => {
    toolbar.showPaper({ ...from(), frameId: 3 }, upvoted(128))
    toolbar.showPaper({}, upvoted(128))
    toolbar.showRows({}, [badge(1)])
    toolbar.showNothing({ ...from(), frameId: 3 })
    toolbar.showNothing({})
    await settled()
    expect(said.size).toBe(0)
  })

  test('is not missed where the tab was closed', async () => {
    const rejected = vi.fn()
    process.on('unhandledRejection', rejected)
    toolbar.showPaper(from('https://arxiv.org/abs/2602.00001', 404), upvoted(128))
    await settled()
    process.off('unhandledRejection', rejected)
    expect(rejected).not.toHaveBeenCalled()
    expect(said.size).toBe(0)
  })
})

describe('what came of something', () => {
  const now = () => [said.get(`text ${TAB}`), said.get(`title ${TAB}`)]
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is said for a moment, then what was said before', async () => {
    toolbar.showPaper(from(), upvoted(128))
    await vi.advanceTimersByTimeAsync(0)
    const before = now()
    await toolbar.showBriefly(TAB, { text: '✓', title: 'Gloss: saved' })
    expect(now()).toEqual(['✓', 'Gloss: saved'])
    await vi.advanceTimersByTimeAsync(2000)
    await toolbar.showBriefly(TAB, { text: '?', title: 'Gloss: nothing was saved' })
    await vi.advanceTimersByTimeAsync(3000)
    expect(now()).toEqual(['?', 'Gloss: nothing was saved'])
    await vi.advanceTimersByTimeAsync(1000)
    expect(now()).toEqual(before)
  })

  test('gives way to what the tab has come to show meanwhile', async () => {
    await toolbar.showBriefly(TAB, { text: '✓', title: 'Gloss: saved' })
    toolbar.showPaper(from(), upvoted(5))
    await vi.advanceTimersByTimeAsync(1000)
    expect(now()[0]).toBe('✓')
    await vi.advanceTimersByTimeAsync(3000)
    expect(now()).toEqual(['5', 'Gloss: in your digest, 5 upvotes'])
  })

  test('is said nowhere where there is no tab, or it is gone', async () => {
    await toolbar.showBriefly(undefined, { text: '✓', title: 'Gloss: saved' })
    await toolbar.showBriefly(404, { text: '✓', title: 'Gloss: saved' })
    expect(said.size).toBe(0)
  })
})
