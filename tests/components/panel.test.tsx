// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Panel, type PanelProps } from '@/components/panel'
import type { PanelCitation } from '@/components/panel-actions'
import type { Note } from '@/lib/messaging/protocol'

const NOTE: Note = {
  ids: ['arxiv:2608.00001'],
  inDigest: 'id',
  standing: { digest: 'hf', day: '2026-08-17', when: 'Mon 17 Aug 2026', upvotes: 128, place: '3rd of 23' },
  summary: { text: 'Static worlds become trainable.', from: 'digest', by: 'Hugging Face Daily Papers' },
  topics: ['agent training', 'environments'],
  topicsPredicted: false,
  links: [
    { name: 'Code', url: 'https://github.com/lab/worlds', stars: 1234 },
    { name: 'Discussion 4', url: 'https://huggingface.co/papers/2608.00001' },
  ],
  related: [
    {
      id: 'arxiv:2608.00002',
      title: 'Verifiers That Last',
      url: 'https://arxiv.org/abs/2608.00002',
      upvotes: 19,
      year: 2026,
      reason: { kind: 'topics', shared: ['environments', 'RL'] },
    },
    {
      id: 'title:averylongtitleindeed',
      title: 'Known by Its Title',
      reason: { kind: 'authors', shared: ['Ada L.'] },
    },
  ],
  saved: false,
  corpusSize: 61,
}

const CITATION: PanelCitation = {
  text: '@misc{a}',
  formats: [
    { id: 'bibtex', label: 'BibTeX' },
    { id: 'ris', label: 'RIS' },
  ],
  more: '#/library?cite=arxiv%3A2608.00001',
  copied: false,
}

const MATCHED: Note['known'] = { id: 'arxiv:2608.00001', title: 'Static Worlds', by: 'title' }

let container: HTMLElement
const on = { save: vi.fn(), cite: vi.fn(), fold: vi.fn(), turnOff: vi.fn(), open: vi.fn(), retry: vi.fn() }

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'A paper'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
  vi.clearAllMocks()
})

function show(props: Partial<PanelProps> & Pick<PanelProps, 'state'>): void {
  const all = {
    theme: 'light',
    folded: false,
    host: 'arxiv.org',
    citation: null,
    problem: null,
    on,
    ...props,
  } as const
  act(() => render(<Panel {...all} />, container))
}

const ready = (change: Partial<Note> = {}) => show({ state: { kind: 'ready', note: { ...NOTE, ...change } } })
const words = () => (container.textContent ?? '').replace(/\s+/g, ' ')
const button = (name: string) =>
  [...container.querySelectorAll('button')].find(each => (each.ariaLabel ?? each.textContent) === name)
const click = (name: string) => act(() => button(name)?.click())

