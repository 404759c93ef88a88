import { useCallback, useMemo, useState } from 'preact/hooks'
import { type EntryActions, EntryDetailsView } from '@/components/entry-details'
import type { Block } from '@/components/markdown'
import { NoteEditor } from '@/components/note-editor'
import type { ListState } from '@/lib/entries/entry'
import type { ListRow } from '@/lib/entries/list-row'
import type { Edit } from '@/lib/library/edit'
import { BETWEEN_NOTES } from '@/lib/library/inverse'
import { dayAt, entryShown, suggestedTags, timeOnDay, useEntryKnown } from '@/lib/pages/entry-details'
import { useNote } from '@/lib/pages/entry-note'
import { messageOf } from '@/lib/pages/failure'
import { editList, removeFromList } from '@/lib/pages/library-actions'
import { CiteDialog } from './cite-dialog'
import { ZoteroSend } from './zotero-send'

interface Props {
  readonly row: ListRow
  /** Every tag there is, the likeliest first. */
  readonly allTags: readonly string[]
  readonly say: (text: string) => void
  readonly onClose: () => void
}

const STATE_WORDS: Readonly<Record<ListState, string>> = {
  'to-read': 'to read',
  reading: 'being read',
  done: 'done',
  skipped: 'skipped',
}

/** The details of a paper of the list, to be read and changed. */
export function EntryDetails(props: Props) {
  // Another paper has another note, which may be half written.
  return <Details key={props.row.keys[0]} {...props} />
}

function Details({ row, allTags, say, onClose }: Props) {
  const known = useEntryKnown(row)
  const [dialog, setDialog] = useState<'cite' | 'zotero' | null>(null)
  const [, redraw] = useState({})
  const rows = useMemo(() => [row], [row])
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const edit = (change: Omit<Edit, 'ids'>, label: string, ids = row.ids) =>
    void editList([{ ...change, ids }], label).catch((error: unknown) => {
      // What was chosen and not written is shown as it is.
      redraw({})
      say(messageOf(error))
    })
  const on: EntryActions = {
    setState: state => edit({ set: { state } }, `Marked a paper as ${STATE_WORDS[state]}`),
    setPriority: priority => edit({ set: { priority } }, 'Changed the priority of a paper'),
    setRating: rating => edit({ set: { rating } }, rating === 0 ? 'Took a rating away' : 'Rated a paper'),
    addTags: tags => edit({ tags: Object.fromEntries(tags.map(tag => [tag, true])) }, 'Tagged a paper'),
    removeTag: tag => edit({ tags: { [tag]: false } }, 'Took a tag away'),
    setReadOn: day => edit({ set: { read: timeOnDay(day) } }, 'Changed when a paper was read'),
    separate: key => edit({ set: { into: null } }, 'Separated two papers', [key]),
    cite: () => setDialog('cite'),
    zotero: () => setDialog('zotero'),
    remove: () => void removeFromList([row]).catch((error: unknown) => say(messageOf(error))),
    close: onClose,
  }
  return (
    <>
      <EntryDetailsView
        entry={entryShown(row, known, timeZone)}
        suggestions={suggestedTags(row, known.paper, allTags)}
        today={dayAt(Date.now(), timeZone)}
        on={on}
      >
        <Note row={row} />
      </EntryDetailsView>
      {dialog === 'cite' && <CiteDialog rows={rows} say={say} onClose={() => setDialog(null)} />}
      {dialog === 'zotero' && <ZoteroSend rows={rows} say={say} onClose={() => setDialog(null)} />}
    </>
  )
}

function Note({ row }: { readonly row: ListRow }) {
  const note = useNote(row)
  const [read, setRead] = useState<(text: string) => readonly Block[]>()
  const onRead = useCallback(() => {
    // Where it cannot be loaded the note is shown as it was typed.
    import('@/lib/pages/markdown').then(
      ({ readMarkdown }) => setRead(() => readMarkdown),
      () => undefined,
    )
  }, [])
  return (
    <NoteEditor
      text={note.text}
      several={row.notes.length > 1 && note.text === row.notes.join(BETWEEN_NOTES)}
      problem={note.problem}
      read={read}
      onRead={onRead}
      onInput={text => note.type(text)}
      onLeave={() => void note.leave()}
    />
  )
}
