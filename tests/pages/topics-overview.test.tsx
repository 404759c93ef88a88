// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TopicsOverview } from '@/entrypoints/app/topics/overview'
import { parseSettings, type Settings } from '@/lib/settings'
import type { TopicVocabulary } from '@/lib/topics/vocabulary'
import { carrying, vocabularyOf } from '../topics/vocabulary-of'

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

const VOCABULARY = vocabularyOf([
  ...Array.from({ length: 70 }, (_, i) => carrying({ [`kind ${i} of thing`]: 2 })).flat(),
  { title: '', labels: ['video'], day: 20_000, categories: ['cs.CV'] },
  { title: '', labels: ['Video'], day: 20_040, categories: ['cs.CV'] },
  { title: '', labels: ['video'], day: 20_040 },
])

function show(vocabulary: TopicVocabulary | null, chosen: Partial<Settings> = {}) {
  const [onFollow, onMute] = [vi.fn(), vi.fn()]
  const settings = { ...parseSettings({}), ...chosen }
  act(() =>
    render(
      <div class="g">
        <TopicsOverview vocabulary={vocabulary} settings={settings} onFollow={onFollow} onMute={onMute} />
      </div>,
      container,
    ),
  )
  return { onFollow, onMute }
}
const button = (name: string) =>
  [...container.querySelectorAll('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )
const lists = () => [...container.querySelectorAll('ol')].map(list => list.getAttribute('aria-label'))

describe('the topics page', () => {
  test.each([
    ['nothing counted', null],
    ['no topics', vocabularyOf([])],
  ])('with %s says what to do', (_, vocabulary) => {
    show(vocabulary)
    expect(container.querySelector('.empty')?.textContent).toContain('They arrive as Gloss syncs')
    expect(container.querySelector('a')?.getAttribute('href')).toBe('#/today')
  })

  test('lists the commonest, more of them when asked, and categories with their names', async () => {
    show(VOCABULARY)
    expect(lists()).toEqual(['Topics', 'Categories'])
    expect(container.querySelectorAll('ol[aria-label=Topics] > li')).toHaveLength(60)
    expect(container.querySelector('ol[aria-label=Topics] a')?.getAttribute('href')).toBe(
      '#/topics?topic=video',
    )
    expect(container.textContent).toContain('cs.CV: Computer Vision and Pattern Recognition')
    act(() => button('Show more')?.click())
    expect(container.querySelectorAll('ol[aria-label=Topics] > li')).toHaveLength(71)
    expect(button('Show more')).toBeUndefined()
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  test('has followed topics first and muted ones last', () => {
    show(VOCABULARY, { followedTopics: ['Videos'], mutedTopics: ['cs.CV'] })
    expect(lists()).toEqual(['Followed topics', 'Topics', 'Muted topics'])
  })

  test('follows and mutes by the good label', () => {
    const { onFollow, onMute } = show(VOCABULARY)
    act(() => button('Follow video')?.click())
    act(() => button('Mute video')?.click())
    expect(onFollow).toHaveBeenCalledWith('video', true)
    expect(onMute).toHaveBeenCalledWith('video', true)
  })

  test('is read as a table too', () => {
    show(VOCABULARY)
    act(() => button('As a table')?.click())
    expect(lists()).toEqual([])
    const captions = [...container.querySelectorAll('caption')].map(caption => caption.textContent)
    expect(captions).toEqual(['Topics: papers by month', 'Categories: papers by month'])
    const [first] = container.querySelectorAll('tbody tr')
    expect(first?.textContent).toBe('video12')
  })
})