describe('the panel', () => {
  test('says how the paper stood, what is said of it and by whom', () => {
    ready()
    expect(words()).toContain('upvotes 128')
    expect(words()).toContain('3rd of 23')
    expect(words()).toContain('Mon 17 Aug 2026')
    expect(words()).toContain('Digest summary · Hugging Face Daily Papers')
    expect(words()).toContain('Code ★ stars 1.2k')
    expect(words()).toContain('shares environments, RL')
    expect(words()).toContain('same authors: Ada L.')
    expect(words()).not.toContain('Not in your digest')
  })

  test.each([
    ['a paper of no digest', { inDigest: undefined, standing: undefined }, 'Not in your digest'],
    ['one known by its title', { known: MATCHED }, 'Matched by title'],
    [
      'key sentences',
      { summary: { text: 'We propose.', from: 'abstract' } },
      'Key sentences from the abstract',
    ],
    ['predicted topics', { topicsPredicted: true }, 'Topics found in the abstract'],
    ['papers that are still looked for', { related: null }, 'Looking for related papers'],
    ['papers that could not be looked for', { related: 'failed' }, 'They could not be looked for.'],
    ['nothing related', { related: [] }, 'Nothing in your digest is close to this paper yet'],
    ['an empty corpus', { related: [], corpusSize: 0 }, 'It fills as Gloss syncs'],
    ['a list without days', { standing: { digest: 'lab', when: 'Lab notes' } }, 'Lab notes'],
  ] as const)('labels %s', (_, change, expected) => {
    ready(change as Partial<Note>)
    expect(words()).toContain(expected)
  })

  test('sends what the reader does, and nothing else', () => {
    ready()
    click('Save to reading list')
    click('Cite')
    click('environments')
    click('Mon 17 Aug 2026')
    expect(on.save.mock.calls).toEqual([[true]])
    expect(on.cite.mock.calls).toEqual([[undefined]])
    expect(on.open.mock.calls).toEqual([['#/search?q=environments'], ['#/today?digest=hf&day=2026-08-17']])
    ready({ saved: true })
    click('Saved')
    expect(on.save.mock.calls).toEqual([[true], [false]])
  })

  test('has the state of a paper that is saved, to be chosen, and none before', () => {
    ready()
    for (const name of ['To read', 'Reading', 'Done', 'Skip']) expect(button(name)).toBeUndefined()
    ready({ saved: true, state: 'reading' })
    const pressed = [...container.querySelectorAll('.chip[aria-pressed=true]')].map(one => one.textContent)
    expect(pressed).toEqual(['Reading'])
    for (const name of ['To read', 'Reading', 'Done', 'Skip']) click(name)
    expect(on.save.mock.calls).toEqual([
      [true, 'to-read'],
      [true, 'reading'],
      [true, 'done'],
      [true, 'skipped'],
    ])
  })

  test.each([
    ['matched by title', MATCHED, true],
    ['known by an identifier', { ...MATCHED, by: 'id' }, false],
    ['not known', undefined, false],
  ] as const)('takes the reader’s word of a paper that is %s: %o', (_, known, offered) => {
    const correct = vi.fn()
    const note: Note = { ...NOTE, ...(known && { known }) }
    show({ state: { kind: 'ready', note }, on: { ...on, correct } })
    expect(words().includes('Matched by title')).toBe(offered)
    click('Not the same?')
    expect(correct.mock.calls).toEqual(offered ? [[false]] : [])
  })

  test('keeps that word, and takes it back', () => {
    const correct = vi.fn()
    show({ state: { kind: 'ready', note: NOTE, corrected: 'Static Worlds' }, on: { ...on, correct } })
    expect(container.querySelector('[role=status]')?.textContent).toBe(
      'Kept: not the paper of that title in your digest. Undo',
    )
    expect(button('Not the same?')).toBeUndefined()
    click('Undo')
    expect(correct.mock.calls).toEqual([[true]])
  })

  test('folds a long summary, and unfolds it when asked', () => {
    ready({ summary: { text: 'Long. '.repeat(100), from: 'digest' } })
    expect(container.querySelector('.clamped')).not.toBeNull()
    click('More')
    expect(container.querySelector('.clamped')).toBeNull()
    click('Less')
    expect(container.querySelector('.clamped')).not.toBeNull()
  })

  test('offers in its menu to fold up, to turn off here, and the app', () => {
    ready()
    expect(button('Turn off on arxiv.org')).toBeUndefined()
    click('Options')
    click('Turn off on arxiv.org')
    expect(on.turnOff).toHaveBeenCalledTimes(1)
    expect(button('Turn off on arxiv.org')).toBeUndefined()
    click('Options')
    const pressed = new KeyboardEvent('keydown', { key: 'Escape' })
    act(() => void container.querySelector('aside')?.dispatchEvent(pressed))
    expect(button('Fold up here')).toBeUndefined()
  })

  test('folded up, offers to be shown and no menu that would not open', () => {
    show({ state: { kind: 'ready', note: NOTE }, folded: true })
    expect([...container.querySelectorAll('button')].map(each => each.textContent)).toEqual(['Show'])
    click('Show')
    expect(on.fold.mock.calls).toEqual([[false]])
  })

  test('says what went wrong and offers to try again', () => {
    show({ state: { kind: 'failed', message: 'The disk is full.' } })
    expect(container.querySelector('[role=alert]')?.textContent).toBe('The disk is full.')
    click('Try again')
    expect(on.retry).toHaveBeenCalledTimes(1)
    show({ state: { kind: 'ready', note: NOTE }, problem: 'Nothing was saved.' })
    expect(container.querySelector('[role=alert]')?.textContent).toBe('Nothing was saved.')
  })

  test('shows a citation to copy, and whether it is on the clipboard', () => {
    show({ state: { kind: 'ready', note: { ...NOTE, saved: true, state: 'done' } }, citation: CITATION })
    expect(container.querySelector('.bibtex')?.textContent).toBe('@misc{a}')
    // Of pages with form fields the browser asks its maker's autofill service.
    expect(container.querySelectorAll('input, select, textarea')).toHaveLength(0)
    expect(container.querySelector('[role=status]')?.textContent).toBe('BibTeX, select and copy')
    show({ state: { kind: 'ready', note: NOTE }, citation: { ...CITATION, copied: true } })
    expect(container.querySelector('[role=status]')?.textContent).toBe('BibTeX, copied to the clipboard')
  })

  test('has other formats beside a citation, the app for all of them, and puts it away', () => {
    show({ state: { kind: 'ready', note: NOTE }, citation: CITATION })
    click('RIS')
    click('More…')
    click('Cite')
    expect(on.cite.mock.calls).toEqual([['ris'], [null]])
    expect(on.open.mock.calls).toEqual([['#/library?cite=arxiv%3A2608.00001']])
    const { more: _, ...known } = CITATION
    show({ state: { kind: 'ready', note: NOTE }, citation: known })
    expect(button('More…')).toBeUndefined()
  })

  test.each([
    ['loading', { state: { kind: 'loading' } }],
    ['ready', { state: { kind: 'ready', note: NOTE } }],
    ['with a citation', { state: { kind: 'ready', note: NOTE }, citation: CITATION }],
    ['saved', { state: { kind: 'ready', note: { ...NOTE, saved: true, state: 'skipped' } } }],
    ['matched by title', { state: { kind: 'ready', note: { ...NOTE, known: MATCHED } } }],
    ['corrected', { state: { kind: 'ready', note: NOTE, corrected: 'Static Worlds' } }],
    ['failed', { state: { kind: 'failed', message: 'No.' } }],
    ['folded', { state: { kind: 'ready', note: NOTE }, folded: true }],
  ] as const)('has no accessibility fault axe can find, %s', async (_, props) => {
    show(props as Parameters<typeof show>[0])
    // Colours need a real browser; the pages that share the tokens are checked there.
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})
