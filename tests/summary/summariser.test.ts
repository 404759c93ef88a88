import { describe, expect, test } from 'vitest'
import { fetchSummariser, summarise, summariserState } from '@/lib/summariser'

const ABSTRACT = 'We propose a parser for margin notes that reads handwriting and print alike. '.repeat(6)

/** A browser whose model answers as told, and what was asked of it. */
function browserWith(part: {
  readonly availability?: unknown
  readonly text?: unknown
  readonly fails?: 'availability' | 'create' | 'summarize'
  readonly session?: unknown
  readonly progress?: readonly Record<string, unknown>[]
}) {
  const asked: string[] = []
  const options: Record<string, unknown>[] = []
  const note = (what: 'availability' | 'create' | 'summarize') => {
    asked.push(what)
    if (part.fails === what) throw new DOMException('Refused', 'NotAllowedError')
  }
  const session = {
    summarize: async (_text: string, { signal }: { readonly signal: AbortSignal }) => {
      note('summarize')
      await Promise.resolve()
      signal.throwIfAborted()
      return 'text' in part ? part.text : 'A parser\n reads notes. '
    },
    destroy: () => asked.push('destroy'),
  }
  // A class, as in the browser, has its static methods on a function.
  const Summarizer = Object.assign(() => undefined, {
    availability: async (given: Record<string, unknown>) => {
      options.push(given)
      note('availability')
      return part.availability ?? 'available'
    },
    create: async (given: Record<string, unknown>) => {
      options.push(given)
      note('create')
      const monitor = given.monitor as ((target: EventTarget) => void) | undefined
      const target = new EventTarget()
      monitor?.(target)
      for (const step of part.progress ?? [])
        target.dispatchEvent(Object.assign(new Event('downloadprogress'), step))
      return 'session' in part ? part.session : session
    },
  })
  return { scope: { Summarizer }, asked, options }
}
const signal = new AbortController().signal

describe('summariserState', () => {
  test.each([
    ['available', 'available'],
    ['downloadable', 'downloadable'],
    ['downloading', 'downloading'],
    ['unavailable', 'unavailable'],
    ['after-download', 'unavailable'],
    [7, 'unavailable'],
  ])('a browser that says %j is %s', async (availability, expected) => {
    const { scope, asked } = browserWith({ availability })
    expect(await summariserState(scope)).toBe(expected)
    expect(asked).toEqual(['availability'])
  })

  test.each([
    ['no Summarizer', {}],
    ['one that is null', { Summarizer: null }],
    ['one of another kind', { Summarizer: 'yes' }],
    ['one without its methods', { Summarizer: { create: () => undefined } }],
  ])('a browser with %s has none', async (_, scope) => {
    expect(await summariserState(scope)).toBe('absent')
    expect(await summarise(ABSTRACT, signal, scope)).toBeNull()
    await expect(fetchSummariser(() => undefined, signal, scope)).rejects.toThrow('no model of its own')
  })

  test('a browser that fails to say cannot run it', async () => {
    expect(await summariserState(browserWith({ fails: 'availability' }).scope)).toBe('unavailable')
  })

  test('the globals of this very context are looked at by default', async () => {
    expect(await summariserState()).toBe('absent')
  })
})

describe('summarise', () => {
  test('gives what the model wrote, on one line, and lets go of it', async () => {
    const { scope, asked, options } = browserWith({})
    expect(await summarise(ABSTRACT, signal, scope)).toBe('A parser reads notes.')
    expect(asked).toEqual(['availability', 'create', 'summarize', 'destroy'])
    expect(options[1]).toMatchObject({ ...options[0], format: 'plain-text', outputLanguage: 'en' })
  })

  test.each(['downloadable', 'downloading', 'unavailable'])(
    'never makes the browser fetch its model: %s',
    async availability => {
      const { scope, asked } = browserWith({ availability })
      expect(await summarise(ABSTRACT, signal, scope)).toBeNull()
      expect(asked).toEqual(['availability'])
    },
  )

  test.each<[string, Parameters<typeof browserWith>[0]]>([
    ['asking', { fails: 'availability' }],
    ['making a session', { fails: 'create' }],
    ['summarising', { fails: 'summarize' }],
    ['saying anything', { text: ' \n' }],
    ['saying it as text', { text: { html: '<b>Notes</b>' } }],
    ['giving a session that can do it', { session: {} }],
    ['giving a session', { session: null }],
  ])('is null where the model fails at %s', async (_, part) => {
    const { scope, asked } = browserWith(part)
    expect(await summarise(ABSTRACT, signal, scope)).toBeNull()
    if (asked.includes('summarize')) expect(asked.at(-1)).toBe('destroy')
  })

  test('keeps markup as the text that it is', async () => {
    const { scope } = browserWith({ text: '<img src=x onerror=alert(1)> & *notes*' })
    expect(await summarise(ABSTRACT, signal, scope)).toBe('<img src=x onerror=alert(1)> & *notes*')
  })

  test('asks nothing of the browser for a text too short to leave anything out', async () => {
    const { scope, asked } = browserWith({})
    expect(await summarise('We read notes.', signal, scope)).toBeNull()
    expect(asked).toEqual([])
  })

  test('asks nothing once it was called off', async () => {
    const { scope, asked } = browserWith({})
    expect(await summarise(ABSTRACT, AbortSignal.abort(), scope)).toBeNull()
    expect(asked).toEqual([])
  })

  test('is null where it is called off midway, and lets go of the model', async () => {
    const { scope, asked } = browserWith({})
    const controller = new AbortController()
    const summary = summarise(ABSTRACT, controller.signal, scope)
    while (!asked.includes('summarize')) await Promise.resolve()
    controller.abort()
    expect(await summary).toBeNull()
    expect(asked.at(-1)).toBe('destroy')
  })
})

describe('fetchSummariser', () => {
  test('tells how far the download is, by share or by bytes, and lets go of the model', async () => {
    const progress = [
      { loaded: 0 },
      { loaded: 0.5 },
      { loaded: 30, total: 40 },
      { loaded: 7 },
      { loaded: -1 },
      { loaded: 'half' },
      { loaded: Number.NaN },
    ]
    const { scope, asked } = browserWith({ availability: 'downloadable', progress })
    const told: number[] = []
    await fetchSummariser(share => told.push(share), signal, scope)
    expect(told).toEqual([0, 0.5, 0.75, 1, 0])
    expect(asked).toEqual(['create', 'destroy'])
  })

  test('throws what the browser throws', async () => {
    const { scope } = browserWith({ fails: 'create' })
    await expect(fetchSummariser(() => undefined, signal, scope)).rejects.toThrow('Refused')
  })
})
