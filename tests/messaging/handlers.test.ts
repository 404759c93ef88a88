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
    expect(await answer('save', { paper, saved: true })).toEqual({ saved: true, state: 'to-read' })
    expect((await corpus.db.library.toArray()).map(({ ids }) => ids)).toEqual([['acl:P18-1001']])
    expect((await corpus.db.papers.toArray()).map(({ ids }) => ids)).toEqual([[A]])
    expect((await answer('annotate', { paper })).saved).toBe(true)
    expect((await answer('annotate', { paper: { ids: [A] } })).saved).toBe(false)
    expect((await answer('badges', { papers: [paper] })).badges[0]).toMatchObject({ saved: true })
    await answer('save', { paper, saved: false })
    expect(await corpus.db.library.count()).toBe(0)
    expect(announced).toEqual([
      { type: 'library-changed', ids: ['acl:P18-1001'], saved: true, state: 'to-read' },
      { type: 'library-changed', ids: ['acl:P18-1001'], saved: false },
    ])
  })

  test('holds for what is on the list apart, also where its page is not named', async () => {
    await answer('save', { paper: { ids: [A] }, saved: true })
    await answer('not-same', { paper, other, same: false })
    await answer('save', { paper, saved: true })
    const { page: _, ...elsewhere } = paper
    const states = async () => {
      const rows = await corpus.db.library.orderBy('id').toArray()
      return rows.map(({ ids, state }) => [...ids, state])
    }
    await answer('save', { paper: elsewhere, saved: true, state: 'done' }, POPUP)
    expect(await states()).toEqual([
      ['acl:P18-1001', 'done'],
      [A, 'to-read'],
    ])
    await answer('save', { paper: elsewhere, saved: false }, POPUP)
    expect(await states()).toEqual([[A, 'to-read']])
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

describe('save', () => {
  const row = async () => {
    const [only] = await corpus.db.library.toArray()
    return only && { state: only.state, from: only.from, title: only.title }
  }

  test.each<[string, Sender & SenderTab, from: string | undefined]>([
    ['the host of a page', PAGE, 'aclanthology.org'],
    ['the popup', POPUP, 'popup'],
    ['the side panel', { ...POPUP, url: `${OWN}sidepanel.html#/library` }, 'side panel'],
    ['the app', { ...POPUP, url: `${OWN}app.html?x#/library` }, 'app'],
    ['a page that tells nothing', { id: 'gloss' }, undefined],
  ])('notes where it was: %s', async (_, sender, from) => {
    await answer('save', { paper: { ids: [A] }, saved: true }, sender)
    expect(await row()).toEqual({ state: 'to-read', from, title: TITLE })
  })

  test('takes a state, and keeps it until another is chosen', async () => {
    const paper: PaperMention = { ids: [A] }
    expect(await answer('save', { paper, saved: true, state: 'reading' })).toEqual({
      saved: true,
      state: 'reading',
    })
    expect(await answer('save', { paper, saved: true })).toEqual({ saved: true, state: 'reading' })
    expect((await answer('annotate', { paper })).state).toBe('reading')
    expect((await answer('badges', { papers: [paper] })).badges[0]?.state).toBe('reading')
    await answer('save', { paper, saved: true, state: 'skipped' }, POPUP)
    expect(announced.at(-1)).toEqual({ type: 'library-changed', ids: [A], saved: true, state: 'skipped' })
    // Where it was saved first stays.
    expect(await row()).toEqual({ state: 'skipped', from: 'aclanthology.org', title: TITLE })
  })

  test('of many is one act, which says how many they were', async () => {
    const act = { id: crypto.randomUUID(), papers: 2 }
    for (const id of [A, 'arxiv:2602.00009'] as const)
      await answer('save', { paper: { ids: [id] }, saved: true, act }, POPUP)
    const steps = await corpus.db.undo.toArray()
    expect(steps.map(step => [step.act, step.label])).toEqual([
      [act.id, 'Saved 2 papers'],
      [act.id, 'Saved 2 papers'],
    ])
  })

  test('by a number alone keeps the number, until a page says more', async () => {
    const paper: PaperMention = { ids: ['arxiv:2602.00009'], page: 'arxiv 2602.00009' }
    expect(await answer('save', { paper, saved: true })).toEqual({ saved: true, state: 'to-read' })
    expect((await row())?.title).toBe('arXiv:2602.00009')
    expect(await corpus.db.papers.count()).toBe(1)
    await answer('annotate', { paper: { ...paper, title: 'Ships that pass' } })
    await vi.waitFor(async () => expect((await row())?.title).toBe('Ships that pass'))
    expect(await corpus.db.papers.count()).toBe(2)
  })
})

describe('cite', () => {
  const paper: PaperMention = { ids: [A], authors: ['Ada Example'], published: '2026-02-25' }

  test('writes in the format that was used last, and offers the others', async () => {
    const first = await answer('cite', { paper })
    expect(first.formats.map(({ id }) => id)).toEqual(['bibtex', 'ris', 'markdown-link', 'plain-text'])
    expect(first.text).toMatch(/^@.*Ada/s)
    expect(first.more).toBe(`#/library?cite=${encodeURIComponent(A)}`)
    const ris = await answer('cite', { paper, format: 'ris' })
    expect(ris.text).toMatch(/^TY {2}- /)
    expect(ris.formats.map(({ id }) => id)).toEqual(['ris', 'bibtex', 'markdown-link', 'plain-text'])
    expect(await answer('cite', { paper })).toEqual(ris)
  })

  test.each([
    ['a style that only the app writes', 'apa'],
    ['nothing that is a format', ''],
  ])('writes BibTeX where the last used is %s', async (_, citeFormat) => {
    const { changeSettings } = await import('@/lib/settings')
    await changeSettings(() => ({ citeFormat }))
    expect((await answer('cite', { paper })).formats[0]?.id).toBe('bibtex')
  })

  test('writes what the page says of a paper that Gloss does not know, which the app has nothing of', async () => {
    const unknown: PaperMention = { ids: [], title: 'Lamps', authors: ['Bo Sample'], published: '2024-05-06' }
    const cited = await answer('cite', { paper: unknown })
    expect(cited.text).toMatch(/Sample.*2024/s)
    expect(cited).not.toHaveProperty('more')
  })

  test.each<[PaperMention, string | undefined, RegExp]>([
    [paper, 'word', /does not know that citation format/],
    [{ ids: ['arxiv:2602.00009'] }, undefined, /no title to cite/],
  ])('says why it cannot: %#', async (paper, format, why) => {
    expect(await send('cite', { paper, ...(format && { format }) })).toEqual({
      ok: false,
      message: expect.stringMatching(why),
    })
  })
})

describe('what was visited', () => {
  const paper: PaperMention = { ids: [A], page: 'arxiv 2602.00001' }
  const visited = async () => {
    await new Promise(resolve => setTimeout(resolve, 20))
    return (await corpus.db.visits.toArray()).map(({ id, title }) => ({ id, title }))
  }
  const agree = async () => {
    const { changeSettings } = await import('@/lib/settings')
    await changeSettings(() => ({ history: true }))
  }

  test('is not remembered before the reader agrees', async () => {
    await answer('annotate', { paper })
    expect(await visited()).toEqual([])
  })

  test('is remembered then, and marks the paper in lists', async () => {
    await agree()
    await answer('annotate', { paper })
    expect(await visited()).toEqual([{ id: A, title: TITLE }])
    expect((await answer('badges', { papers: [{ ids: [A] }] })).badges[0]?.seen).toBe(true)
  })

  test.each<[string, PaperMention, Sender & SenderTab]>([
    ['in a private window', paper, { ...PAGE, tab: { id: 7, incognito: true } }],
    ['of which only the card in a list was looked at', { ids: [A] }, PAGE],
    ['that Gloss’s own pages show', paper, { ...POPUP, tab: { id: 7 } }],
  ])('is nothing %s', async (_, mention, sender) => {
    await agree()
    await answer('annotate', { paper: mention }, sender)
    expect(await visited()).toEqual([])
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
    expect(announced).toEqual([{ type: 'library-changed', ids: [key], saved: true, state: 'to-read' }])
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
