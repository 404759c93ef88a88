// @vitest-environment jsdom
import 'fake-indexeddb/auto'
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CiteDialog } from '@/entrypoints/app/library/cite-dialog'
import { EntryDetails } from '@/entrypoints/app/library/details'
import { ZoteroSend } from '@/entrypoints/app/library/zotero-send'
import { GlossDatabase } from '@/lib/corpus/database'
import type { ListRow } from '@/lib/entries/list-row'
import { editEntries } from '@/lib/library/edit'
import { zoteroOrigin } from '@/lib/library/zotero'
import { corpus } from '@/lib/pages/context'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { startZotero, type ZoteroServer, type ZoteroState } from '../library/zotero-server'

const state = vi.hoisted(() => ({
  settings: {} as Record<string, unknown>,
  asked: [] as unknown[],
  allowed: true,
}))
vi.mock('@/lib/pages/context', () => ({ corpus: { db: undefined } }))
vi.mock('wxt/browser', () => ({
  browser: {
    storage: {
      local: {
        get: async () => ({ settings: state.settings }),
        set: async (stored: { settings: Record<string, unknown> }) => {
          state.settings = stored.settings
        },
      },
    },
    runtime: { sendMessage: async () => undefined },
    tabs: { query: async () => [] },
    permissions: {
      request: async (what: unknown) => {
        state.asked.push(what)
        return state.allowed
      },
    },
  },
}))

const PREPRINT = 'arxiv:2401.00001'
const PUBLISHED = 'doi:10.1000/1'
const realFetch = fetch
const AUTHORS = Array.from({ length: 600 }, (_, i) => `Author ${i}`)

let container: HTMLElement
let databases = 0
const say = vi.fn()
const onClose = vi.fn()
const db = () => corpus.db

beforeEach(async () => {
  document.documentElement.lang = 'en'
  document.title = 'Library'
  container = document.body.appendChild(document.createElement('main'))
  databases += 1
  Object.assign(corpus, { db: new GlossDatabase(`details-${databases}`) })
  Object.assign(state, { settings: {}, asked: [], allowed: true })
  // jsdom knows no modal dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false
  }
  await save(PREPRINT, { title: 'Glow in the $\\alpha$ dark', authors: AUTHORS })
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.clearAllMocks()
  vi.unstubAllGlobals()
})

async function save(id: PaperId, what: { title: string; authors?: readonly string[] }): Promise<void> {
  const paper = paperOf({ ids: [id], seen: 1, abstract: 'We glow. It works.', ...what })
  if (!paper) throw new Error('No paper')
  const set = { from: 'arxiv.org', saved: Date.UTC(2026, 7, 17, 12) }
  await editEntries(db(), [{ ids: [id], paper, set }], { now: 1 })
}
async function rowOf(id: PaperId = PREPRINT): Promise<ListRow> {
  const row = await db().library.where('ids').equals(id).first()
  if (!row) throw new Error(`${id} is not on the list`)
  return row
}
const settled = () => act(() => new Promise<void>(resolve => setTimeout(resolve, 20)))
async function show(row?: ListRow): Promise<void> {
  const shown = row ?? (await rowOf())
  act(() =>
    render(
      <div class="g">
        <EntryDetails row={shown} allTags={['to cite', 'glow']} say={say} onClose={onClose} />
      </div>,
      container,
    ),
  )
  await settled()
}
function named<E extends HTMLElement>(selector: string, name: string): E {
  const found = [...container.querySelectorAll<E>(selector)].find(
    element => (element.getAttribute('aria-label') ?? element.textContent?.trim()) === name,
  )
  if (!found) throw new Error(`There is no ${selector} “${name}”`)
  return found
}
async function click(name: string): Promise<void> {
  act(() => named('button', name).click())
  await settled()
}
async function choose(name: string): Promise<void> {
  const label = [...container.querySelectorAll('label')].find(({ textContent }) => textContent === name)
  act(() => label?.querySelector('input')?.click())
  await settled()
}
function write(text: string): HTMLTextAreaElement {
  const field = container.querySelector('textarea')
  if (!field) throw new Error('There is no field')
  field.value = text
  act(() => void field.dispatchEvent(new InputEvent('input', { bubbles: true })))
  return field
}
const blur = async (field: HTMLElement) => {
  act(() => void field.dispatchEvent(new FocusEvent('blur')))
  await settled()
}
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

