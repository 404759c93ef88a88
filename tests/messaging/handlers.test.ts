import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { Corpus } from '@/lib/corpus/corpus'
import { GlossDatabase } from '@/lib/corpus/database'
import { storeBatch } from '@/lib/corpus/store'
import type { Answer, MessageType, PaperMention, Reply, Request } from '@/lib/messaging/protocol'
import type { Sender } from '@/lib/messaging/requests'
import type { SenderTab } from '@/lib/messaging/toolbar'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { readShippedFile } from '../models'

/** What the code finds when it is loaded; filled before each test. */
const chrome = vi.hoisted(() => {
  const empty = {}
  vi.stubGlobal('chrome', empty)
  return empty
})

vi.mock('@/lib/extension', async original => ({
  ...(await original<typeof import('@/lib/extension')>()),
  readShipped: (file: string) => readShippedFile(file),
}))

type Listener = (message: unknown, sender: Sender & SenderTab, respond: (reply: unknown) => void) => boolean

const OWN = 'chrome-extension://gloss/'
const TITLE = 'Lanterns that glow at night'
const A = 'arxiv:2602.00001'
const PAGE: Sender & SenderTab = {
  id: 'gloss',
  url: 'https://aclanthology.org/P18-1001',
  origin: 'https://aclanthology.org',
  tab: { id: 7 },
  frameId: 0,
}
const POPUP: Sender = { id: 'gloss', url: `${OWN}popup.html`, origin: 'chrome-extension://gloss' }

let count = 0
let corpus: Corpus
let listener: Listener
let handleMessages: (open: () => Promise<Corpus>) => void
const badges: unknown[] = []
const announced: unknown[] = []

beforeEach(async () => {
  fakeBrowser.reset()
  badges.length = announced.length = 0
  const action = { setBadgeText: async (said: { text: string }) => badges.push(said.text) }
  const quiet = async () => undefined
  Object.assign(chrome, {
    ...fakeBrowser,
    runtime: {
      id: 'gloss',
      getURL: (path: string) => `chrome-extension://gloss${path}`,
      onMessage: { addListener: (given: Listener) => (listener = given) },
      sendMessage: async (message: unknown) => announced.push(message),
    },
    tabs: { query: async () => [] },
    action: { ...action, setTitle: quiet, setBadgeBackgroundColor: quiet, setBadgeTextColor: quiet },
  })
  corpus = new Corpus(new GlossDatabase(`handlers-${++count}`))
  await storeBatch(corpus.db, {
    papers: [
      paperOf({
        ids: [A],
        title: TITLE,
        listings: [{ digest: 'hf', day: '2026-02-26', upvotes: 128, seen: 1 }],
        seen: 1,
      }),
    ],
  })
  vi.resetModules()
  handleMessages = (await import('@/lib/messaging/handlers')).handleMessages
  handleMessages(async () => corpus)
})
afterEach(async () => {
  await corpus.db.delete()
})

/** Sends a request as it arrives; undefined where nobody answers. */
function send<T extends MessageType>(
  type: T,
  request: Omit<Request<T>, 'type'>,
  sender: Sender & SenderTab = PAGE,
): Promise<Reply<T> | undefined> {
  return new Promise(resolve => {
    const answers = listener(structuredClone({ ...request, type }), sender, reply =>
      resolve(reply as Reply<T>),
    )
    if (!answers) resolve(undefined)
  })
}

async function answer<T extends MessageType>(
  type: T,
  request: Omit<Request<T>, 'type'>,
  sender?: Sender & SenderTab,
): Promise<Answer<T>> {
  const reply = await send(type, request, sender)
  if (!reply?.ok) throw new Error(reply?.message ?? 'Nobody answered')
  return reply.answer
}

