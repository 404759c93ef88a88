import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { SearchAnswer } from '../corpus/corpus'
import { findNamed, identifiersIn, type NamedPaper } from '../corpus/named'
import { newerGloss } from '../corpus/newer'
import { tokenize } from '../search/analysis'
import type { Facets } from '../search/facets'
import { FEW } from '../search/match'
import { hasFilter, type Query, withFilter } from '../search/query'
import { matcher } from '../search/words'
import type { Asked } from './asked'
import { corpus, openIndex, ready } from './context'
import { latestOnly } from './latest'

export interface Found {
  readonly kind: 'found'
  readonly answer: SearchAnswer
  /** Whether a word is one that was looked for, in texts and in names of authors. */
  readonly matches: (term: string) => boolean
  readonly matchesName: (term: string) => boolean
}

/** What came of a search. */
export type Outcome =
  /** Nothing was asked, or nothing has come yet. */
  | { readonly kind: 'none' }
  | Found
  /** What was typed is an identifier or an address. */
  | { readonly kind: 'named'; readonly named: NamedPaper }
  | { readonly kind: 'failed'; readonly message: string }

export interface SearchState {
  /** What the outcome answers; older than what is asked while an answer is on its way. */
  readonly asked: Asked
  readonly outcome: Outcome
  /** What results can be narrowed by; they come after the results. */
  readonly counts: Counts | null
}

/** Facets of a query, and how many of its results are on the reading list. */
export interface Counts {
  readonly query: string
  readonly facets: Facets
  readonly saved: number
}

interface Wanted extends Asked {
  readonly limit: number
}

const NOTHING: SearchState = {
  asked: { query: '', order: 'relevance' },
  outcome: { kind: 'none' },
  counts: null,
}
const FAILED =
  'The search index could not be read. Your papers are kept; close this window and open it again.'
/** Facets are counted, and papers near in meaning looked for, when nothing was typed for this long. */
const COUNT_AFTER = 120

/**
 * Searches the corpus as `asked` changes. What was found before stays until the answer is there; an older answer never
 * replaces a newer one. With `counting`, facets follow when typing pauses.
 */
export function useSearch({ query, order }: Asked, limit: number, counting: boolean): SearchState {
  const [state, setState] = useState(NOTHING)
  const [search, count, widen] = useMemo(() => {
    const change = (part: Partial<SearchState>) => setState(before => ({ ...before, ...part }))
    return [
      latestOnly<Wanted, Outcome>(answerTo, {
        done: (asked, outcome) => change({ asked, outcome }),
        failed: (asked, error) => {
          console.error('Gloss: the search failed', error)
          const message = newerGloss(error)?.message ?? FAILED
          change({ asked, outcome: { kind: 'failed', message }, counts: null })
        },
      }),
      latestOnly<string, Counts>(countsOf, {
        done: (_, counts) => change({ counts }),
        // Results stand without their facets.
        failed: (_, error) => console.error('Gloss: facets could not be counted', error),
      }),
      latestOnly<Wanted, Found>(wanted => resultsOf(wanted, true), {
        done: (_, outcome) => change({ outcome }),
        failed: (_, error) => console.error('Gloss: papers near in meaning could not be found', error),
      }),
    ] as const
  }, [])
  // Before the browser paints what was typed, so that the search does not wait for a frame.
  useLayoutEffect(() => {
    if (query.trim() !== '') return search.ask({ query, order, limit })
    search.forget()
    count.forget()
    widen.forget()
    setState(NOTHING)
  }, [search, count, widen, query, order, limit])
  const { kind } = state.outcome
  const answered = kind === 'found' && state.asked.query === query
  const few = kind === 'found' && state.outcome.answer.papers.length < FEW
  useLayoutEffect(() => {
    if (!answered) return
    const timer = setTimeout(() => {
      if (counting) count.ask(query)
      if (few) widen.ask({ query, order, limit })
    }, COUNT_AFTER)
    return () => {
      clearTimeout(timer)
      count.forget()
      widen.forget()
    }
    // Not of `few`: once more papers have come, there is nothing left to ask.
  }, [count, widen, counting, answered, query, order, limit])
  return state
}

/** The line before papers that hold none of the words but are near in meaning; they are the last. */
export function dividerOf({
  papers,
  byMeaning,
}: SearchAnswer): { readonly before: number; readonly text: string } | undefined {
  return byMeaning > 0 ? { before: papers.length - byMeaning, text: 'Near in meaning' } : undefined
}

async function answerTo({ query, order, limit }: Wanted): Promise<Outcome> {
  if (identifiersIn(query).length > 0) {
    await ready
    const named = await findNamed(corpus, query)
    if (named) return { kind: 'named', named }
  }
  await openIndex()
  return resultsOf({ query, order, limit }, false)
}

/** What matches and, with `near`, what only means something like it where few do: that may take a moment more. */
async function resultsOf({ query, order, limit }: Wanted, near: boolean): Promise<Found> {
  const answer = await corpus.search({ query, order, limit, near })
  const matches = matcher(answer.words)
  return { kind: 'found', answer, matches, matchesName: nameMatcher(answer.query, matches) }
}

/** Names that are filtered by are looked for as well as the words. */
function nameMatcher({ required }: Query, matches: (term: string) => boolean): (term: string) => boolean {
  const names = required.flatMap(filter => (filter.kind === 'author' ? tokenize(filter.text) : []))
  if (names.length === 0) return matches
  const terms = new Set(names.map(({ term }) => term))
  return term => terms.has(term) || matches(term)
}

async function countsOf(query: string): Promise<Counts> {
  const none = { years: [], topics: [], has: [] }
  const { facets = none, total } = await corpus.search({ query, limit: 50, facets: true })
  if (hasFilter(query, 'is', 'saved')) return { query, facets, saved: total }
  if ((await corpus.db.library.count()) === 0) return { query, facets, saved: 0 }
  const saved = await corpus.search({ query: withFilter(query, 'is', 'saved'), limit: 1 })
  return { query, facets, saved: saved.total }
}