describe('the details of a paper', () => {
  test('say what it is, where it came from, and name all 600 authors when asked', async () => {
    await show()
    expect(container.querySelector('h2')?.textContent).toBe('Glow in the α dark')
    expect(container.querySelector<HTMLAnchorElement>('h2 a')?.href).toBe('https://arxiv.org/abs/2401.00001')
    expect(container.textContent).toContain('2024 · arXiv')
    expect(container.textContent).toContain('Saved 17 Aug 2026 from arxiv.org')
    expect(container.textContent).toContain('We glow. It works.')
    expect(container.textContent).not.toContain('Author 599')
    await click('and 599 others')
    expect(container.textContent).toContain('Author 599')
    expect(await faults()).toEqual([])
  })

  test('change what the reader says of it', async () => {
    await show()
    await choose('Done')
    await choose('High')
    act(() => named('input', '4 stars').click())
    await settled()
    const tags = container.querySelector<HTMLInputElement>('[role=combobox]')
    if (tags) tags.value = 'Glow, new,'
    act(() => void tags?.dispatchEvent(new InputEvent('input', { bubbles: true })))
    await settled()
    expect(await rowOf()).toMatchObject({ state: 'done', priority: 3, rating: 4, tags: ['glow', 'new'] })
    expect((await rowOf()).read).toBeTypeOf('number')
    await show(await rowOf())
    const read = container.querySelector<HTMLInputElement>('input[type=date]')
    if (read) read.value = '2026-02-03'
    act(() => void read?.dispatchEvent(new Event('change', { bubbles: true })))
    await click('Remove tag new')
    const { read: at = 0, tags: left } = await rowOf()
    expect([new Date(at).toDateString(), left]).toEqual(['Tue Feb 03 2026', ['glow']])
    await click('Remove')
    expect(await db().library.count()).toBe(0)
  })

  test('take the keys 1 to 4 for the state, but not in a text field', async () => {
    await show()
    const press = (target: Element | null) =>
      act(() => void target?.dispatchEvent(new KeyboardEvent('keydown', { key: '2', bubbles: true })))
    press(container.querySelector('textarea'))
    await settled()
    expect((await rowOf()).state).toBe('to-read')
    press(container.querySelector('h2 a'))
    await settled()
    expect((await rowOf()).state).toBe('reading')
  })

  test('say that a change failed, and go on showing what holds', async () => {
    await show()
    vi.spyOn(db(), 'transaction').mockRejectedValueOnce(new Error('No more room'))
    await choose('Done')
    expect(say).toHaveBeenCalledWith(expect.stringContaining('No more room'))
    expect(container.querySelector<HTMLInputElement>('[name=entry-state]:checked')?.value).toBe('to-read')
  })

  test('take papers apart that the reader merged', async () => {
    await save(PUBLISHED, { title: 'Glow, published' })
    await editEntries(db(), [{ ids: [PUBLISHED], set: { into: PREPRINT } }], { now: 2 })
    await show()
    expect(await faults()).toEqual([])
    await click('Separate: Glow, published')
    expect((await db().library.toArray()).map(({ ids }) => ids)).toEqual([[PREPRINT], [PUBLISHED]])
  })
})

describe('the note', () => {
  test('is written when the field is left, and before another paper is shown', async () => {
    await save(PUBLISHED, { title: 'Another' })
    await show()
    await blur(write('first'))
    expect((await rowOf()).notes).toEqual(['first'])
    write('second')
    await show(await rowOf(PUBLISHED))
    expect(container.querySelector('textarea')?.value).toBe('')
    expect((await rowOf()).notes).toEqual(['second'])
    expect((await rowOf(PUBLISHED)).notes).toEqual([])
    write('third')
    act(() => render(null, container))
    await settled()
    expect((await rowOf(PUBLISHED)).notes).toEqual(['third'])
  })

  test('is shown as it was meant, and written by its button', async () => {
    await editEntries(db(), [{ ids: [PREPRINT], note: '**bold** <b>' }], { now: 2 })
    await show()
    await vi.waitFor(() => expect(container.querySelector('.markdown strong')?.textContent).toBe('bold'))
    expect(container.querySelector('.markdown')?.textContent).toContain('<b>')
    expect(container.querySelector('textarea')).toBeNull()
    expect(await faults()).toEqual([])
    await click('Write the note')
    expect(document.activeElement).toBe(container.querySelector('textarea'))
  })

  test('of two devices says so, and is one as soon as it is changed', async () => {
    const row = { ...(await rowOf()), notes: ['here', 'there'] }
    await editEntries(db(), [{ ids: [PREPRINT], note: 'here\n\n---\n\nthere' }], { now: 2 })
    await show(row)
    expect(container.textContent).toContain('written on two devices at once; both are kept')
    await click('Write the note')
    await blur(write('here and there'))
    expect((await rowOf()).notes).toEqual(['here and there'])
    expect(container.textContent).not.toContain('two devices')
  })

  test('that could not be written stays in the field, says so, and is there again later', async () => {
    const row = await rowOf()
    await show(row)
    const failing = vi
      .spyOn(db(), 'transaction')
      .mockRejectedValue(new DOMException('', 'QuotaExceededError'))
    await blur(write('dear'))
    expect(container.querySelector('[role=alert]')?.textContent).toMatch(
      /not written down\. The disk is full/,
    )
    act(() => render(null, container))
    await settled()
    failing.mockRestore()
    await show(row)
    const field = container.querySelector('textarea')
    expect(field?.value).toBe('dear')
    if (field) await blur(field)
    expect((await rowOf()).notes).toEqual(['dear'])
    expect(container.querySelector('[role=alert]')).toBeNull()
  })
})

