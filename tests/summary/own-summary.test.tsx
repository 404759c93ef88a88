// @vitest-environment jsdom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Panel, type PanelState } from '@/components/panel'
import { useOwnSummary } from '@/entrypoints/annotate.content/own-summary'
import type { Note } from '@/lib/messaging/protocol'

const stored = vi.hoisted(() => ({ settings: {} as unknown }))
vi.mock('wxt/browser', () => ({
  browser: { storage: { local: { get: () => Promise.resolve({ settings: stored.settings }) } } },
}))

const ABSTRACT = 'We propose a parser for margin notes that reads handwriting and print alike. '.repeat(6)
const KEY = 'We propose a parser for margin notes.'
const OWN = '<b>A parser</b> of notes.'
const LABEL = 'Summarised by this browser’s own model (Summarizer)'
const note = (from: Note['summary']['from']): Note => ({
  ids: ['arxiv:2608.00001'],
  summary: { text: KEY, from },
  topics: [],
  topicsPredicted: false,
  links: [],
  related: [],
  saved: false,
  corpusSize: 3,
})
const ready = (from: Note['summary']['from']): PanelState => ({ kind: 'ready', note: note(from) })
const nothing = () => undefined
const on = { save: nothing, cite: nothing, fold: nothing, turnOff: nothing, open: nothing, retry: nothing }

let container: HTMLElement
let asked: string[]
beforeEach(() => {
  container = document.body.appendChild(document.createElement('main'))
  stored.settings = { ownSummaries: true }
  asked = []
})
afterEach(() => {
  act(() => render(null, container))
  container.remove()
  vi.unstubAllGlobals()
})

/** A browser with a model; `answer` is what it writes, once `done` is called. */
function browserHas(availability: string, answer = OWN) {
  let done: () => void = nothing
  const waiting = new Promise<void>(resolve => {
    done = resolve
  })
  const summarize = async () => {
    asked.push('summarize')
    await waiting
    return answer
  }
  vi.stubGlobal('Summarizer', {
    availability: async () => availability,
    create: async () => {
      asked.push('create')
      return { summarize, destroy: nothing }
    },
  })
  return () => done()
}

function Shown({ state, signal }: { readonly state: PanelState; readonly signal: AbortSignal }) {
  const shown = useOwnSummary(state, ABSTRACT, signal)
  const panel = {
    state: shown,
    theme: 'light' as const,
    host: 'arxiv.org',
    citation: null,
    problem: null,
    on,
  }
  return <Panel {...panel} folded={false} />
}

async function show(state: PanelState, signal = new AbortController().signal): Promise<void> {
  await act(() => render(<Shown state={state} signal={signal} />, container))
  await settled()
}
const settled = () => act(() => new Promise<void>(resolve => setTimeout(resolve)))
const says = () => container.textContent ?? ''

describe('The summary by the browser’s own model', () => {
  test('takes the place of the key sentence once it is there, as text and with its name', async () => {
    const done = browserHas('available')
    await show(ready('abstract'))
    expect(says()).toContain(KEY)
    expect(says()).toContain('Key sentences from the abstract')
    done()
    await settled()
    expect(says()).toContain(OWN)
    expect(container.querySelector('.says b')).toBeNull()
    expect(says()).toContain(LABEL)
    expect(says()).not.toContain(KEY)
    expect(says()).not.toMatch(/Digest summary|Key sentences/)
  })

  test.each([
    ['it is not turned on', {}, 'available', 'abstract'],
    ['the settings cannot be read', 'damaged', 'available', 'abstract'],
    ['the model would have to be fetched', { ownSummaries: true }, 'downloadable', 'abstract'],
    ['the model is being fetched', { ownSummaries: true }, 'downloading', 'abstract'],
    ['a digest has said something', { ownSummaries: true }, 'available', 'digest'],
  ] as const)('is not asked for where %s', async (_, settings, availability, from) => {
    stored.settings = settings
    browserHas(availability)()
    await show(ready(from))
    expect(asked).toEqual([])
    expect(says()).toContain(KEY)
    expect(says()).not.toContain(LABEL)
  })

  test('is not shown where the panel went meanwhile', async () => {
    const done = browserHas('available')
    const controller = new AbortController()
    await show(ready('abstract'), controller.signal)
    expect(asked).toEqual(['create', 'summarize'])
    controller.abort()
    done()
    await settled()
    expect(says()).toContain(KEY)
    expect(says()).not.toContain(LABEL)
  })

  test('an empty answer leaves the key sentence', async () => {
    browserHas('available', ' ')()
    await show(ready('abstract'))
    expect(asked).toEqual(['create', 'summarize'])
    expect(says()).toContain(KEY)
    expect(says()).toContain('Key sentences from the abstract')
  })
})
