// @vitest-environment jsdom
import axe from 'axe-core'
import type { VNode } from 'preact'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DeviceAccount } from '@/components/device-account'
import { DeviceStatus } from '@/components/device-status'
import { RestorePreview } from '@/components/restore-preview'
import { SnapshotTable } from '@/components/snapshot-table'
import type { BackupLook } from '@/lib/library/backup-compare'
import { accountOf } from '@/lib/pages/devices'

vi.mock('@/lib/pages/context', () => ({ corpus: { db: {} } }))
vi.mock('@/lib/pages/permissions', () => ({ giveBackHost: async () => undefined }))
vi.mock('wxt/browser', () => ({ browser: {} }))

const NOW = Date.UTC(2026, 10, 23, 12)
let container: HTMLElement
beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Settings'
  container = document.body.appendChild(document.createElement('main'))
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
})

const show = (node: VNode) => act(() => render(node, container))
const text = () => container.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const button = (name: string) =>
  [...container.querySelectorAll('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
const click = (name: string) => act(() => button(name)?.click())
const input = (label: string) =>
  [...container.querySelectorAll('label')]
    .find(one => one.textContent?.includes(label))
    ?.querySelector('input')
const tick = (label: string) => act(() => input(label)?.click())
const type = (label: string, value: string) =>
  act(() => {
    const field = input(label)
    if (!field) throw new Error(`There is no field ${label}`)
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
const faults = async () => (await axe.run(container)).violations.map(({ id }) => id)

const LOOK: BackupLook = {
  papers: 6,
  fresh: ['A new lamp'],
  same: 2,
  differs: [
    { title: 'A lamp', what: ['state', 'note'], changes: true },
    { title: 'A lantern', what: ['tags'], changes: false },
  ],
  removedSince: ['A candle'],
  goes: [],
  onlyHere: ['A torch', 'A match'],
  digests: ['Glass weekly'],
  digestUrls: ['https://glass.example/feed'],
}

function preview(more: Partial<Parameters<typeof RestorePreview>[0]> = {}) {
  return (
    <RestorePreview
      name="gloss-backup-2026-11-20.json"
      written={NOW}
      look={LOOK}
      came="whole"
      damaged={[]}
      hasSettings
      progress={null}
      problem={null}
      onRestore={() => undefined}
      onClose={() => undefined}
      {...more}
    />
  )
}

describe('the look before a restore', () => {
  test('says what merging does, and asks before papers come back', async () => {
    const onRestore = vi.fn()
    show(preview({ onRestore }))
    expect(text()).toContain('Written on Mon 23 Nov 2026 · 6 papers')
    expect(text()).toContain('Added: 1 paper')
    expect(text()).toContain('A lamp: state, note')
    expect(text()).not.toContain('A lantern')
    expect(text()).toContain('Stay as they are: 3 papers')
    expect(text()).not.toContain('A torch')
    expect(await faults()).toEqual([])
    click('Add to the list')
    tick('Bring back 1 paper')
    tick('Also take over the settings and follow 1 more digest')
    click('Add to the list')
    expect(onRestore.mock.calls).toEqual([
      [{ mode: 'merge', bringBack: false, settings: false }],
      [{ mode: 'merge', bringBack: true, settings: true }],
    ])
  })

  test('says what replacing takes away', async () => {
    const onRestore = vi.fn()
    show(preview({ onRestore }))
    tick('Put it in place of the list')
    expect(text()).toContain('Added: 2 papers')
    expect(text()).toContain('Changed back to what they were: 2 papers')
    expect(text()).toContain('Removed from the list: 2 papers')
    expect(text()).toContain('A torch')
    expect(text()).not.toContain('Bring back')
    expect(await faults()).toEqual([])
    click('Replace the list')
    expect(onRestore).toHaveBeenCalledWith({ mode: 'replace', bringBack: false, settings: false })
  })

  test('of a file that breaks off lets the list not be replaced, and names what is damaged', async () => {
    show(preview({ came: 'cut', damaged: ['Paper 3 (“A lamp”) is damaged.'] }))
    expect(text()).toContain('breaks off')
    expect(text()).toContain('Paper 3 (“A lamp”) is damaged.')
    expect(input('Put it in place of the list')?.disabled).toBe(true)
    expect(input('Add it to the list')?.disabled).toBe(false)
    expect(await faults()).toEqual([])
  })

  test('while it is restored cannot be closed, and says how far it is', async () => {
    const onClose = vi.fn()
    show(preview({ progress: { done: 1, all: 4 }, onClose }))
    expect(container.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('25')
    expect(button('Cancel')?.disabled).toBe(true)
    expect(button('Add to the list')?.disabled).toBe(true)
    expect(await faults()).toEqual([])
  })

  test('on a machine with nothing on its list takes the settings too', () => {
    const onRestore = vi.fn()
    const look = { ...LOOK, same: 0, differs: [], onlyHere: [], removedSince: [] }
    show(preview({ look, onRestore }))
    click('Add to the list')
    expect(onRestore).toHaveBeenCalledWith({ mode: 'merge', bringBack: false, settings: true })
  })
})

describe('snapshots', () => {
  test('are listed with what can be done with each', async () => {
    const [onRestore, onSave, onDelete] = [vi.fn(), vi.fn(), vi.fn()]
    const kept = [
      { n: 2, at: NOW, papers: 1, size: 800, why: 'before a restore' as const },
      { n: 1, at: NOW - 86_400_000, papers: 1204, size: 2_345_678 },
    ]
    show(<SnapshotTable snapshots={kept} onRestore={onRestore} onSave={onSave} onDelete={onDelete} />)
    const rows = [...container.querySelectorAll('li')].map(row => row.querySelector('.what')?.textContent)
    expect(rows[0]).toMatch(/^Mon 23 Nov 2026, \d\d:00.*1 paper · 1 kB · before a restore$/)
    expect(rows[1]).toMatch(/^Sun 22 Nov 2026, \d\d:00.*1,204 papers · 2\.3 MB$/)
    expect(await faults()).toEqual([])
    for (const one of container.querySelectorAll('li:last-child button'))
      act(() => (one as HTMLElement).click())
    for (const did of [onRestore, onSave, onDelete]) expect(did).toHaveBeenCalledWith(kept[1])
  })

  test('before there are any it is said when there will be', () => {
    const nothing = () => undefined
    show(<SnapshotTable snapshots={[]} onRestore={nothing} onSave={nothing} onDelete={nothing} />)
    expect(text()).toMatch(/no snapshot yet/)
  })
})

describe('how devices stand', () => {
  const state = { engine: 'webdav', failures: 0 } as const
  test.each([
    ['never yet', state, false, ['Not synced yet']],
    ['fine', { ...state, lastSuccess: NOW - 120_000 }, false, ['Synced 2 min ago']],
    ['under way', { ...state, lastSuccess: NOW - 120_000 }, true, ['Syncing']],
    [
      'what did not fit',
      { ...state, lastSuccess: NOW, last: { at: NOW, ok: true, said: ['312 papers do not fit.'] } },
      false,
      ['312 papers do not fit.'],
    ],
    [
      'a failure that passes',
      {
        ...state,
        failures: 1,
        retryAt: NOW + 600_000,
        last: { at: NOW, ok: false, said: ['The server is down.'] },
      },
      false,
      ['The server is down. It goes on by itself in 10 minutes.'],
    ],
    [
      'a failure that does not',
      {
        ...state,
        failures: 1,
        stopped: true as const,
        last: { at: NOW, ok: false, said: ['Wrong password.'] },
      },
      false,
      ['Wrong password. It does not go on by itself.'],
    ],
  ])('%s', async (_, now, meeting, words) => {
    show(<DeviceStatus state={now} meeting={meeting} now={NOW} />)
    for (const line of words) expect(text()).toContain(line)
    expect(await faults()).toEqual([])
  })
})

describe('a server', () => {
  test('is connected to with what was typed; without a passphrase it is said who can read along', async () => {
    const onConnect = vi.fn()
    const known = { url: '', user: '', password: '', passphrase: '' }
    show(<DeviceAccount known={known} busy={false} problem={null} action="Connect" onConnect={onConnect} />)
    expect(button('Connect')?.disabled).toBe(true)
    expect(text()).toContain('whoever runs the server can read your list')
    type('Address', 'https://cloud.example/dav/')
    type('Name', 'me')
    type('Password', 'sesame')
    type('Passphrase', 'open')
    expect(text()).toContain('If you lose it nobody can read the files')
    expect(await faults()).toEqual([])
    click('Connect')
    const typed = { url: 'https://cloud.example/dav/', user: 'me', password: 'sesame', passphrase: 'open' }
    expect(onConnect).toHaveBeenCalledWith(typed)
  })

  test.each([
    ['https://cloud.example/dav/', 'https://cloud.example/dav/'],
    ['cloud.example/dav', 'https://cloud.example/dav'],
    [' https://cloud.example:8443/a b/#x ', 'https://cloud.example:8443/a%20b/'],
    ['http://127.0.0.1:8080/dav/', 'http://127.0.0.1:8080/dav/'],
    ['http://cloud.example/dav/', /over https only/],
    ['ftp://cloud.example/', /no address/],
    ['not an address', /no address/],
    ['', /no address/],
    ['https://me:sesame@cloud.example/', /into their own fields/],
  ])('at %j', (url, expected) => {
    const account = accountOf({ url, user: ' me ', password: ' p ', passphrase: '' })
    if (expected instanceof RegExp) expect(account).toMatch(expected)
    else expect(account).toEqual({ url: expected, user: 'me', password: ' p ' })
  })
})
