import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ActProgress } from '@/components/library-bar'
import type { ListState } from '@/lib/entries/entry'
import type { ListRow } from '@/lib/entries/list-row'
import { PRIORITY_NAMES, STATE_NAMES } from '@/lib/entries/order'
import { placesFor } from '@/lib/entries/place'
import { messageOf } from '@/lib/pages/failure'
import { editList, redoList, removeFromList, undoList, watchActs } from '@/lib/pages/library-actions'
import { paperCount } from '@/lib/pages/status-words'
import type { PaperId } from '@/lib/papers/identifier'

/** Past so many papers it is shown how far an act has come. */
const LONG = 200
/** Milliseconds for which it is offered to undo what was done. */
const OFFERED = 8000

/** Milliseconds after which it is said that something is under way. */
const READABLE = 300

type Rows = readonly ListRow[]

/** What can be done to papers of the list from its page, how far it has come, and what was done last. */
export function useActs(say: (text: string) => void) {
  const [progress, setProgress] = useState<ActProgress | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const busy = useRef(false)
  const told = useRef(say)
  told.current = say
  useEffect(() => {
    const controller = new AbortController()
    watchActs(setDone, controller.signal)
    return () => controller.abort()
  }, [])
  useEffect(() => {
    if (done === null) return
    const timer = setTimeout(() => setDone(null), OFFERED)
    return () => clearTimeout(timer)
  }, [done])
  const acts = useMemo(() => {
    const run = async (papers: number, text: string, work: (onStep: OnStep) => Promise<unknown>) => {
      if (papers === 0) return
      if (busy.current) return told.current('Something else is still being done')
      busy.current = true
      if (papers > LONG) setProgress({ text, done: 0, all: papers })
      try {
        await work((done, all) => all > LONG && setProgress({ text, done, all }))
      } catch (error) {
        told.current(messageOf(error))
      } finally {
        busy.current = false
        setProgress(null)
      }
    }
    const edit = (rows: Rows, label: string, change: Parameters<typeof editOf>[1]) =>
      run(rows.length, 'Changing papers', onStep =>
        editList(
          rows.map(row => editOf(row, change)),
          label,
          onStep,
        ),
      )
    const turn = (text: string, work: () => Promise<string>) => {
      setDone(null)
      return run(1, text, async () => {
        // Most is undone before anybody could read that it is.
        const timer = setTimeout(() => setProgress({ text, done: 0, all: 0 }), READABLE)
        try {
          told.current(await work())
        } finally {
          clearTimeout(timer)
        }
      })
    }
    return {
      setState: (rows: Rows, state: ListState) =>
        edit(rows, `Marked ${named(rows)} “${STATE_NAMES[state]}”`, { set: { state } }),
      setPriority: (rows: Rows, priority: number) =>
        edit(rows, `Gave ${named(rows)} the priority “${PRIORITY_NAMES[priority]}”`, { set: { priority } }),
      rate: (rows: Rows, rating: number) =>
        edit(
          rows,
          rating > 0 ? `Rated ${named(rows)} ${rating} of 5` : `Took the rating off ${named(rows)}`,
          {
            set: { rating },
          },
        ),
      tag: (rows: Rows, tag: string) =>
        edit(rows, `Tagged ${named(rows)} “${tag}”`, { tags: { [tag]: true } }),
      untag: (rows: Rows, tag: string) => {
        const tagged = rows.filter(({ tags }) => tags.includes(tag))
        return edit(tagged, `Took “${tag}” off ${named(tagged)}`, { tags: { [tag]: false } })
      },
      remove: (rows: Rows) => run(rows.length, 'Removing papers', onStep => removeFromList(rows, onStep)),
      /** Moves papers right before or after another; `all` is the whole list in the order by hand. */
      move(all: Rows, moved: Rows, anchor: PaperId, side: 'before' | 'after') {
        const byId = new Map(all.map(row => [row.id, row]))
        const edits = placesFor(all, moved, anchor, side).flatMap(([id, place]) => {
          const row = byId.get(id)
          return row ? [{ ids: row.ids, set: { place } }] : []
        })
        const label = `Moved ${named(moved)}`
        return run(edits.length, 'Moving papers', onStep => editList(edits, label, onStep))
      },
      undo: () => turn('Undoing', undoList),
      redo: () => turn('Doing it again', redoList),
    }
  }, [])
  return { ...acts, progress, done }
}

type OnStep = NonNullable<Parameters<typeof editList>[2]>

function editOf({ ids }: ListRow, change: Omit<Parameters<typeof editList>[0][number], 'ids'>) {
  return { ids, ...change }
}

function named(rows: Rows): string {
  return rows.length === 1 ? 'a paper' : paperCount(rows.length)
}
