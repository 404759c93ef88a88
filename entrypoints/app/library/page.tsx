import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import { LibraryControls } from '@/components/library-controls'
import { QueryChips } from '@/components/query-chips'
import { SearchField } from '@/components/search-field'
import { useWanted } from '@/lib/pages/library-address'
import { useLibrary } from '@/lib/pages/library-list'
import type { Wanted } from '@/lib/pages/library-shown'
import { useMedia } from '@/lib/pages/media'
import { routeHash } from '@/lib/pages/route'
import { paperCount } from '@/lib/pages/status-words'
import { useSettings } from '@/lib/pages/surroundings'
import { parseQuery } from '@/lib/search/query'
import type { PageProps } from '../app'
import { ReadingFailed } from '../reading-failed'
import { useActs } from './acts'
import { Beside } from './beside'
import { CiteNamed } from './cite-named'
import { useCursor } from './cursor'
import { Dialogs, type OpenDialog } from './dialogs'
import { Head } from './head'
import { List } from './list'
import { useListActs } from './list-acts'
import { Selected } from './selected'
import { useSelection } from './selection'
import { useView } from './view'

const NO_LINES: readonly never[] = []
/** From here on there is room for the details beside the list. */
const WIDE = '(min-width: 1100px)'

/** The reading list: found again, put in order, marked and edited; with the details of one paper beside it. */
export function LibraryPage({ parameters, status, say }: PageProps) {
  const settings = useSettings()
  const library = useLibrary()
  const { wanted, set } = useWanted(parameters, settings)
  const view = useView(library, settings && wanted)
  const lines = view.lines ?? NO_LINES
  const wide = useMedia(WIDE)
  const acts = useActs(say)
  const selection = useSelection(lines)
  const cursor = useCursor(lines)
  const [dialog, open] = useState<OpenDialog | null>(null)
  const [sheet, setSheet] = useState(false)
  const { rows } = library
  const selected = useMemo(
    () => (selection.ids.size === 0 ? [] : (rows ?? []).filter(({ id }) => selection.ids.has(id))),
    [rows, selection.ids],
  )
  const search = useRef<HTMLDivElement>(null)
  const toSearch = useCallback(() => search.current?.querySelector('input')?.focus(), [])
  const on = useListActs({
    view,
    rows: rows ?? NO_LINES,
    selected,
    cursor,
    selection,
    acts,
    wanted,
    wide,
    set,
    say,
    open,
    toSearch,
    setSheet,
  })
  const tags = useMemo(() => view.tags.toSorted(([, a], [, b]) => b - a).map(([tag]) => tag), [view.tags])
  const query = useMemo(() => parseQuery(wanted.query), [wanted.query])
  const named = parameters.get('cite')
  if (library.error) return <ReadingFailed error={library.error} />
  const count = rows?.length ?? status?.saved
  return (
    <div class="library-page">
      <Head count={count} shown={view.shown} filtered={isNarrowed(wanted)} open={open} />
      {count === 0 ? (
        <p class="empty">
          Nothing saved yet. Press Save beside any paper, here, in the popup or in the margin of an arXiv
          page.{' '}
          <a href="#/today">
            <b>Open today’s digest</b>
          </a>
        </p>
      ) : (
        <div ref={search}>
          <SearchField
            value={wanted.query}
            placeholder="Filter your list"
            label="Filter your list"
            autoFocus={false}
            onInput={query => set({ query })}
            onKeyDown={event => {
              if (event.isComposing) return
              if (event.key === 'ArrowDown' && cursor.move(cursor.line ? 0 : 1) !== undefined)
                event.preventDefault()
              else if (event.key === 'ArrowDown' && cursor.line) {
                event.preventDefault()
                cursor.go(cursor.line.key, true)
              }
              if (event.key !== 'Escape' || !wanted.query) return
              event.preventDefault()
              set({ query: '' })
            }}
          />
          <QueryChips query={query} onChange={typed => set({ query: typed })} />
          <LibraryControls wanted={wanted} counts={view.counts} tags={view.tags} onChange={set} />
        </div>
      )}
      <div class="library-body">
        <div class="library-main">
          {!view.lines && count !== 0 && <p class="empty">Loading your reading list</p>}
          {rows && rows.length > 0 && lines.length === 0 && (
            <p class="empty">
              {wanted.query.trim() ? `Nothing on your list matches “${wanted.query}”.` : 'No paper here.'}{' '}
              <button type="button" class="linklike" onClick={() => set(EVERYTHING)}>
                <b>Show all {paperCount(rows.length)}</b>
              </button>
            </p>
          )}
          <List
            lines={lines}
            size={view.size}
            wanted={wanted}
            cursor={cursor}
            selected={selection.ids}
            on={on}
          />
        </div>
        <Beside
          row={cursor.line?.row}
          rows={rows}
          tags={tags}
          wide={wide}
          sheet={sheet}
          say={say}
          onClose={on.leaveDetails}
        />
      </div>
      <Selected rows={selected} shown={view.shown} acts={acts} open={open} onClear={selection.clear} />
      <Dialogs
        dialog={dialog}
        rows={rows ?? NO_LINES}
        tags={tags}
        acts={acts}
        say={say}
        onClose={() => open(null)}
      />
      {named && <CiteNamed named={named} say={say} onClose={leaveNamed} />}
    </div>
  )
}

/** Takes the paper that was to be cited out of the address. */
function leaveNamed(): void {
  location.hash = routeHash('library')
}

const EVERYTHING: Partial<Wanted> = { query: '', state: undefined, tag: undefined }

function isNarrowed({ query, state, tag }: Wanted): boolean {
  return query.trim() !== '' || state !== undefined || tag !== undefined
}
