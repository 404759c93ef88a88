// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LibraryBar } from '@/components/library-bar'
import { LibraryControls } from '@/components/library-controls'
import { LibraryList } from '@/components/library-list'
import { LibraryMenu } from '@/components/library-menu'
import { LibraryRow } from '@/components/library-row'
import { LibraryTagDialog } from '@/components/library-tag-dialog'
import type { ListRow } from '@/lib/entries/list-row'
import { type Grouping, groupingNamed } from '@/lib/entries/order'
import { linesOf } from '@/lib/pages/library-shown'
import { layOut, windowOf } from '@/lib/pages/library-window'
import type { PaperId } from '@/lib/papers/identifier'
import { rowOf } from '../entries/list-rows'

let container: HTMLElement
const on = { onPick: vi.fn(), onTick: vi.fn(), onFocus: vi.fn(), onOpen: vi.fn(), onTag: vi.fn() }

beforeEach(() => {
  vi.clearAllMocks()
  document.documentElement.lang = 'en'
  document.title = 'Library'
  // What jsdom has none of.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false
  }
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
})

const ROWS: readonly ListRow[] = Array.from({ length: 2000 }, (_, n) =>
  rowOf(String(n), { tags: n % 2 ? ['odd'] : [], url: `https://arxiv.org/abs/${n}` }),
)

function show(
  options: {
    rows?: readonly ListRow[]
    active?: string
    selected?: readonly PaperId[]
    group?: Grouping
  } = {},
): void {
  const { rows = ROWS, active, selected = [], group = 'none' } = options
  const lines = linesOf(rows, group)
  act(() =>
    render(
      <div class="g">
        <LibraryList
          name="Reading list"
          lines={lines}
          layout={layOut(lines, { row: 60, head: 44 })}
          windowOf={windowOf}
          size={rows.length}
          rowHeight={60}
          active={active}
          focus={0}
          list=""
          selected={new Set(selected)}
          movable={false}
          on={on}
        />
      </div>,
      container,
    ),
  )
}

const rows = () => [...container.querySelectorAll<HTMLElement>('li.entry')]
const faults = async () => {
  // Colours and sizes are looked at in the browser.
  const { violations } = await axe.run(container)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

describe('the list', () => {
  test('holds what is on the screen, and says how long it is', async () => {
    show()
    expect(rows().length).toBeGreaterThan(8)
    expect(rows().length).toBeLessThan(40)
    expect(container.querySelector('ul')?.style.blockSize).toBe('120000px')
    const told = rows().map(row => [row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')])
    expect(told[0]).toEqual(['1', '2000'])
    expect(new Set(told.map(([position]) => position)).size).toBe(told.length)
    expect(await faults()).toEqual([])
  })

  test('keeps the line that keys go to, wherever the screen is', () => {
    show({ active: ' arxiv:1500' })
    const last = rows().at(-1)
    expect(last?.dataset.line).toBe(' arxiv:1500')
    expect(last?.getAttribute('style')).toContain('translateY(90000px)')
    const stops = [...container.querySelectorAll<HTMLElement>('[tabindex="0"]')]
    expect(stops.map(stop => stop.closest('li')?.dataset.line)).toEqual([' arxiv:1500', ' arxiv:1500'])
  })

  test('can be come to by the Tab key where no line was chosen', () => {
    show()
    expect(container.querySelectorAll('[tabindex="0"]')).toHaveLength(2)
    expect(rows()[0]?.querySelector('a')?.tabIndex).toBe(0)
  })

  test('draws rows again only when they are others', () => {
    show()
    const changed = ROWS.map((row, n) => (n === 1 ? { ...row, title: 'Another title', rating: 4 } : row))
    const draws = vi.spyOn(LibraryRow.prototype, 'render')
    show({ rows: changed, selected: ['arxiv:2'] })
    expect(draws).toHaveBeenCalledTimes(2)
    draws.mockRestore()
    expect(rows()[1]?.textContent).toContain('Another title')
    expect(rows()[1]?.textContent).toContain('Rated 4 of 5')
    expect(rows()[2]?.querySelector('input')?.checked).toBe(true)
  })

  test('has headings between groups', async () => {
    show({ rows: ROWS.slice(0, 6), group: groupingNamed('tag') })
    const lines = [...container.querySelectorAll('li')].map(line => line.textContent)
    expect(lines[0]).toBe('odd 3')
    expect(lines[4]).toBe('No tag 3')
    expect(await faults()).toEqual([])
  })

  test.each<[string, string, MouseEventInit, () => void]>([
    [
      'a row',
      '.byline',
      {},
      () => expect(on.onPick).toHaveBeenCalledWith(' arxiv:1', { range: false, one: false }),
    ],
    [
      'with Shift',
      '.byline',
      { shiftKey: true },
      () => expect(on.onPick.mock.calls[0]?.[1].range).toBe(true),
    ],
    ['with Ctrl', '.byline', { ctrlKey: true }, () => expect(on.onPick.mock.calls[0]?.[1].one).toBe(true)],
    ['its link', 'a', {}, () => expect(on.onOpen).toHaveBeenCalledWith(' arxiv:1')],
    ['its box', 'input', {}, () => expect(on.onTick).toHaveBeenCalledWith(' arxiv:1', false)],
    ['its tag', '.chip', {}, () => expect(on.onTag).toHaveBeenCalledWith('odd')],
  ])('tells of a click on %s', (_, selector, held, expected) => {
    show()
    const target = rows()[1]?.querySelector(selector)
    target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...held }))
    expected()
    const told = Object.values(on).filter(spy => spy.mock.calls.length > 0)
    expect(told).toHaveLength(1)
  })
})

