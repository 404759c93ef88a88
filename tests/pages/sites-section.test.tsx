// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SitesSection } from '@/entrypoints/app/settings/sites'
import { supportedSites } from '@/lib/pages/supported-sites'
import { parseSettings, type Settings } from '@/lib/settings'
import { sites } from '@/lib/sites/registry'

const state = vi.hoisted(() => ({
  settings: {} as Record<string, unknown>,
  granted: new Set<string>(),
  given: true,
  did: [] as unknown[],
}))
vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} } }))
vi.mock('@/lib/library/device-accounts', () => ({ devicesState: async () => ({ engine: 'off' }) }))
vi.mock('@/lib/corpus/digests', () => ({ followedDigests: async () => [] }))
vi.mock('wxt/browser', () => {
  const event = { addListener: () => undefined, removeListener: () => undefined }
  return {
    browser: {
      storage: {
        local: {
          get: async () => ({ settings: state.settings }),
          set: async (stored: { settings: Record<string, unknown> }) => {
            state.settings = stored.settings
          },
        },
      },
      permissions: {
        onAdded: event,
        onRemoved: event,
        contains: async ({ origins }: { origins: string[] }) => origins.every(one => state.granted.has(one)),
        request: async (what: unknown) => {
          state.did.push(['request', what])
          return state.given
        },
        remove: async (what: unknown) => state.did.push(['remove', what]),
      },
    },
  }
})

let container: HTMLElement
const say = vi.fn()
const change = vi.fn()
beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Settings'
  container = document.body.appendChild(document.createElement('main'))
  Object.assign(state, { settings: {}, granted: new Set(), given: true, did: [] })
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.clearAllMocks()
})

const settled = () => act(() => new Promise<void>(resolve => setTimeout(resolve, 5)))
async function show(settings: Partial<Settings> = {}): Promise<void> {
  const all = { ...parseSettings({}), ...settings }
  await act(() => render(<SitesSection settings={all} change={change} say={say} />, container))
  await settled()
}
const text = () => container.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const button = (name: string) =>
  [...container.querySelectorAll('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
async function click(name: string): Promise<void> {
  act(() => button(name)?.click())
  await settled()
}
const box = (name: string) =>
  [...container.querySelectorAll('label')].find(label => label.textContent === name)?.querySelector('input')
async function add(host: string): Promise<void> {
  const field = container.querySelector<HTMLInputElement>('input.textbox')
  await act(() => {
    if (!field) throw new Error('There is no field')
    field.value = host
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await click('Add')
}

describe('The settings of sites', () => {
  test('name every site once, in order, with what Gloss does there', async () => {
    await show()
    const names = [...container.querySelectorAll('tbody th')].map(cell => cell.textContent)
    expect(names).toEqual(supportedSites.map(({ name }) => name))
    expect(new Set(names)).toEqual(new Set(sites.map(({ name }) => name)))
    expect(names.length).toBe(new Set(names).size)
    expect(names).toEqual([...names].sort((a, b) => (a ?? '').localeCompare(b ?? '', 'en')))
    expect(supportedSites.find(({ name }) => name === 'arXiv')?.does).toMatch(/^Panel on papers/)
  })

  test('turn a site on again that was turned off', async () => {
    await show({ offHosts: ['arxiv.org', 'b.example'] })
    expect(text()).toContain('Off on arxiv.org')
    await click('Turn on')
    expect(change).toHaveBeenCalledWith({ offHosts: ['b.example'] })
  })

  test.each([
    ['everyRow', 'Badge every recognised row', true],
    ['dimSeen', 'Dim papers I have seen', true],
    ['hideSkipped', 'Hide papers I have skipped', true],
    ['markLinks', 'Mark references and links to known papers', false],
  ] as const)('switch %s: %s', async (name, label, on) => {
    await show()
    expect(box(label)?.checked).toBe(!on)
    act(() => box(label)?.click())
    expect(change).toHaveBeenCalledWith({ [name]: on })
  })

  test('say that a page could notice that rows are dimmed or hidden', async () => {
    await show()
    for (const name of ['dimSeen', 'hideSkipped'])
      expect(container.querySelector(`#about-${name}`)?.textContent).toContain('A page could notice')
  })

  test.each([
    ['journal.example', 'journal.example', 'a host'],
    ['https://journal.example/issues/7?x#y', 'journal.example', 'an address'],
    [' journal.example:8443 ', 'journal.example', 'a host with its port'],
  ])('add %j as %s: %s', async (typed, host) => {
    await show()
    await add(typed)
    expect(state.did).toEqual([['request', { origins: [`https://${host}/*`] }]])
    expect(state.settings.allowedHosts).toEqual([host])
    expect(container.querySelector<HTMLInputElement>('input.textbox')?.value).toBe('')
    expect(say).toHaveBeenCalledWith(`Every page of ${host} is annotated from now on`)
  })

  test.each(['journal', 'http://journal.example', 'http://127.0.0.1', 'not a host', 'javascript:alert(1)'])(
    'ask for nothing where %j is typed',
    async typed => {
      await show()
      await add(typed)
      expect(state.did).toEqual([])
      expect(state.settings).toEqual({})
      expect(container.querySelector('[role=alert]')?.textContent).toContain('That is no host')
    },
  )

  test('say so where the reader gives no leave', async () => {
    state.given = false
    await show()
    await add('journal.example')
    expect(container.querySelector('[role=alert]')?.textContent).toContain(
      'was not allowed on journal.example',
    )
    expect(state.settings.allowedHosts).toEqual([])
  })

  test('take a host out, and ask again for one that the browser does not allow any more', async () => {
    state.granted.add('https://a.example/*')
    state.settings = { allowedHosts: ['a.example', 'b.example'] }
    await show({ allowedHosts: ['a.example', 'b.example'] })
    expect(button('Allow on a.example')).toBeUndefined()
    await click('Allow on b.example')
    await click('Remove a.example')
    expect(state.did).toEqual([
      ['request', { origins: ['https://b.example/*'] }],
      ['remove', { origins: ['https://a.example/*'] }],
    ])
    expect(state.settings.allowedHosts).toEqual(['b.example'])
  })

  test('keep corrections until they are cleared', async () => {
    await show()
    expect(text()).toContain('No correction of a match by title is kept.')
    await show({ notSame: ['acl:x arxiv:2401.00001', 'acl:y arxiv:2401.00002'] })
    expect(text()).toContain('“Not the same”: 2 kept')
    await click('Clear')
    expect(change).toHaveBeenCalledWith({ notSame: [] })
  })

  test('are accessible', async () => {
    await show({ offHosts: ['arxiv.org'], allowedHosts: ['a.example'], notSame: ['a b'] })
    act(() => container.querySelector('details')?.setAttribute('open', ''))
    await add('journal')
    expect((await axe.run(container)).violations.map(({ id }) => id)).toEqual([])
  })
})
