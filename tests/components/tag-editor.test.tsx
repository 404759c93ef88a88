// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_TAG, TagEditor, tagsIn } from '@/components/tag-editor'

let container: HTMLElement
const onAdd = vi.fn()
const onRemove = vi.fn()
const onKeyOutside = vi.fn()

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Library'
  container = document.body.appendChild(document.createElement('main'))
  container.addEventListener('keydown', onKeyOutside)
})
afterEach(() => {
  render(null, container)
  container.remove()
  vi.clearAllMocks()
})

const SUGGESTIONS = ['offline RL', 'world models', 'RLHF', 'to cite']

function show(tags: readonly string[] = []): HTMLInputElement {
  act(() =>
    render(<TagEditor tags={tags} suggestions={SUGGESTIONS} onAdd={onAdd} onRemove={onRemove} />, container),
  )
  const field = container.querySelector('input')
  if (!field) throw new Error('There is no field')
  act(() => field.focus())
  return field
}
function type(field: HTMLInputElement, text: string): void {
  field.value = text
  act(() => void field.dispatchEvent(new InputEvent('input', { bubbles: true })))
}
function press(field: HTMLInputElement, ...keys: string[]): void {
  for (const key of keys)
    act(
      () => void field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    )
}
const options = () => [...container.querySelectorAll('[role=option]')].map(option => option.textContent)
const active = (field: HTMLInputElement) => {
  const id = field.getAttribute('aria-activedescendant')
  return id && document.getElementById(id)?.textContent
}

describe('suggestions', () => {
  test('are all there are before anything is typed, without the tags it has', async () => {
    show(['RLHF'])
    expect(options()).toEqual(['offline RL', 'world models', 'to cite'])
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })

  test.each([
    ['rl', ['RLHF', 'offline RL'], 'what begins so, then words that do'],
    ['#MOD', ['world models'], 'without the hash, in any case'],
    ['zz', [], 'none'],
  ])('for %j are %j: %s', (typed, expected) => {
    type(show(), typed)
    expect(options()).toEqual(expected)
  })

  test('are gone through by the arrows, past the end back to what was typed', () => {
    const field = show()
    type(field, 'rl')
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'].map(key => {
      press(field, key)
      return active(field)
    })
    expect(seen).toEqual(['RLHF', 'offline RL', null, 'offline RL'])
    press(field, 'Enter')
    expect(onAdd).toHaveBeenCalledExactlyOnceWith(['offline RL'])
    expect(field.value).toBe('')
  })

  test('are taken by a click, which leaves the focus in the field', () => {
    const field = show()
    const option = container.querySelector<HTMLElement>('[role=option]')
    const down = new MouseEvent('pointerdown', { bubbles: true, cancelable: true })
    act(() => void option?.dispatchEvent(down))
    act(() => option?.click())
    expect(down.defaultPrevented).toBe(true)
    expect(onAdd).toHaveBeenCalledExactlyOnceWith(['offline RL'])
    expect(document.activeElement).toBe(field)
  })

  test('are closed by Escape, which closes nothing else until they are', () => {
    const field = show()
    press(field, 'Escape')
    expect([options(), onKeyOutside.mock.calls.length]).toEqual([[], 0])
    press(field, 'Escape')
    expect(onKeyOutside).toHaveBeenCalledTimes(1)
  })
})

describe('tags', () => {
  test('are added by Enter as they were typed, and by a comma', () => {
    const field = show()
    type(field, 'New tag')
    press(field, 'Enter')
    type(field, 'another,')
    expect(onAdd.mock.calls).toEqual([[['New tag']], [['another']]])
  })

  test('that it has are not added again', () => {
    const field = show(['RLHF'])
    type(field, 'rlhf, ,')
    press(field, 'Enter')
    expect(onAdd).not.toHaveBeenCalled()
  })

  test('are removed by their button, the last one by Backspace in the empty field', () => {
    const field = show(['a', 'b'])
    act(() => container.querySelector<HTMLElement>('[aria-label="Remove tag a"]')?.click())
    type(field, 'x')
    press(field, 'Backspace')
    expect(onRemove.mock.calls).toEqual([['a']])
    type(field, '')
    press(field, 'Backspace')
    expect(onRemove.mock.calls).toEqual([['a'], ['b']])
  })
})

test.each([
  ['a, b;c', [], ['a', 'b', 'c'], 'parted'],
  ['  two   words ', [], ['two words'], 'spaces'],
  ['#tag ##other', [], ['tag ##other'], 'a hash before it'],
  ['rlhf', ['RLHF'], ['RLHF'], 'spelt as it is known'],
  ['RLHF, rlhf', ['rlhf', 'RLHF'], ['RLHF', 'rlhf'], 'unless both spellings are'],
  ['a,a', [], ['a'], 'once'],
  [' , #,', [], [], 'nothing'],
  ['x'.repeat(500), [], ['x'.repeat(MAX_TAG)], 'no longer than others take'],
])('%j with %j is %j: %s', (text, known, expected) => {
  expect(tagsIn(text, known)).toEqual(expected)
})
