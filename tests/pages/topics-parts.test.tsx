// @vitest-environment jsdom
import axe from 'axe-core'
import { type ComponentChildren, render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TopicRow, type TopicShown } from '@/components/topic-row'
import { TopicSpark, trendInWords } from '@/components/topic-spark'
import { MonthTable, TopicTable } from '@/components/topic-table'

let container: HTMLElement

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Topics'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
})

const show = (children: ComponentChildren) => act(() => render(<div class="g">{children}</div>, container))
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  return violations.map(({ id }) => id)
}

const MONTHS = ['2025-12', '2026-01', '2026-02']
const TOPIC: TopicShown = {
  label: 'world <i>models</i>',
  name: 'world <i>models</i>',
  papers: 1234,
  shares: [0.01, 0.05, 0.02],
  followed: false,
  muted: false,
}

function row(topic: Partial<TopicShown> = {}) {
  const [onFollow, onMute] = [vi.fn(), vi.fn()]
  show(
    <ol aria-label="Topics">
      <TopicRow
        topic={{ ...TOPIC, ...topic }}
        months={MONTHS}
        href="#/topics?topic=x"
        onFollow={onFollow}
        onMute={onMute}
      />
    </ol>,
  )
  return { onFollow, onMute }
}

describe('a topic of a list', () => {
  test('is a link to its page, its text is text, and it can be followed and muted', async () => {
    const { onFollow, onMute } = row()
    const link = container.querySelector('a')
    expect(link?.getAttribute('href')).toBe('#/topics?topic=x')
    expect(link?.textContent).toBe('world <i>models</i>')
    expect(container.textContent).toContain('1,234 papers')
    const [follow, mute] = container.querySelectorAll('button')
    act(() => follow?.click())
    act(() => mute?.click())
    expect(onFollow).toHaveBeenCalledWith(true)
    expect(onMute).toHaveBeenCalledWith(true)
    expect(await faults()).toEqual([])
  })

  test('says what was chosen, and lets go of it', () => {
    const { onFollow } = row({ followed: true })
    const [follow, mute] = container.querySelectorAll('button')
    expect(follow?.getAttribute('aria-pressed')).toBe('true')
    expect(mute?.getAttribute('aria-pressed')).toBe('false')
    act(() => follow?.click())
    expect(onFollow).toHaveBeenCalledWith(false)
  })

  test.each([
    [2.44, '2.4×'],
    [Number.POSITIVE_INFINITY, 'new'],
  ])('that rises %d times says %j', (times, words) => {
    row({ times })
    expect(container.querySelector('.rise')?.textContent).toBe(words)
  })

  test('that does not rise says nothing of it', () => {
    row()
    expect(container.querySelector('.rise')).toBeNull()
  })
})

describe('the small picture', () => {
  test('has a bar for each month, and says in words what it shows', async () => {
    show(<TopicSpark shares={TOPIC.shares} months={MONTHS} />)
    const heights = [...container.querySelectorAll('rect')].map(bar => Number(bar.getAttribute('height')))
    expect(heights).toHaveLength(3)
    expect(heights[1]).toBe(20)
    expect(heights[0]).toBeLessThan(heights[2] ?? 0)
    const words = 'Share of papers: 1.0 % in Dec 2025, 2.0 % in Feb 2026, at most 5.0 % in Jan 2026'
    expect(container.querySelector('svg')?.getAttribute('aria-label')).toBe(words)
    expect(await faults()).toEqual([])
  })

  test.each([
    ['nothing', []],
    ['months of too few papers', [0, 0, 0]],
  ])('of %s is no picture', (_, shares) => {
    show(<TopicSpark shares={shares} months={MONTHS} />)
    expect(container.querySelector('svg')).toBeNull()
  })

  test.each([
    [[], 'No papers'],
    [[0.5], 'Share of papers: 50 % in Dec 2025'],
    [[0, 0, 0], 'Share of papers: 0 % in Dec 2025, 0 % in Feb 2026'],
    [[0.1, 0.2, 0.3], 'Share of papers: 10 % in Dec 2025, 30 % in Feb 2026'],
  ])('of %j says %j', (shares, words) => {
    expect(trendInWords(shares, MONTHS)).toBe(words)
  })
})

describe('the tables', () => {
  test('hold the papers of each topic by month', async () => {
    show(
      <TopicTable
        caption="Topics: papers by month"
        months={MONTHS}
        topics={[{ label: 'a', name: 'cs.LG: Machine Learning', counts: [1, 0, 7] }]}
      />,
    )
    const cells = [...container.querySelectorAll('th, td')].map(cell => cell.textContent)
    expect(cells).toEqual([
      'Topic',
      'Dec 2025',
      'Jan 2026',
      'Feb 2026',
      'cs.LG: Machine Learning',
      '1',
      '0',
      '7',
    ])
    expect(await faults()).toEqual([])
  })

  test('hold the months of one topic, the newest first', async () => {
    show(<MonthTable caption="Papers by month" months={MONTHS} counts={[1, 0, 7]} shares={[0.5, 0, 0.004]} />)
    const rows = [...container.querySelectorAll('tbody tr')].map(line => line.textContent)
    expect(rows).toEqual(['Feb 202670.4 %', 'Jan 202600 %', 'Dec 2025150 %'])
    expect(await faults()).toEqual([])
  })
})