describe('a content script', () => {
  const forbidden: readonly { readonly type: string; readonly [key: string]: unknown }[] = [
    { type: 'wipe' },
    { type: 'mend' },
    { type: 'sync' },
    { type: 'preview', typed: 'https://lab.example/feed.xml' },
    { type: 'follow', kind: 'feed', url: 'https://lab.example/feed.xml', title: 'Lab' },
    { type: 'change-digest', digest: 'hf', paused: true },
    { type: 'order-digests', digests: ['hf'] },
    { type: 'remove-digest', digest: 'hf', papers: 'remove' },
  ]

  test.each(forbidden)('is not answered when it asks for $type, and nothing happens', async request => {
    const before = await corpus.db.digests.toArray()
    const respond = vi.fn()
    expect(listener(request, PAGE, respond)).toBe(false)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(respond).not.toHaveBeenCalled()
    expect(await corpus.db.digests.toArray()).toEqual(before)
    expect(await corpus.db.papers.count()).toBe(1)
  })

  test('nor is another extension, whatever it asks for', () => {
    const respond = vi.fn()
    expect(listener({ type: 'annotate', paper: { ids: [A] } }, { ...POPUP, id: 'another' }, respond)).toBe(
      false,
    )
  })
})

describe('badges', () => {
  test('are answered for each row, and counted on the button', async () => {
    const papers: PaperMention[] = [{ ids: ['arxiv:2602.00009'] }, { ids: [A] }, { ids: [], title: TITLE }]
    const answered = await answer('badges', { papers })
    expect(answered.badges.map(badge => badge?.by)).toEqual([undefined, 'id', 'title'])
    expect(badges).toEqual(['1'])
  })
})

describe('annotate', () => {
  test('shows the paper on the button of its tab, and on none for Gloss’s own pages', async () => {
    const paper: PaperMention = { ids: [A] }
    const own = await answer('annotate', { paper }, { ...POPUP, tab: { id: 8 } })
    expect(own.known).toEqual({ id: A, title: TITLE, by: 'id' })
    expect(badges).toEqual([])
    await answer('annotate', { paper })
    expect(badges).toEqual(['128'])
  })
})

describe('a page that shows no paper any more', () => {
  const gone = { type: 'page-changed', empty: true }
  const hear = async (message: unknown, sender: Sender & SenderTab) => {
    expect(listener(message, sender, () => undefined)).toBe(false)
    await new Promise(resolve => setTimeout(resolve))
  }

  test('takes what was said of it off the button', async () => {
    await answer('annotate', { paper: { ids: [A] } })
    await hear(gone, PAGE)
    expect(badges).toEqual(['128', ''])
  })

  test.each<[what: string, message: unknown, sender: Sender & SenderTab]>([
    ['a page that merely changes', { type: 'page-changed' }, PAGE],
    ['a page of Gloss’s own', gone, { ...POPUP, tab: { id: 7 } }],
    ['another extension', gone, { ...PAGE, id: 'another' }],
    ['a frame', gone, { ...PAGE, frameId: 2 }],
  ])('%s does not', async (_, message, sender) => {
    await answer('annotate', { paper: { ids: [A] } })
    await hear(message, sender)
    expect(badges).toEqual(['128'])
  })
})

describe('wake', () => {
  test('is answered at once, and makes ready', async () => {
    const index = vi.spyOn(corpus, 'index')
    expect(await answer('wake', { ids: [A] })).toEqual({ awake: true })
    await vi.waitFor(() => expect(index).toHaveBeenCalled())
  })

  test('is answered also where the database cannot be opened', async () => {
    handleMessages(async () => {
      throw new Error('damaged')
    })
    expect(await answer('wake', { ids: [A] })).toEqual({ awake: true })
  })
})

