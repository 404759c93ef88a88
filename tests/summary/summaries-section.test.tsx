// @vitest-environment jsdom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SummariesSection } from '@/entrypoints/app/settings/summaries'
import { parseSettings } from '@/lib/settings'

let container: HTMLElement
const say = vi.fn()
const change = vi.fn()
beforeEach(() => {
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

/** A browser that says these states one after another; `create` fetches its model. */
function browserSays(states: readonly string[], create: (options: Options) => Promise<unknown>) {
  const left = [...states]
  const spy = vi.fn(create)
  vi.stubGlobal('Summarizer', {
    availability: async () => (left.length > 1 ? left.shift() : left[0]),
    create: spy,
  })
  return spy
}
interface Options {
  readonly monitor: (target: EventTarget) => void
  readonly signal: AbortSignal
}

async function show(ownSummaries = false): Promise<void> {
  const settings = { ...parseSettings({}), ownSummaries }
  await act(() => render(<SummariesSection settings={settings} change={change} say={say} />, container))
  await settled()
}
const settled = () => act(() => new Promise<void>(resolve => setTimeout(resolve)))
const says = () => container.textContent ?? ''
const button = () => container.querySelector('button')
const box = () => container.querySelector<HTMLInputElement>('input[type=checkbox]')

describe('The settings of summaries', () => {
  test('offer nothing where the browser has no model', async () => {
    await show()
    expect(says()).toContain('This browser has no model of its own')
    expect(box()).toBeNull()
    expect(button()).toBeNull()
  })

  test('let a reader turn off what another browser could do', async () => {
    await show(true)
    expect(box()?.checked).toBe(true)
    act(() => box()?.click())
    expect(change).toHaveBeenCalledWith({ ownSummaries: false })
  })

  test('say where this machine cannot run it', async () => {
    browserSays(['unavailable'], async () => null)
    await show()
    expect(says()).toContain('cannot run it here')
    expect(box()).toBeNull()
  })

  test('are off until they are turned on, and ask for no download once the model is there', async () => {
    const create = browserSays(['available'], async () => null)
    await show()
    expect(says()).toContain('The model is on this machine.')
    expect(box()?.checked).toBe(false)
    expect(button()).toBeNull()
    act(() => box()?.click())
    expect(change).toHaveBeenCalledWith({ ownSummaries: true })
    expect(create).not.toHaveBeenCalled()
  })

  test('have the model fetched on a click alone, and show how far it is', async () => {
    let monitored = new EventTarget()
    let finish: (session: unknown) => void = () => undefined
    const create = browserSays(['downloadable', 'available'], ({ monitor }) => {
      monitored = new EventTarget()
      monitor(monitored)
      return new Promise(resolve => {
        finish = resolve
      })
    })
    await show(true)
    expect(says()).toContain('downloads it from its maker')
    expect(create).not.toHaveBeenCalled()
    await act(() => button()?.click())
    expect(create).toHaveBeenCalledTimes(1)
    await act(() => {
      monitored.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.42 }))
    })
    expect(says()).toContain('42 %')
    expect(button()).toBeNull()
    finish({})
    await settled()
    expect(says()).toContain('The model is on this machine.')
    expect(container.querySelector('progress')).toBeNull()
  })

  test('say why the browser did not fetch it, and offer it again', async () => {
    browserSays(['downloadable'], () => Promise.reject(new Error('No space left')))
    await show()
    await act(() => button()?.click())
    await settled()
    expect(say).toHaveBeenCalledWith('The browser did not download its model: No space left')
    expect(button()).not.toBeNull()
  })
})
