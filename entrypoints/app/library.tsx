import { useState } from 'preact/hooks'
import { LikeList } from '@/components/like-list'
import { PaperList } from '@/components/paper-list'
import { SearchField } from '@/components/search-field'
import { readingList } from '@/lib/library/library'
import { setSaved } from '@/lib/pages/actions'
import { corpus } from '@/lib/pages/context'
import { exportPapers } from '@/lib/pages/export'
import { messageOf } from '@/lib/pages/failure'
import { useLikeList } from '@/lib/pages/like-list'
import { useLive } from '@/lib/pages/live'
import { usePaperRows } from '@/lib/pages/paper-list-state'
import { openSearch } from '@/lib/pages/route'
import { number, paperCount } from '@/lib/pages/status-words'
import { foldText } from '@/lib/papers/title-key'
import type { PageProps } from './app'
import { ReadingFailed } from './reading-failed'

const TOPICS_SHOWN = 3

/** The reading list, last saved first. */
export function LibraryPage({ say }: PageProps) {
  const [filter, setFilter] = useState('')
  const { value: entries, error } = useLive(() => readingList(corpus.db), [])
  const like = useLikeList(corpus, entries)
  const wanted = foldText(filter).split(/\s+/).filter(Boolean)
  const shown = (entries ?? []).filter(({ paper }) => {
    const text = foldText(`${paper.title} ${(paper.authors ?? []).join(' ')} ${paper.abstract ?? ''}`)
    return wanted.every(word => text.includes(word))
  })
  const { rows, onOpen, onSave, onCite } = usePaperRows(
    shown.map(entry => entry.paper),
    { topics: TOPICS_SHOWN, say },
  )
  if (error) return <ReadingFailed error={error} />
  const exportShown = () =>
    exportPapers(
      shown.map(entry => entry.paper),
      { title: filter.trim() ? `Reading list, ${filter.trim()}` : 'Reading list' },
    ).then(say, (reason: unknown) => say(`Nothing was exported: ${messageOf(reason)}`))
  const saveLike = (id: string) => {
    const chosen = like?.find(({ paper }) => paper.id === id)
    if (chosen) setSaved(chosen.paper, true).catch((reason: unknown) => say(messageOf(reason)))
  }
  if (!entries) return <p class="empty">Loading your reading list</p>
  return (
    <>
      <header class="page-head">
        <div>
          <h1>Reading list</h1>
          <p class="muted">{paperCount(entries.length)}, on this machine only</p>
        </div>
        <span class="sp" />
        {shown.length > 0 && (
          <button type="button" class="btn" onClick={exportShown}>
            {wanted.length > 0 ? `Export ${number(shown.length)}` : 'Export'}
          </button>
        )}
      </header>
      {entries.length === 0 ? (
        <p class="empty">
          Nothing saved yet. Press Save beside any paper, here, in the popup or in the margin of an arXiv
          page.{' '}
          <a href="#/today">
            <b>Open today’s digest</b>
          </a>
        </p>
      ) : (
        <SearchField value={filter} placeholder="Filter your list" autoFocus={false} onInput={setFilter} />
      )}
      {entries.length > 0 && rows.length === 0 && (
        <p class="empty">Nothing on your list matches “{filter}”.</p>
      )}
      <PaperList
        name="Reading list"
        papers={rows}
        onOpen={onOpen}
        onSave={onSave}
        onCite={onCite}
        onTopic={openSearch}
      />
      {like && like.length > 0 && wanted.length === 0 && <LikeList papers={like} onSave={saveLike} />}
    </>
  )
}
