// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StarRating } from '@/components/star-rating'

let container: HTMLElement
const onChange = vi.fn()
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

const show = (rating: number) =>
  act(() => render(<StarRating name="rating" rating={rating} onChange={onChange} />, container))
const radio = (name: string) => {
  const found = container.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)
  if (!found) throw new Error(`There is no "${name}"`)
  return found
}
const press = (key: string, how: KeyboardEventInit = {}) =>
  act(() => void radio('3 stars').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...how })))

test('is one group of choices with a name each, of which one is made', async () => {
  show(4)
  expect([...container.querySelectorAll('input')].map(input => input.getAttribute('aria-label'))).toEqual([
    '1 star',
    '2 stars',
    '3 stars',
    '4 stars',
    '5 stars',
    'No rating',
  ])
  expect(radio('4 stars').checked).toBe(true)
  expect(container.querySelectorAll('label.on')).toHaveLength(4)
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
})

test.each([
  ['2 stars', 2],
  ['No rating', 0],
])('%s is chosen by a click', (name, expected) => {
  show(4)
  act(() => radio(name).click())
  expect(onChange).toHaveBeenCalledExactlyOnceWith(expected)
})

test.each([
  ['0', {}, [[0]], 0],
  ['5', {}, [[5]], 0],
  ['6', {}, [], 1],
  ['3', { ctrlKey: true }, [], 1],
  ['x', {}, [], 1],
])('the key %s with %o gives %j', (key, how, expected, outside) => {
  show(1)
  press(key, how)
  expect(onChange.mock.calls).toEqual(expected)
  expect(onKeyOutside).toHaveBeenCalledTimes(outside)
})
