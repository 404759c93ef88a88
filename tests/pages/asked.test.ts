import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Asked, askedIn, parametersOf, SearchHistory } from '@/lib/pages/asked'
import { parseRoute, routeHash } from '@/lib/pages/route'

const asked = (query: string, order: Asked['order'] = 'relevance'): Asked => ({ query, order })

describe('an address', () => {
  test.each([
    ['', asked(''), 'nothing'],
    ['q=diffusion', asked('diffusion'), 'a query'],
    ['q=a+b&sort=date', asked('a b', 'date'), 'an order'],
    ['q=a&sort=upvotes', asked('a', 'upvotes'), 'the other one'],
    ['q=a&sort=random', asked('a'), 'an order that does not exist'],
  ])('%j', (parameters, expected) => {
    expect(askedIn(new URLSearchParams(parameters))).toEqual(expected)
  })

  test.each([
    asked('diffusion'),
    asked('"a phrase" -not author:"ada l" 100% & more + #1?', 'date'),
    asked('扩散 模型 ', 'upvotes'),
  ])('asks the same again: %j', wanted => {
    expect(askedIn(parseRoute(routeHash('search', parametersOf(wanted))).parameters)).toEqual(wanted)
  })
})

describe('the history of a search', () => {
  let entries: string[]
  let past: SearchHistory
  const name = ({ query, order }: Asked) => query + (order === 'relevance' ? '' : `/${order}`)

  beforeEach(() => {
    vi.useFakeTimers()
    entries = ['']
    const entry = {
      replace: (to: Asked) => void entries.splice(-1, 1, name(to)),
      push: (to: Asked) => void entries.push(name(to)),
    }
    past = new SearchHistory(entry, asked(''))
  })
  afterEach(() => void vi.useRealTimers())

  const type = (...texts: string[]) => {
    for (const text of texts) {
      past.type(asked(text), Date.now())
      vi.advanceTimersByTime(40)
    }
  }

  test('typing rewrites one entry, not at every letter, and ends with the last', () => {
    type('d')
    expect(entries).toEqual(['d'])
    type('di', 'dif')
    expect(entries).toEqual(['dif'])
    type('diff')
    expect(entries).toEqual(['dif'])
    vi.advanceTimersByTime(100)
    expect(entries).toEqual(['diff'])
  })

  test('Enter makes an entry after what was settled on before', () => {
    type('a', 'ab')
    past.submit()
    expect(entries).toEqual(['', 'ab'])
    past.submit()
    expect(entries).toEqual(['', 'ab'])
    type('abc', 'abcd')
    past.submit()
    expect(entries).toEqual(['', 'ab', 'abcd'])
  })

  test('a facet, an order or a topic makes an entry after what was typed', () => {
    type('a', 'ab')
    past.go(asked('year:2024 ab'))
    past.go(asked('year:2024 ab', 'date'))
    past.go(asked('year:2024 ab', 'date'))
    expect(entries).toEqual(['ab', 'year:2024 ab', 'year:2024 ab/date'])
  })

  test('nothing is written any more once another page has the address', () => {
    type('a', 'ab')
    past.arrive(asked('elsewhere'))
    entries.push('elsewhere')
    vi.advanceTimersByTime(1000)
    expect(entries.at(-1)).toBe('elsewhere')
    type('x')
    past.submit()
    expect(entries.slice(-2)).toEqual(['elsewhere', 'x'])
  })
})
