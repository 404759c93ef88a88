// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PaperView } from '@/components/paper-item'
import { PaperList } from '@/components/paper-list'

const view = (id: string, title: string): PaperView => ({
  id,
  title: [{ text: title, mark: false }],
  url: `https://arxiv.org/abs/${id}`,
  upvotes: undefined,
  text: [],
  from: 'digest',
  topics: [],
  topicsFound: false,
  byline: [],
  saved: false,
})
const PAPERS = [view('1', 'Lanterns'), view('2', 'Gulls')]
const REASON = 'Because you saved “Beacons”: glow'

let container: HTMLElement
const on = { skip: vi.fn(), open: vi.fn() }

beforeEach(() => {
  vi.clearAllMocks()
  container = document.createElement('main')
  document.body.append(container)
})

afterEach(() => {
  act(() => render(null, container))
  container.remove()
})

function show(skipped: readonly string[], withSkip = true) {
  act(() =>
    render(
      <PaperList
        name="Papers"
        papers={PAPERS}
        reasons={
          new Map([
            ['1', { text: REASON, explores: false }],
            ['2', { text: 'Something else', explores: true }],
          ])
        }
        skipped={new Set(skipped)}
        onSkip={withSkip ? on.skip : undefined}
        onOpen={on.open}
        onSave={() => undefined}
        onCite={() => undefined}
        onTopic={() => undefined}
      />,
      container,
    ),
  )
}

const button = (name: string) => container.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)

describe('a list in the order for the reader', () => {
  test('says below each paper why it stands there, and marks what is something else', () => {
    show([])
    const reasons = [...container.querySelectorAll('.reason')]
    expect(reasons.map(({ textContent }) => textContent)).toEqual([REASON, 'Something else'])
    expect(reasons.map(({ className }) => className)).toEqual(['reason', 'reason explores'])
  })

  test('lets each paper be skipped, and that be taken back', () => {
    show(['2'])
    button('Not for me: Lanterns')?.click()
    button('Undo not for me: Gulls')?.click()
    expect(on.skip.mock.calls).toEqual([
      ['1', true],
      ['2', false],
    ])
  })

  test('has no such button where nothing is learned', () => {
    show([], false)
    expect(button('Not for me: Lanterns')).toBeNull()
  })

  test('tells when a paper is opened, by the middle button too, and by no other', () => {
    show([])
    const link = container.querySelector('a.paper-link')
    link?.addEventListener('click', event => event.preventDefault())
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    link?.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, button: 1 }))
    link?.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, button: 2 }))
    expect(on.open.mock.calls).toEqual([['1'], ['1']])
  })

  test('is accessible', async () => {
    show(['2'])
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations).toEqual([])
  })
})
