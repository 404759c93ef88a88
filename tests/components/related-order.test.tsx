// @vitest-environment jsdom
import axe from 'axe-core'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LikeList } from '@/components/like-list'
import { PanelRelated } from '@/components/panel-related'
import { inOrder } from '@/components/related-order'
import type { RelatedPaper } from '@/lib/messaging/protocol'

const PAPERS: readonly RelatedPaper[] = [
  { id: 'arxiv:1', title: 'Nearest', date: '2024-05-01', upvotes: 3, read: true },
  { id: 'arxiv:2', title: 'Newest', date: '2026-08-01' },
  { id: 'arxiv:3', title: 'Undated', upvotes: 40 },
  { id: 'arxiv:4', title: 'Liked', date: '2025-01-01', upvotes: 90, read: true },
  { id: 'arxiv:5', title: 'Fifth', date: '2025-02-01', upvotes: 3 },
  { id: 'arxiv:6', title: 'Sixth', date: '2025-03-01', upvotes: 2 },
  { id: 'arxiv:7', title: 'Seventh', date: '2025-04-01', upvotes: 1 },
]

describe('Six of the related papers', () => {
  it.each([
    ['best', false, ['Nearest', 'Newest', 'Undated', 'Liked', 'Fifth', 'Sixth']],
    ['newest', false, ['Newest', 'Seventh', 'Sixth', 'Fifth', 'Liked', 'Nearest']],
    ['upvotes', false, ['Liked', 'Undated', 'Nearest', 'Fifth', 'Sixth', 'Seventh']],
    ['best', true, ['Newest', 'Undated', 'Fifth', 'Sixth', 'Seventh']],
    ['upvotes', true, ['Undated', 'Fifth', 'Sixth', 'Seventh', 'Newest']],
  ] as const)('by %s, unread only: %s', (order, unreadOnly, expected) => {
    expect(inOrder(PAPERS, order, unreadOnly).map(({ title }) => title)).toEqual(expected)
  })
})

describe('In the panel', () => {
  let container: HTMLElement
  beforeEach(() => {
    document.documentElement.lang = 'en'
    document.title = 'A paper'
    container = document.body.appendChild(document.createElement('main'))
  })
  afterEach(() => {
    render(null, container)
    container.remove()
  })
  const show = (related: readonly RelatedPaper[]) =>
    act(() => render(<PanelRelated related={related} corpusSize={7} />, container))
  const titles = () => [...container.querySelectorAll('.title')].map(title => title.textContent)
  const button = (name = 'Unread') =>
    [...container.querySelectorAll('button')].find(({ textContent }) => textContent === name) ?? null

  it('the reader chooses the order', async () => {
    show(PAPERS)
    expect(titles()[0]).toBe('Nearest')
    act(() => button('newest')?.click())
    expect(button('newest')?.getAttribute('aria-pressed')).toBe('true')
    expect(titles()[0]).toBe('Newest')
    expect((await axe.run(container)).violations).toEqual([])
  })

  it('there is no form field: of pages with fields the browser asks its maker’s autofill service', () => {
    show(PAPERS)
    expect(container.querySelectorAll('input, select, textarea')).toHaveLength(0)
  })

  it('what was read is hidden at a press, and shown again at the next', () => {
    show(PAPERS)
    act(() => button()?.click())
    expect(button()?.getAttribute('aria-pressed')).toBe('true')
    expect(titles()).not.toContain('Nearest')
    act(() => button()?.click())
    expect(titles()).toContain('Nearest')
  })

  it('says so where all was read', () => {
    show(PAPERS.filter(({ read }) => read))
    act(() => button()?.click())
    expect(titles()).toEqual([])
    expect(container.textContent).toContain('You have read all that is close')
  })

  it.each([
    ['nothing was read', PAPERS.filter(({ read }) => !read)],
    ['nothing is related', []],
  ])('there is no button where %s', (_, related) => {
    show(related)
    expect(button()).toBeNull()
  })

  it('papers like the reading list say what they are like, and can be saved', async () => {
    const saved: string[] = []
    const papers = [
      {
        id: 'arxiv:2601.00001' as const,
        title: 'Found',
        url: 'https://arxiv.org/abs/2601.00001',
        like: 'A saved one',
        reason: { kind: 'words', shared: ['sparse voxels'] },
      },
      { id: 'title:untitled' as const, title: 'Bare' },
    ] as const
    act(() => render(<LikeList papers={papers} onSave={id => saved.push(id)} />, container))
    expect(container.textContent).toContain('like A saved one · shares sparse voxels')
    act(() => button('Save')?.click())
    expect(saved).toEqual(['arxiv:2601.00001'])
    expect((await axe.run(container)).violations).toEqual([])
  })
})
