// @vitest-environment jsdom
import axe from 'axe-core'
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChangedSite } from '@/components/changed-site'
import { PagePapers } from '@/components/page-papers'
import type { Change } from '@/lib/pages/changed'

let container: HTMLElement
const onChoose = vi.fn()
const onSave = vi.fn()
const onState = vi.fn()

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Popup'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.clearAllMocks()
})

const show = (children: ComponentChildren) => act(() => render(<div class="g">{children}</div>, container))
const text = () => container.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const button = (name: string) =>
  [...container.querySelectorAll('button')].find(one => one.textContent === name)
const box = (name: string) =>
  [...container.querySelectorAll('label')]
    .find(label => label.textContent?.includes(name))
    ?.querySelector('input')
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

const PAPERS = [
  { key: 'a', title: 'Lanterns', upvotes: 12, saved: false },
  { key: 'b', title: 'Gulls', saved: true, state: 'done' },
  { key: 'c', title: 'مصابيح', saved: false },
] as const
const choose = (chosen: readonly string[], saving: { done: number; of: number } | null = null) =>
  show(
    <PagePapers
      papers={PAPERS}
      chosen={new Set(chosen)}
      saving={saving}
      state="reading"
      onState={onState}
      onChoose={onChoose}
      onSave={onSave}
    />,
  )

describe('The papers of a page', () => {
  test('are chosen one by one, those that are saved never', () => {
    choose(['a'])
    expect(box('Gulls')?.disabled).toBe(true)
    expect(box('Gulls')?.checked).toBe(true)
    expect(box('Lanterns')?.checked).toBe(true)
    act(() => box('مصابيح')?.click())
    expect(onChoose).toHaveBeenLastCalledWith(new Set(['a', 'c']))
    act(() => box('Lanterns')?.click())
    expect(onChoose).toHaveBeenLastCalledWith(new Set())
  })

  test('are chosen all at once, and let go', () => {
    choose(['a'])
    expect(box('Select all')?.checked).toBe(false)
    act(() => box('Select all')?.click())
    expect(onChoose).toHaveBeenLastCalledWith(new Set(['a', 'c']))
    choose(['a', 'c'])
    expect(box('Select all')?.checked).toBe(true)
    act(() => box('Select all')?.click())
    expect(onChoose).toHaveBeenLastCalledWith(new Set())
  })

  test.each([
    [[], 'Save papers', true],
    [['a'], 'Save 1 paper', false],
    [['a', 'c'], 'Save 2 papers', false],
  ] as const)('of which %j are chosen: “%s”', (chosen, name, disabled) => {
    choose(chosen)
    expect(button(name)?.disabled).toBe(disabled)
    act(() => button(name)?.click())
    expect(onSave).toHaveBeenCalledTimes(disabled ? 0 : 1)
  })

  test('are saved in a state, and those that are saved say theirs', () => {
    choose(['a'])
    const select = container.querySelector('select')
    expect([select?.value, select?.selectedOptions[0]?.textContent]).toEqual(['reading', 'Reading'])
    if (select) select.value = 'skipped'
    act(() => void select?.dispatchEvent(new Event('change', { bubbles: true })))
    expect(onState.mock.calls).toEqual([['skipped']])
    expect(box('Gulls')?.closest('label')?.textContent).toBe('GullsDone')
  })

  test('say how far saving is, and stand still meanwhile', () => {
    choose(['a', 'c'], { done: 1, of: 2 })
    expect(text()).toContain('Saving 2 of 2')
    expect(button('Save 2 papers')?.disabled).toBe(true)
    expect(box('Lanterns')?.disabled).toBe(true)
    expect(container.querySelector('progress')?.value).toBe(1)
  })

  test('are accessible', async () => {
    choose(['a'], { done: 0, of: 1 })
    expect(await faults()).toEqual([])
  })
})

describe('A site that has changed', () => {
  const REPORT = 'A site has changed\nGloss: 0.1.0'
  const changed = (change: Change, copies: boolean) => {
    const onCopy = vi.fn(async () => copies)
    show(<ChangedSite change={change} report={REPORT} onCopy={onCopy} />)
    return onCopy
  }

  test.each<[Change, expected: string]>([
    ['address', 'Recognised from the address; this site has changed.Copy report'],
    ['part', 'This site has changed; some of this page was not found.Copy report'],
    [
      'nothing',
      'Recognised from the address, but no paper could be read on this page.' +
        'If you see one, this site has changed.Copy report',
    ],
  ])('is said so, and no more than is certain: %s', async (change, expected) => {
    changed(change, true)
    expect(text()).toBe(expected)
    expect(await faults()).toEqual([])
  })

  test.each([
    [true, 'Copied, as follows'],
    [false, 'Select and copy it'],
  ])('has a report that is shown as it is, on the clipboard: %s', async (copies, expected) => {
    const onCopy = changed('address', copies)
    await act(async () => button('Copy report')?.click())
    expect(onCopy).toHaveBeenCalledWith(REPORT)
    expect(text()).toContain(expected)
    expect(container.querySelector('[aria-label=Report]')?.textContent).toBe(REPORT)
    expect(await faults()).toEqual([])
  })
})
