import { focusFirstPaper, PaperList } from '@/components/paper-list'
import { SearchField } from '@/components/search-field'
import { usePaperRows } from '@/lib/pages/paper-list-state'
import { routeHash } from '@/lib/pages/route'
import { useSearch } from '@/lib/pages/search-state'
import { number } from '@/lib/pages/status'
import type { PageProps } from './app'

const MAX_RESULTS = 100
const TOPICS_SHOWN = 4

/** Search with its query in the address, so that it can be shared and found again. */
export function SearchPage({ parameters, status, say }: PageProps) {
  const query = parameters.get('q') ?? ''
  const search = useSearch(query, MAX_RESULTS)
  const show = (text: string) => history.replaceState(null, '', routeHash('search', { q: text }))
  const setQuery = (text: string) => {
    show(text)
    dispatchEvent(new HashChangeEvent('hashchange'))
  }
  const { rows, onSave, onCite } = usePaperRows(search.answer?.papers ?? [], {
    topics: TOPICS_SHOWN,
    say,
    matches: search.matches,
  })
  const corrected = search.answer?.words.filter(word => word.corrected && word.forms.length > 0) ?? []
  return (
    <>
      <h1 class="visually-hidden">Search</h1>
      <SearchField
        value={query}
        placeholder={
          status ? `Search ${number(status.papers)} papers: title, author, topic, words` : 'Search the digest'
        }
        autoFocus
        onInput={setQuery}
        onKeyDown={event => {
          if (event.key === 'ArrowDown' && focusFirstPaper()) event.preventDefault()
        }}
      />
      {search.error && (
        <p class="notice bad" role="alert">
          {search.error}
        </p>
      )}
      {search.answer && (
        <p class="muted result-line" role="status">
          {number(search.answer.total)} {search.answer.total === 1 ? 'result' : 'results'}
          {search.answer.total > rows.length && `, the best ${rows.length} shown`}
          {corrected.map(word => (
            <span key={word.word}>
              {' '}
              · no “{word.word}” here, shown:{' '}
              {word.forms
                .slice(0, 3)
                .map(form => form.term)
                .join(', ')}
            </span>
          ))}
        </p>
      )}
      <PaperList name="Results" papers={rows} onSave={onSave} onCite={onCite} onTopic={setQuery} />
      {search.answer && rows.length === 0 && (
        <p class="empty">
          Nothing in your digest matches.{' '}
          <a
            href={`https://huggingface.co/papers?q=${encodeURIComponent(query)}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            <b>Search Hugging Face for more</b>
          </a>
        </p>
      )}
      {!search.answer && !search.error && query.trim() === '' && (
        <p class="empty">
          Type a few words: part of a title, an author, a topic. Everything is searched on this machine.
        </p>
      )}
    </>
  )
}
