import { useEffect, useMemo, useState } from 'preact/hooks'
import type { GlossDatabase } from '../corpus/database'
import { isListed } from '../entries/entry'
import type { ListRow } from '../entries/list-row'
import { editEntries } from '../library/edit'
import { entriesAround, libraryTables } from '../library/entries-store'
import { BETWEEN_NOTES, noteOf } from '../library/inverse'
import { storageMessage } from '../library/storage-message'
import type { PaperId } from '../papers/identifier'
import { SECOND } from '../time'
import { corpus } from './context'
import { tellDevices } from './library-actions'

/** A note is written down when its writer has rested for so long. */
const PAUSE = 600
/** By then the page has heard of what it wrote itself. */
const ECHO = 5 * SECOND

/**
 * Writes a note: `text` in place of `known`, what its writer saw. Where something else is there, which came from another
 * device or another page meanwhile, both are kept, one after the other. Resolves with what is there then; null where the
 * paper is not on the list any more.
 */
export type WriteNote = (text: string, known: readonly string[], act: string) => Promise<string | null>

/** The note of a paper while it is being written: puts it down at every pause, and loses nothing that was typed. */
export class NoteWriter {
  readonly #write: WriteNote
  readonly #changed: () => void
  #stored: string
  #text: string
  #problem: string | null = null
  /** What was written from here and is yet to be heard of, as the list tells of it later. */
  #echoes: { readonly text: string; readonly until: number }[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #again = false
  /** What is typed until the field is left is undone as one. */
  #act: string | undefined

  /** `draft` is what could not be written the last time, and why. */
  constructor(stored: string, write: WriteNote, changed: () => void, draft?: Draft) {
    this.#stored = stored
    this.#write = write
    this.#changed = changed
    this.#text = draft?.text ?? stored
    this.#problem = draft?.problem ?? null
    // It may be being written still.
    if (draft) this.#echo(draft.text)
  }

  get text(): string {
    return this.#text
  }

  /** Why it is not written down, for its writer; null where all is well. */
  get problem(): string | null {
    return this.#problem
  }

  /** What would be lost if the page were gone; undefined where nothing would. */
  get draft(): Draft | undefined {
    return this.#text === this.#stored ? undefined : { text: this.#text, problem: this.#problem }
  }

  type(text: string): void {
    this.#text = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), PAUSE)
    this.#changed()
  }

  /** The list says that the note is this. What has been typed since stays, and is put together with it when written. */
  arrive(stored: string, now: number): void {
    const echoes = this.#echoes.filter(({ until }) => until > now)
    const heard = echoes.findIndex(({ text }) => text === stored)
    this.#echoes = echoes.slice(heard + 1)
    // The next of what was written has been told of too, or will be.
    if (heard >= 0 && this.#echoes.length > 0) return
    const isWriting = this.draft !== undefined || this.#running !== undefined
    if (heard < 0 && isWriting && stored !== this.#text) return
    this.#stored = stored
    if (isWriting && stored !== this.#text) return
    this.#text = stored
    this.#problem = null
    this.#changed()
  }

  /** Writes it down now. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#again = this.#running !== undefined
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** The field was left. */
  async leave(): Promise<void> {
    await this.flush()
    this.#act = undefined
  }

  async #run(): Promise<void> {
    do {
      this.#again = false
      if (!this.draft) return
      const sent = this.#text
      this.#act ??= crypto.randomUUID()
      try {
        const known = [this.#stored, ...this.#echoes.map(({ text }) => text)]
        const written = await this.#write(sent, known, this.#act)
        if (written === null) this.#problem = GONE
        else this.#wrote(sent, written)
      } catch (error) {
        this.#problem = `Your note is not written down. ${storageMessage(error)} The text stays here.`
      }
      this.#changed()
    } while (this.#again && this.#problem === null)
  }

  #wrote(sent: string, written: string): void {
    this.#problem = null
    this.#stored = written
    this.#echo(written)
    // What came from elsewhere was put after it; what was typed meanwhile was typed into it.
    this.#text += written.slice(sent.length)
  }

  #echo(text: string): void {
    this.#echoes.push({ text, until: Date.now() + ECHO })
  }
}

/** A note that is not written down. */
export interface Draft {
  readonly text: string
  readonly problem: string | null
}

const GONE =
  'This paper is not on your list any more, so your note is not written down. Undo the removal, or copy the text.'

/** Writes notes into the database. */
export function noteWriter(db: GlossDatabase, ids: readonly PaperId[], now: () => number): WriteNote {
  return (text, known, act) =>
    db.transaction('rw', libraryTables(db), async () => {
      const there = noteOf((await entriesAround(db, ids)).filter(isListed))
      const strange = there !== '' && there !== text && !known.includes(there)
      const note = strange ? `${text}${BETWEEN_NOTES}${there}` : text
      const label = note === '' ? 'Deleted a note' : 'Wrote a note'
      const { papers } = await editEntries(db, [{ ids, note }], { now: now(), label, act })
      return papers > 0 ? note : null
    })
}

/** Writes the note of an entry, and has other devices told of it. */
function toldWriter(key: PaperId): WriteNote {
  const write = noteWriter(corpus.db, [key], Date.now)
  return async (...note) => {
    const written = await write(...note)
    if (written !== null) tellDevices()
    return written
  }
}

/** Notes that could not be written down before another paper was shown, by the key of their paper. */
const drafts = new Map<PaperId, Draft>()

/** The note of a row while the row is shown: to be used under a key, so that another row has another. */
export function useNote(row: ListRow): NoteWriter {
  const [, redraw] = useState({})
  const [key = row.id] = row.keys
  const stored = row.notes.join(BETWEEN_NOTES)
  const writer = useMemo(
    () => new NoteWriter(stored, toldWriter(key), () => redraw({}), drafts.get(key)),
    [key],
  )
  useEffect(() => writer.arrive(stored, Date.now()), [writer, stored])
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') void writer.leave()
    }
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      const keep = () => {
        if (writer.draft) drafts.set(key, writer.draft)
        else drafts.delete(key)
      }
      // Whoever comes back at once finds it, though it is being written still.
      keep()
      void writer.leave().then(keep)
    }
  }, [writer])
  return writer
}
