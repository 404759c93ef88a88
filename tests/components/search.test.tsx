// @vitest-environment jsdom
import axe from 'axe-core'
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PaperView } from '@/components/paper-item'
import { openFirstPaper, PaperList } from '@/components/paper-list'
import { QueryChips } from '@/components/query-chips'
import { CorrectedWords, ResultLine } from '@/components/result-line'
import { SearchFacets } from '@/components/search-facets'
import { SearchField } from '@/components/search-field'
import { SearchTips } from '@/components/search-tips'
import { parseQuery } from '@/lib/search/query'

let container: HTMLElement

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Search'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
})

function show(children: ComponentChildren): void {
  act(() => render(<div class="g">{children}</div>, container))
}

const texts = (selector: string) =>
  [...container.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim())
const click = (name: string) =>
  act(() => {
    const named = [...container.querySelectorAll<HTMLElement>('button')].find(
      button => (button.getAttribute('aria-label') ?? button.textContent) === name,
    )
    if (!named) throw new Error(`There is no button "${name}"`)
    named.click()
  })
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

describe('how a query was read', () => {
  test('shows each filter, and takes one out', async () => {
    const onChange = vi.fn()
    show(
      <QueryChips
        query={parseQuery('diffusion author:hinton -has:code "world model"')}
        onChange={onChange}
      />,
    )
    expect(texts('.filter')).toEqual(['by “hinton”', 'without code', 'exactly “world model”'])
    expect(await faults()).toEqual([])
    click('Remove: without code')
    expect(onChange).toHaveBeenCalledWith('diffusion author:hinton "world model"')
  })

  test('says what is odd, and nothing of plain words', () => {
    show(<QueryChips query={parseQuery('year:2024-13 glow')} onChange={vi.fn()} />)
    expect(texts('.odd')).toEqual(['no such date: 2024-13 (searched as words)'])
    show(<QueryChips query={parseQuery('plain words')} onChange={vi.fn()} />)
    expect(container.querySelector('.reading')).toBeNull()
  })
})

describe('what was found', () => {
  test.each([
    [1, false, 0, '1 result'],
    [1234, false, 0, '1,234 results'],
    [50, true, 0, 'at least 50 results'],
    [2, false, 8, '2 results, 8 near in meaning'],
  ])('%i, more %s, near %i', (total, more, near, expected) => {
    show(<ResultLine total={total} more={more} near={near} />)
    expect(texts('[role=status]')).toEqual([expected])
  })

  test('names words that were read as others', () => {
    const form = (term: string) => ({ term, weight: 1 })
    const word = { word: 'transfromer', count: 1, forms: [form('transformer'), form('transformers')] }
    show(
      <CorrectedWords
        words={[
          { ...word, corrected: true },
          { ...word, word: 'known', corrected: false },
          { ...word, word: 'hopeless', forms: [], corrected: true },
        ]}
      />,
    )
    expect(texts('.corrected')).toEqual(['no “transfromer” here, shown: transformer, transformers'])
  })
})

describe('facets', () => {
  const choice = (label: string, count: number, pressed = false) => ({ value: label, label, count, pressed })
  const years = Array.from({ length: 11 }, (_, i) => choice(String(2026 - i), i + 1, i === 10))
  const groups = [
    { name: 'Year', operator: 'year', choices: years },
    { name: 'Has', operator: 'has', choices: [choice('code', 1234)] },
  ]

  test('are buttons with counts; of many, some and the pressed ones until all are asked for', async () => {
    const onToggle = vi.fn()
    show(<SearchFacets groups={groups} open onToggle={onToggle} />)
    expect(texts('[aria-labelledby=facet-year] .label')).toEqual([
      ...years.slice(0, 8).map(({ label }) => label),
      '2016',
    ])
    expect(container.querySelectorAll('[aria-pressed=true]')).toHaveLength(1)
    expect(await faults()).toEqual([])
    click('3 more: Year')
    expect(texts('[aria-labelledby=facet-year] .label')).toHaveLength(11)
    click('code, results: 1,234')
    expect(onToggle).toHaveBeenCalledWith('has', 'code')
  })
})

test.each([
  ['', 'author:hinton', 'author:', 7],
  ['glow', 'author:hinton', 'glow author:', 12],
  ['glow ', '"world model"', 'glow ""', 6],
  ['glow', 'is:saved', 'glow is:saved', 13],
])('%j with the tip %s is %j', (typed, tip, expected, caret) => {
  const onInput = vi.fn()
  show(
    <>
      <SearchField value={typed} placeholder="" autoFocus onInput={onInput} />
      <SearchTips />
    </>,
  )
  click(tip)
  const input = container.querySelector('input')
  expect(onInput).toHaveBeenCalledWith(expected)
  expect(input?.value).toBe(expected)
  expect(input?.selectionStart).toBe(caret)
  expect(document.activeElement).toBe(input)
})

describe('the list of results', () => {
  const paper = (id: string): PaperView => ({
    id,
    title: [{ text: `Paper ${id}`, mark: false }],
    url: `https://example.org/${id}`,
    upvotes: undefined,
    text: [],
    from: 'digest',
    topics: [],
    topicsFound: false,
    byline: [{ text: 'Ada', mark: true }],
    saved: false,
  })
  const on = { onSave: vi.fn(), onTopic: vi.fn(), onCite: vi.fn() }

  test('parts what is only near in meaning', async () => {
    const papers = ['a', 'b', 'c'].map(paper)
    show(
      <PaperList name="Results" papers={papers} divider={{ before: 1, text: 'Near in meaning' }} {...on} />,
    )
    expect(texts('li.item .title, li.divider')).toEqual(['Paper a', 'Near in meaning', 'Paper b', 'Paper c'])
    expect(await faults()).toEqual([])
  })

  test('opens its first paper', () => {
    show(<PaperList name="Results" papers={[paper('a'), paper('b')]} {...on} />)
    const clicked: string[] = []
    container.addEventListener('click', event => {
      event.preventDefault()
      clicked.push((event.target as HTMLElement).closest('a')?.href ?? '')
    })
    openFirstPaper()
    expect(clicked).toEqual(['https://example.org/a'])
  })
})