describe('citing', () => {
  async function cite(rows: readonly ListRow[]): Promise<void> {
    act(() => render(<CiteDialog rows={rows} say={say} onClose={onClose} />, container))
    await vi.waitFor(() => expect(preview()).not.toBe(''))
  }
  const preview = () => container.querySelector('.cite-preview')?.textContent ?? ''
  async function format(id: string): Promise<void> {
    const select = container.querySelector('select')
    if (select) select.value = id
    act(() => void select?.dispatchEvent(new Event('change', { bubbles: true })))
    await vi.waitFor(() => expect(preview()).not.toBe(''))
  }

  test('shows, copies, and remembers how', async () => {
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    await cite([await rowOf()])
    expect(preview()).toMatch(/^@\w+\{/)
    expect(await faults()).toEqual([])
    await format('ris')
    expect(preview()).toMatch(/^TY {2}- /)
    await click('Copy')
    expect(writeText).toHaveBeenCalledExactlyOnceWith(preview())
    expect(say).toHaveBeenCalledWith('Copied 1 paper as RIS')
    expect(onClose).toHaveBeenCalledTimes(1)
    expect(state.settings.citeFormat).toBe('ris')
    act(() => render(null, container))
    await cite([await rowOf()])
    expect(container.querySelector('select')?.value).toBe('ris')
  })

  test('says where the browser does not let it copy, and keeps the dialog', async () => {
    vi.stubGlobal('navigator', { clipboard: { writeText: async () => Promise.reject(new Error('no')) } })
    await cite([await rowOf()])
    await click('Copy')
    expect(container.querySelector('[role=alert]')?.textContent).toMatch(/did not let Gloss copy.*Download/)
    expect(onClose).not.toHaveBeenCalled()
  })

  test('of many papers shows the first, and hands over all', async () => {
    const writeText = vi.fn(async (_: string) => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    for (let i = 10; i < 40; i++) await save(`arxiv:2402.000${i}`, { title: `Paper number ${i}` })
    await cite(await db().library.toArray())
    await format('markdown-note')
    expect(container.textContent).toContain('The first 20 of 31 papers are shown. All go into one file')
    const count = (text: string | undefined) => text?.match(/^## /gm)?.length
    expect(count(preview())).toBe(20)
    await click('Copy')
    expect(count(writeText.mock.calls[0]?.[0])).toBe(31)
  })
})

describe('sending to Zotero', () => {
  let server: ZoteroServer | undefined
  afterEach(async () => {
    await server?.close()
    server = undefined
  })
  async function open(how: ZoteroState): Promise<void> {
    server = await startZotero(how)
    const { origin } = server
    // Node's fetch does not take jsdom's signals.
    vi.stubGlobal('fetch', (url: string, { signal: _, ...rest }: RequestInit) =>
      realFetch(url.replace(zoteroOrigin, origin), rest),
    )
    const rows = await db().library.toArray()
    act(() => render(<ZoteroSend rows={rows} say={say} onClose={onClose} />, container))
  }
  const alert = () => container.querySelector('[role=alert]')?.textContent ?? ''

  test('asks nobody before the click, then the browser, then Zotero, and says where it went', async () => {
    await open({ collection: 'Glow' })
    expect(await faults()).toEqual([])
    expect([state.asked, server?.requests]).toEqual([[], []])
    await click('Send')
    await vi.waitFor(() => expect(say).toHaveBeenCalledWith('Sent 1 paper to “Glow” in Zotero'))
    expect(state.asked).toEqual([{ origins: ['http://127.0.0.1/*'] }])
    expect(server?.saved).toHaveLength(1)
    expect(onClose).toHaveBeenCalledTimes(1)
  })

  test('sends nothing where the reader does not allow it', async () => {
    state.allowed = false
    await open({})
    await click('Send')
    expect(alert()).toMatch(/not allowed to speak to Zotero, so nothing was sent/)
    expect(server?.requests).toEqual([])
  })

  test('goes on where it broke off', async () => {
    for (let i = 10; i < 70; i++) await save(`arxiv:2402.000${i}`, { title: `Paper number ${i}` })
    let broken = true
    await open({
      trouble: (path, count) => (broken && /saveItems/.test(path) && count === 2 ? 500 : undefined),
    })
    await click('Send')
    await vi.waitFor(() => expect(alert()).not.toBe(''))
    broken = false
    expect(container.textContent).toContain('50 of 61 papers are in Zotero')
    await click('Send the other 11')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledTimes(1))
    expect(server?.saved).toHaveLength(61)
  })
})
