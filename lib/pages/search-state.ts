import { useEffect, useRef, useState } from 'preact/hooks'
import type { SearchAnswer } from '../corpus/corpus'
import { matcher } from '../search/search'
import { corpus, ready } from './context'

/** The latest answer to what was typed; an older, slower answer never replaces a newer one. */
export interface SearchState {
  readonly query: string
  readonly answer: SearchAnswer | null
  readonly matches: (term: string) => boolean
  readonly error: string | null
}

const none = () => false

/** Searches the corpus for `query` on every change. */
export function useSearch(query: string, limit: number): SearchState {
  const [state, setState] = useState<SearchState>({ query: '', answer: null, matches: none, error: null })
  const latest = useRef(0)
  useEffect(() => {
    const turn = ++latest.current
    if (query.trim() === '') {
      setState({ query, answer: null, matches: none, error: null })
      return
    }
    ready
      .then(() => corpus.search(query, limit))
      .then(
        answer => {
          if (turn === latest.current)
            setState({ query, answer, matches: matcher(answer.words), error: null })
        },
        () => {
          const error =
            'The search index could not be read. Your papers are kept; close this window and open it again.'
          if (turn === latest.current) setState({ query, answer: null, matches: none, error })
        },
      )
  }, [query, limit])
  return state
}
