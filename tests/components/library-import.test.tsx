// @vitest-environment jsdom
import axe from 'axe-core'
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DuplicatePair } from '@/components/duplicate-pair'
import { LibraryAdd } from '@/components/library-add'
import { LibraryImport, type LibraryImportShown } from '@/components/library-import'
import { RuleForm } from '@/components/rule-form'
import { RuleList } from '@/components/rule-list'
import { VisitList } from '@/components/visit-list'
import type { ListRow } from '@/lib/entries/list-row'

let container: HTMLElement

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Library'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
})

const show = (children: ComponentChildren) => act(() => render(<div class="g">{children}</div>, container))
const button = (name: string) => {
  const found = [...container.querySelectorAll<HTMLButtonElement>('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name,
  )
  if (!found) throw new Error(`There is no button "${name}"`)
  return found
}
const click = (name: string) => act(() => button(name).click())
const field = (selector: string) => {
  const found = container.querySelector<HTMLInputElement>(selector)
  if (!found) throw new Error(`There is no ${selector}`)
  return found
}
const type = (selector: string, value: string) =>
  act(() => {
    const input = field(selector)
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
const text = () => container.textContent?.replace(/\s+/g, ' ').trim() ?? ''
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

const SHOWN: LibraryImportShown = {
  format: 'BibTeX',
  papers: 1234,
  fresh: ['Lanterns that glow', '<b>Harbours</b>'],
  merges: [{ title: 'Words for lanterns', changes: ['a note', '2 tags'] }],
  same: ['Night'],
  states: 3,
  notUnderstood: ['Line 3: the braces of the entry do not match.'],
}

function importOf(more: Partial<LibraryImportShown> = {}, props: { done?: number; problem?: string } = {}) {
  const on = { onImport: vi.fn(), onCopy: vi.fn(), onClose: vi.fn() }
  show(
    <LibraryImport
      shown={{ ...SHOWN, ...more }}
      tag="imported 2026-11-23"
      done={props.done}
      problem={props.problem ?? null}
      {...on}
    />,
  )
  return on
}

describe('the look at an import', () => {
  test('says what is new, what merges, what is there and what was not understood', async () => {
    const on = importOf()
    for (const part of [
      '1,234 papers · BibTeX',
      '2 papers are new',
      '<b>Harbours</b>',
      '1 paper on your list gets something added',
      'Words for lanterns: a note, 2 tags',
      '1 paper is on your list already as it is',
      'Line 3: the braces of the entry do not match.',
      '(3 differ)',
    ])
      expect(text()).toContain(part)
    click('Copy what was not understood')
    expect(on.onCopy).toHaveBeenCalledWith('Line 3: the braces of the entry do not match.')
    expect(await faults()).toEqual([])
  })

  test('takes neither states nor a tag unless the reader wants them', () => {
    const on = importOf()
    click('Import 1,234 papers')
    expect(on.onImport).toHaveBeenLastCalledWith({ states: false, tag: '' })
    for (const box of container.querySelectorAll<HTMLInputElement>('[type=checkbox]')) act(() => box.click())
    type('.textbox', '  old   list ')
    click('Import 1,234 papers')
    expect(on.onImport).toHaveBeenLastCalledWith({ states: true, tag: 'old list' })
  })

  test('has nothing to do where the list has all of it, but what the reader chooses', () => {
    importOf({ fresh: [], merges: [], states: 0, papers: 1 })
    expect(text()).toContain('Your list has all of it already.')
    expect(button('Import 1 paper').disabled).toBe(true)
    act(() => field('[type=checkbox]').click())
    expect(button('Import 1 paper').disabled).toBe(false)
  })

  test('shows how far it has come, and stops', async () => {
    const on = importOf({}, { done: 500 })
    expect(text()).toContain('500 of 1,234')
    expect(field('[role=progressbar]').getAttribute('aria-valuenow')).toBe('41')
    expect(button('Import 1,234 papers').disabled).toBe(true)
    click('Stop')
    expect(on.onClose).toHaveBeenCalled()
    expect(await faults()).toEqual([])
  })

  test('says what went wrong', () => {
    importOf({}, { problem: 'Not everything could be imported.' })
    expect(field('[role=alert]').textContent).toBe('Not everything could be imported.')
  })
})

test('papers to add are recognised as they are typed', async () => {
  const on = { onText: vi.fn(), onAdd: vi.fn(), onFile: vi.fn(), onClose: vi.fn() }
  const add = (found: LibraryImportShown | null, nothing: string | null = null) =>
    show(<LibraryAdd text="x" found={found} nothing={nothing} problem={null} busy={false} {...on} />)
  add(null)
  expect(button('Add').disabled).toBe(true)
  add(null, 'Nothing')
  expect(text()).toContain('No paper is recognised in this yet.')
  add(SHOWN)
  expect(text()).toContain('Night · on your list already')
  expect(await faults()).toEqual([])
  type('textarea', '2401.00001')
  expect(on.onText).toHaveBeenCalledWith('2401.00001')
  act(() => {
    field('textarea').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
    )
  })
  click('Add 3 papers')
  expect(on.onAdd).toHaveBeenCalledTimes(2)
})

const ROW: ListRow = {
  id: 'arxiv:2401.00001',
  ids: ['arxiv:2401.00001'],
  keys: ['arxiv:2401.00001'],
  state: 'reading',
  priority: 2,
  rating: 4,
  saved: 0,
  tags: ['x', 'y'],
  notes: ['A', 'B'],
  title: 'Lanterns that glow',
  authors: ['A B', 'C D', 'E F', 'G H'],
  date: '2024-01-02',
  topics: [],
  url: 'https://arxiv.org/abs/2401.00001',
  has: {},
  digests: [],
}

test('duplicates stand side by side, with what they become', async () => {
  const on = { onMerge: vi.fn(), onApart: vi.fn() }
  const other: ListRow = { ...ROW, id: 'doi:10.1000/x', ids: ['doi:10.1000/x'], journal: 'Night', tags: [] }
  show(
    <ul>
      <DuplicatePair
        rows={[ROW, other]}
        reason="preprint and published"
        maybe={false}
        merged={{ ...ROW, ids: [...ROW.ids, ...other.ids] }}
        busy={false}
        {...on}
      />
    </ul>,
  )
  expect(text()).toContain('Likely one paper: preprint and published')
  expect(text()).toContain('A B, C D, E F and 1 more')
  expect(text()).toContain('Reading · Medium priority · 4 of 5 stars · x, y · 2 notes')
  expect(text()).toContain('arxiv:2401.00001, doi:10.1000/x')
  expect(await faults()).toEqual([])
  click('Merge: Lanterns that glow')
  click('Keep apart: Lanterns that glow')
  expect(on.onMerge).toHaveBeenCalledTimes(1)
  expect(on.onApart).toHaveBeenCalledTimes(1)
})

describe('rules', () => {
  test('are listed with what they are for, and deleted', async () => {
    const onDelete = vi.fn()
    const rule = { id: 'r', query: 'topic:x', tag: 'y', matches: 1 }
    show(<RuleList rules={[rule]} busy={false} onDelete={onDelete} />)
    expect(text()).toContain('topic:x → y · 1 paper on your list')
    expect(await faults()).toEqual([])
    click('Delete the rule topic:x → y')
    expect(onDelete).toHaveBeenCalledWith(rule)
    show(<RuleList rules={[]} busy={false} onDelete={onDelete} />)
    expect(text()).toContain('There is no rule yet.')
  })

  test('are made of a search and a tag, with what they find as it is typed', async () => {
    const onAdd = vi.fn()
    show(
      <RuleForm
        allTags={['x']}
        busy={false}
        count={query => query.length}
        odd={query => (query.includes('"') ? ['An open quote'] : [])}
        onAdd={onAdd}
      />,
    )
    expect(button('Add rule').disabled).toBe(true)
    type('input', ' "lamp ')
    expect(field('[role=status]').textContent).toBe('5 papers on your list · An open quote')
    type('input[list]', ' to  cite ')
    expect(await faults()).toEqual([])
    click('Add rule')
    expect(onAdd).toHaveBeenCalledWith('"lamp', 'to cite')
    expect(field('input').value).toBe('')
  })
})

test('visits are saved and forgotten one by one', async () => {
  const on = { onSave: vi.fn(), onForget: vi.fn() }
  const visit = { id: 'a', title: 'Lanterns', url: 'https://arxiv.org/abs/1', when: '2 h ago', saved: false }
  show(<VisitList visits={[visit, { ...visit, id: 'b', title: 'Night', saved: true }]} {...on} />)
  expect(await faults()).toEqual([])
  click('Save: Lanterns')
  click('Saved: Night')
  click('Forget: Night')
  expect(on.onSave.mock.calls).toEqual([
    ['a', true],
    ['b', false],
  ])
  expect(on.onForget.mock.calls).toEqual([['b']])
})
