// @vitest-environment jsdom
import axe from 'axe-core'
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DigestItem, type DigestShown } from '@/components/digest-item'
import { DigestPreview } from '@/components/digest-preview'
import { DigestTabs } from '@/components/digest-tabs'
import { FailureNotice } from '@/components/failure-notice'
import { ImportPreview } from '@/components/import-preview'
import { RemoveDigest } from '@/components/remove-digest'
import { SlimBanner } from '@/components/slim-banner'
import { WipeDialog } from '@/components/wipe-dialog'

let container: HTMLElement

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Settings'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
})

const show = (children: ComponentChildren) => act(() => render(<div class="g">{children}</div>, container))
const button = (name: string) =>
  [...container.querySelectorAll<HTMLButtonElement>('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name,
  )
const click = (name: string) =>
  act(() => {
    const found = button(name)
    if (!found) throw new Error(`There is no button "${name}"`)
    found.click()
  })
const text = () => container.textContent?.replace(/\s+/g, ' ').trim()
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
const type = (input: HTMLInputElement | null, value: string, event: 'input' | 'change' = 'input') =>
  act(() => {
    if (!input) throw new Error('There is no such field')
    input.value = value
    input.dispatchEvent(new Event(event, { bubbles: true }))
  })

const DIGEST: DigestShown = {
  id: 'lg',
  title: 'arXiv <cs.LG>',
  about: 'arXiv categories · rss.arxiv.org',
  url: 'https://rss.arxiv.org/rss/cs.LG',
  state: 'Synced 2 min ago · 4,812 papers',
  problem: null,
  done: null,
  paused: false,
  keepMonths: null,
  listHref: '#/today?digest=lg',
  barred: false,
}

describe('a digest in the settings', () => {
  const on = () => ({
    onPause: vi.fn(),
    onSync: vi.fn(),
    onMove: vi.fn(),
    onRename: vi.fn(),
    onKeep: vi.fn(),
    onRemove: vi.fn(),
    onAllow: vi.fn(),
  })
  const row = (digest: Partial<DigestShown>, handlers = on(), place = { first: false, last: false }) =>
    show(
      <ul>
        <DigestItem digest={{ ...DIGEST, ...digest }} {...place} {...handlers} />
      </ul>,
    )

  test('says what it is, how it stands, and hands on what is done with it', async () => {
    const handlers = on()
    row({ done: 0.25, problem: 'rss.arxiv.org is having trouble (error 503).' }, handlers)
    expect(text()).toContain('arXiv <cs.LG>')
    expect(text()).toContain('Synced 2 min ago · 4,812 papers')
    expect(text()).toContain('having trouble (error 503).')
    expect(container.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('25')
    click('Sync: arXiv <cs.LG>')
    click('Pause: arXiv <cs.LG>')
    click('Move up: arXiv <cs.LG>')
    click('Move down: arXiv <cs.LG>')
    expect(container.querySelector('.details')).toBeNull()
    click('Change: arXiv <cs.LG>')
    const name = container.querySelector<HTMLInputElement>('.details input')
    type(name, '  ', 'change')
    type(name, ' Learning ', 'change')
    act(() => {
      const keep = container.querySelector('select')
      if (keep) keep.value = '6'
      keep?.dispatchEvent(new Event('change', { bubbles: true }))
    })
    click('Remove…')
    expect(handlers.onSync).toHaveBeenCalledTimes(1)
    expect(handlers.onPause.mock.calls).toEqual([[true]])
    expect(handlers.onMove.mock.calls).toEqual([[-1], [1]])
    expect(handlers.onRename.mock.calls).toEqual([['Learning']])
    expect(handlers.onKeep.mock.calls).toEqual([[6]])
    expect(handlers.onRemove).toHaveBeenCalledTimes(1)
    expect(await faults()).toEqual([])
  })

  test('that is paused is not synced, and goes on', () => {
    const handlers = on()
    row({ paused: true, done: 0.5 }, handlers, { first: true, last: true })
    for (const name of ['Sync', 'Move up', 'Move down'])
      expect(button(`${name}: arXiv <cs.LG>`)?.disabled).toBe(true)
    expect(container.querySelector('[role=progressbar]')).toBeNull()
    click('Resume: arXiv <cs.LG>')
    expect(handlers.onPause.mock.calls).toEqual([[false]])
  })

  test('that the browser keeps Gloss from asking says so, instead of what came of it', async () => {
    const handlers = on()
    row({ barred: true, problem: 'rss.arxiv.org could not be reached.' }, handlers)
    expect(text()).toContain('The browser keeps Gloss from asking rss.arxiv.org. Its papers are kept.')
    expect(text()).not.toContain('could not be reached')
    click('Allow')
    expect(handlers.onAllow).toHaveBeenCalledTimes(1)
    expect(await faults()).toEqual([])
  })

  test('that is not fetched has nothing to sync or to pause', () => {
    row({ url: '' })
    click('Change: arXiv <cs.LG>')
    expect(button('Sync: arXiv <cs.LG>')).toBeUndefined()
    expect(button('Pause: arXiv <cs.LG>')).toBeUndefined()
    expect(container.querySelector('select')).toBeNull()
  })
})

describe('what was found at an address', () => {
  const preview = {
    kindName: 'Web feed',
    url: 'https://example.org/feed.xml',
    title: 'Papers <of> the lab',
    papers: '50 papers of 1,204',
    sample: ['Lanterns <b>glow</b>', 'Moths'],
    rejected: ['Entry 3: no title'],
  }

  test('can be renamed and followed', async () => {
    const [onFollow, onCancel] = [vi.fn(), vi.fn()]
    show(<DigestPreview preview={preview} busy={false} onFollow={onFollow} onCancel={onCancel} />)
    expect(text()).toContain('Web feed · 50 papers of 1,204')
    expect(text()).toContain('Lanterns <b>glow</b>')
    expect(text()).toContain('1 entry could not be read')
    expect(document.activeElement).toBe(container.querySelector('input'))
    type(container.querySelector('input'), ' The lab ')
    click('Follow')
    expect(onFollow.mock.calls).toEqual([['The lab']])
    type(container.querySelector('input'), ' ')
    expect(button('Follow')?.disabled).toBe(true)
    click('Cancel')
    expect(onCancel).toHaveBeenCalledTimes(1)
    expect(await faults()).toEqual([])
  })

  test('that is followed already is not followed again', () => {
    const onCancel = vi.fn()
    show(
      <DigestPreview
        preview={{ ...preview, followed: 'The lab' }}
        busy={false}
        onFollow={vi.fn()}
        onCancel={onCancel}
      />,
    )
    expect(text()).toContain('Already followed as “The lab”.')
    expect(button('Follow')).toBeUndefined()
    click('Close')
    expect(onCancel).toHaveBeenCalledTimes(1)
  })
})

describe('dialogs', () => {
  beforeEach(() => {
    // jsdom shows no dialogs.
    HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
      this.open = true
    }
    HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
      this.open = false
    }
  })

  test('before a digest is removed ask what becomes of its papers', async () => {
    const [onRemove, onClose] = [vi.fn(), vi.fn()]
    show(<RemoveDigest title="arXiv" papers="8 papers" onRemove={onRemove} onClose={onClose} />)
    expect(await faults()).toEqual([])
    click('Keep its 8 papers')
    click('Remove its papers')
    click('Cancel')
    expect(onRemove.mock.calls).toEqual([['keep'], ['remove']])
    expect(onClose).toHaveBeenCalledTimes(1)
  })

  test('before everything is deleted want a word typed', async () => {
    const [onWipe, onExport] = [vi.fn(), vi.fn()]
    show(
      <WipeDialog
        gone={['4,812 papers']}
        saved={3}
        elsewhere={null}
        busy={false}
        problem={null}
        onExport={onExport}
        onWipe={onWipe}
        onClose={vi.fn()}
      />,
    )
    const submit = () =>
      act(() => {
        container
          .querySelector('form')
          ?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
      })
    expect(button('Delete everything')?.disabled).toBe(true)
    type(container.querySelector('input'), 'delet')
    submit()
    expect(onWipe).not.toHaveBeenCalled()
    type(container.querySelector('input'), ' Delete ')
    submit()
    expect(onWipe).toHaveBeenCalledTimes(1)
    click('Save a backup file first')
    expect(onExport).toHaveBeenCalledTimes(1)
    expect(await faults()).toEqual([])
  })

  const file = {
    name: 'week.html',
    title: 'The week',
    papers: 7,
    sample: ['Moths'],
    notUnderstood: ['Line 3'],
  }
  test.each([
    [undefined, '7 papersLooking which of them are here already'],
    [0, '7 papers · all new to Gloss'],
    [3, '7 papers · 3 of them here already; what the file says is added to what is known'],
    [7, '7 papers · all here already; what the file says is added to what is known'],
  ])('of a file with 7 papers of which %s are known: %s', async (known, expected) => {
    show(
      <ImportPreview
        file={file}
        known={known}
        stored={undefined}
        problem={null}
        onAdd={vi.fn()}
        onClose={vi.fn()}
      />,
    )
    expect(text()).toContain(expected)
    expect(text()).toContain('and 6 more')
    expect(text()).toContain('1 line was not understood')
    expect(await faults()).toEqual([])
  })

  test('of a file show how many papers are in, and let nobody go then', () => {
    const props = { file, known: 0, problem: null, onAdd: vi.fn(), onClose: vi.fn() }
    show(<ImportPreview {...props} stored={5} />)
    expect(text()).toContain('5 of 7 papers stored')
    expect(button('Cancel')?.disabled).toBe(true)
    expect(button('Add 7 papers')?.disabled).toBe(true)
  })
})

test('digests are links, the shown one marked', async () => {
  show(
    <DigestTabs
      current="b"
      tabs={[
        { id: 'a', title: 'A', href: '#/today?digest=a' },
        { id: 'b', title: 'B', href: '#/today?digest=b' },
      ]}
    />,
  )
  expect(container.querySelector('[aria-current=page]')?.textContent).toBe('B')
  expect(await faults()).toEqual([])
})

test('a banner leads on and goes away; a failure may be reloaded', async () => {
  const [onDismiss, onReload] = [vi.fn(), vi.fn()]
  show(
    <>
      <SlimBanner text="New here?" link="Choose" href="#/welcome" onDismiss={onDismiss} />
      <FailureNotice text="Gloss was updated meanwhile." onReload={onReload} />
    </>,
  )
  click('Dismiss')
  click('Reload')
  expect([onDismiss, onReload].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  expect(await faults()).toEqual([])
})
