import { useMemo, useState } from 'preact/hooks'
import { focusFirstPaper, openFirstPaper } from '@/components/paper-list'
import { QueryChips } from '@/components/query-chips'
import { SearchField } from '@/components/search-field'
import { SearchTips } from '@/components/search-tips'
import { parametersOf, sameAsked, useAsked } from '@/lib/pages/asked'
import { useOpenWhen } from '@/lib/pages/enter'
import { routeHash } from '@/lib/pages/route'
import { useSearch } from '@/lib/pages/search-state'
import { isArriving, number } from '@/lib/pages/status-words'
import { parseQuery } from '@/lib/search/query'
import type { PageProps } from './app'
import { FoundPapers, ONE_PAGE } from './found-papers'
import { NamedPaperView } from './named-paper'

/** Search with its query and order in the address, so that it can be shared and found again. */
export function SearchPage({ parameters, status, say }: PageProps) {
  const { asked, type, submit, go } = useAsked(parameters, to => routeHash('search', parametersOf(to)))
  const [pages, setPages] = useState({ query: '', count: 1 })
  const count = pages.query === asked.query ? pages.count : 1
  const state = useSearch(asked, ONE_PAGE * count, true)
  const { outcome } = state
  const upToDate = sameAsked(state.asked, asked)
  const query = useMemo(() => parseQuery(asked.query), [asked.query])
  const blank = asked.query.trim() === ''
  const openWhenFound = useOpenWhen(upToDate && outcome.kind !== 'none', openFirstPaper)
  const arriving = status?.syncOn === true && isArriving(status.progress)
  return (
    <div class="search-page">
      <h1 class="visually-hidden">Search</h1>
      <SearchField
        value={asked.query}
        placeholder={status ? `Search ${number(status.papers)} papers` : 'Search the digest'}
        autoFocus
        onInput={type}
        onKeyDown={event => {
          if (event.isComposing) return
          if (event.key === 'ArrowDown' && focusFirstPaper()) event.preventDefault()
          if (event.key === 'Escape' && asked.query) {
            event.preventDefault()
            type('')
          }
          if (event.key === 'Enter' && !blank) {
            submit()
            openWhenFound()
          }
        }}
      />
      {outcome.kind !== 'named' && <QueryChips query={query} onChange={typed => go({ query: typed })} />}
      {outcome.kind === 'failed' && (
        <p class="notice bad" role="alert">
          {outcome.message}
        </p>
      )}
      {outcome.kind === 'named' && (
        <NamedPaperView named={outcome.named} say={say} onTopic={topic => go({ query: topic })} />
      )}
      {outcome.kind === 'found' && (
        <FoundPapers
          outcome={outcome}
          state={state}
          order={asked.order}
          arriving={arriving}
          say={say}
          onGo={go}
          onMore={() => setPages({ query: asked.query, count: count + 1 })}
        />
      )}
      {blank && <FirstWords />}
    </div>
  )
}

/** What stands on the page before anything is typed. */
function FirstWords() {
  return (
    <section class="first-words">
      <p class="first-words-lead">
        Type a few words: part of a title, an author, a topic. A title in other words, a typing error, half a
        word will do. Everything is searched on this machine; nothing you type leaves it.
      </p>
      <h2 class="first-words-more">Say more exactly what you want</h2>
      <SearchTips />
    </section>
  )
}