describe('the reader’s word that a paper is not the one of the same title', () => {
  const paper: PaperMention = {
    ids: ['acl:P18-1001'],
    title: TITLE,
    page: 'aclanthology P18-1001',
    authors: ['Ada E.'],
  }
  const other: PaperId = A
  const known = async () => ({
    note: (await answer('annotate', { paper })).known?.id,
    badge: (await answer('badges', { papers: [paper] })).badges[0]?.ids[0],
  })

  test('is kept, holds for notes and badges, and is taken back', async () => {
    expect(await known()).toEqual({ note: A, badge: A })
    expect(await answer('not-same', { paper, other, same: false })).toEqual({ noted: true })
    const { readSettings } = await import('@/lib/settings')
    expect((await readSettings()).notSame).toEqual([`aclanthology P18-1001 ${A}`])
    expect(await known()).toEqual({ note: undefined, badge: undefined })
    await answer('not-same', { paper, other, same: true })
    expect((await readSettings()).notSame).toEqual([])
    expect(await known()).toEqual({ note: A, badge: A })
  })

  test('holds for what is saved, which stays apart, and is taken off the list again', async () => {
    await answer('not-same', { paper, other, same: false })
    expect(await answer('save', { paper, saved: true })).toEqual({ saved: true })
    expect((await corpus.db.library.toArray()).map(({ ids }) => ids)).toEqual([['acl:P18-1001']])
    expect((await corpus.db.papers.toArray()).map(({ ids }) => ids)).toEqual([[A]])
    expect((await answer('annotate', { paper })).saved).toBe(true)
    expect((await answer('annotate', { paper: { ids: [A] } })).saved).toBe(false)
    expect((await answer('badges', { papers: [paper] })).badges[0]).toMatchObject({ saved: true })
    await answer('save', { paper, saved: false })
    expect(await corpus.db.library.count()).toBe(0)
    expect(announced).toEqual([
      { type: 'library-changed', ids: ['acl:P18-1001'], saved: true },
      { type: 'library-changed', ids: ['acl:P18-1001'], saved: false },
    ])
  })

  test('holds for what is noted and for what is cited', async () => {
    const cite = async () => (await answer('cite', { paper, format: 'bibtex' })).text
    expect(await cite()).toContain('2602.00001')
    await answer('not-same', { paper, other, same: false })
    expect(await cite()).not.toContain('2602.00001')
    await answer('signal', { paper, kind: 'skipped' })
    expect((await corpus.db.signals.toArray()).map(({ id, ids }) => ({ id, ids }))).toEqual([
      { id: 'acl:P18-1001', ids: ['acl:P18-1001'] },
    ])
  })
})

describe('a paper without identifiers', () => {
  const paper: PaperMention = {
    ids: [],
    title: 'Harbours that wait for their ships',
    published: '2024-05-06',
  }
  const key = 'title:harboursthatwaitfortheirships'

  test('is saved, noted and cited by its title', async () => {
    await answer('save', { paper, saved: true })
    expect((await corpus.db.library.toArray()).map(({ id }) => id)).toEqual([key])
    await answer('signal', { paper, kind: 'skipped' })
    expect((await corpus.db.signals.toArray()).map(({ id }) => id)).toEqual([key])
    expect((await answer('annotate', { paper })).saved).toBe(true)
    expect((await answer('cite', { paper, format: 'bibtex' })).text).toMatch(/year\s*=\s*\{?2024/)
    await answer('save', { paper, saved: false })
    expect(await corpus.db.library.count()).toBe(0)
  })

  test('is told of by the name that its page and its badge know', async () => {
    const before = (await answer('annotate', { paper })).ids
    expect((await answer('badges', { papers: [paper] })).badges).toEqual([null])
    await answer('save', { paper, saved: true })
    expect(announced).toEqual([{ type: 'library-changed', ids: [key], saved: true }])
    expect(before).toEqual([key])
    const [badge] = (await answer('badges', { papers: [paper] })).badges
    expect(badge).toMatchObject({ ids: [key], saved: true })
    // As the panel asks: with the names that it was told.
    await answer('save', { paper: { ...paper, ids: before }, saved: false })
    expect(announced[1]).toEqual({ type: 'library-changed', ids: [key], saved: false })
    expect(await corpus.db.library.count()).toBe(0)
  })

  test.each<[what: string, paper: PaperMention, why: RegExp]>([
    ['whose title is too short', { ids: [], title: 'Lamps' }, /too short.*DOI or arXiv number/],
    ['that has no title, only a number', { ids: ['arxiv:2602.00009'] }, /no title.*abstract page/],
  ])('is not saved, and why is said: %s', async (_, paper, why) => {
    const reply = await send('save', { paper, saved: true })
    expect(reply).toEqual({ ok: false, message: expect.stringMatching(why) })
    expect(await corpus.db.library.count()).toBe(0)
  })

  test('and with a title that is too short is not noted', async () => {
    expect(await answer('signal', { paper: { ids: [], title: 'Lamps' }, kind: 'read' })).toEqual({
      noted: false,
    })
    expect(await corpus.db.signals.count()).toBe(0)
  })
})
