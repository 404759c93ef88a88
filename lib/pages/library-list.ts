import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClockRow } from '../corpus/library-rows'
import type { ListRow } from '../entries/list-row'
import { corpus } from './context'
import { LibraryRows } from './library-rows'
import { useLive } from './live'

/** The list as it is held in memory. */
export interface LibraryState {
  /** Every row, last saved first; rows that have not changed stay the same objects. Undefined until they are read. */
  readonly rows: readonly ListRow[] | undefined
  /** Those saved last, which are there before the others. */
  readonly first?: readonly ListRow[]
  readonly error?: Error
}

/** The list, kept up to date wherever it changes; of a change only the rows that it touched are read. */
export function useLibrary(): LibraryState {
  const [state, setState] = useState<LibraryState>({ rows: undefined })
  const live = useLive(async () => {
    const clock = (await corpus.db.libraryState.get('clock')) as ClockRow | undefined
    return clock?.rev ?? 0
  }, [])
  const reader = useRef<Reader>(undefined)
  useEffect(() => {
    let current = true
    const list = new LibraryRows(corpus.db)
    reader.current = { list, again: false }
    list.first().then(
      first => current && setState(state => (state.rows ? state : { ...state, first })),
      // The whole list is read next, and says what is wrong.
      () => undefined,
    )
    follow(reader.current, state => current && setState(state))
    return () => {
      current = false
    }
  }, [])
  useEffect(() => {
    if (live.value !== undefined && reader.current) follow(reader.current, setState)
  }, [live.value])
  return live.error ? { rows: undefined, error: live.error } : state
}

interface Reader {
  readonly list: LibraryRows
  reading?: Promise<void>
  /** Whether something changed while it was being read. */
  again: boolean
}

/** Brings the rows up to date, once at a time however often it changes meanwhile. */
function follow(reader: Reader, show: (state: LibraryState) => void): void {
  if (reader.reading) {
    reader.again = true
    return
  }
  reader.reading = readChanges(reader, show).finally(() => {
    delete reader.reading
    if (!reader.again) return
    reader.again = false
    follow(reader, show)
  })
}

async function readChanges({ list }: Reader, show: (state: LibraryState) => void): Promise<void> {
  try {
    if (await list.update()) show({ rows: list.rows })
  } catch (error) {
    show({ rows: undefined, error: error instanceof Error ? error : new Error(String(error)) })
  }
}