describe('what stands around it', () => {
  test('shows states with their counts, tags and orders', async () => {
    const onChange = vi.fn()
    act(() =>
      render(
        <div class="g">
          <LibraryControls
            wanted={{ query: '', tag: 'gone', sort: 'title', group: 'none' }}
            counts={{ all: 1234, 'to-read': 1200, reading: 30, done: 4, skipped: 0 }}
            tags={[['light', 3]]}
            onChange={onChange}
          />
        </div>,
        container,
      ),
    )
    const tabs = [...container.querySelectorAll('button')]
    expect(tabs.map(tab => tab.textContent)).toEqual([
      'All 1,234',
      'To read 1,200',
      'Reading 30',
      'Done 4',
      'Skipped 0',
    ])
    act(() => tabs[3]?.click())
    expect(onChange).toHaveBeenCalledWith({ state: 'done' })
    const [tags, order] = container.querySelectorAll('select')
    expect([...(tags?.options ?? [])].map(({ text }) => text)).toEqual(['All tags', 'light (3)', 'gone'])
    expect([tags?.value, order?.value]).toEqual(['gone', 'title'])
    expect(await faults()).toEqual([])
  })

  test('the bar gives one value to all that is selected, and shows how far that has come', async () => {
    const acts = {
      onState: vi.fn(),
      onPriority: vi.fn(),
      onTag: vi.fn(),
      onCite: vi.fn(),
      onRemove: vi.fn(),
      onClear: vi.fn(),
    }
    const bar = (progress: { text: string; done: number; all: number } | null) =>
      act(() =>
        render(
          <div class="g">
            <LibraryBar count={1200} hidden={7} acts={acts} progress={progress} />
          </div>,
          container,
        ),
      )
    bar(null)
    expect(container.querySelector('[role=status]')?.textContent).toBe('1,200 selected · 7 not shown')
    const state = container.querySelector('select')
    if (!state) throw new Error('There is no choice of states')
    act(() => {
      state.value = 'skipped'
      state.dispatchEvent(new Event('change', { bubbles: true }))
    })
    expect(acts.onState).toHaveBeenCalledWith('skipped')
    expect(state.value).toBe('')
    expect(await faults()).toEqual([])
    bar({ text: 'Tagging', done: 400, all: 1200 })
    expect(container.textContent).toBe('Tagging: 400 of 1,200')
  })

  test('the menu unfolds, acts, and is folded up by Esc with the focus where it was', () => {
    const rules = vi.fn()
    act(() => render(<LibraryMenu name="More" items={[['Tag rules…', rules]]} />, container))
    const button = () => container.querySelector<HTMLElement>('[aria-expanded]')
    act(() => button()?.click())
    act(() => container.querySelectorAll('button')[1]?.click())
    expect(rules).toHaveBeenCalledOnce()
    expect(button()?.getAttribute('aria-expanded')).toBe('false')
    act(() => button()?.click())
    const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
    act(() => void document.dispatchEvent(key))
    expect([container.querySelectorAll('button').length, document.activeElement]).toEqual([1, button()])
  })

  test.each<['add' | 'remove', readonly string[], string, string | null]>([
    ['add', ['light'], '  to   present ', 'to present'],
    ['add', [], '   ', null],
    ['remove', ['light', 'birds'], 'birds', 'birds'],
  ])('the dialog asks for the tag to %s, of %j: %j', (how, tags, typed, expected) => {
    const onTag = vi.fn()
    act(() =>
      render(<LibraryTagDialog how={how} count={3} tags={tags} onTag={onTag} onClose={vi.fn()} />, container),
    )
    const field = container.querySelector<HTMLInputElement | HTMLSelectElement>('#library-tag')
    if (!field) throw new Error('There is no field')
    act(() => {
      field.value = typed
      field.dispatchEvent(new Event(how === 'add' ? 'input' : 'change', { bubbles: true }))
    })
    act(() => {
      container.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    })
    if (expected === null) expect(onTag).not.toHaveBeenCalled()
    else expect(onTag).toHaveBeenCalledWith(expected)
  })
})
