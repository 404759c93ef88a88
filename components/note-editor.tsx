import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Block, Markdown } from './markdown'

/** Lines that the field shows at least, and at most before it scrolls, where it cannot grow by itself. */
const [LEAST_LINES, MOST_LINES] = [4, 24]
/** Longer ones are refused by other devices. */
const MAX_NOTE = 200_000

interface Props {
  /** Markdown. */
  readonly text: string
  /** Whether several devices wrote it without knowing of each other. */
  readonly several: boolean
  /** Why it is not written down. */
  readonly problem: string | null
  /** Reads Markdown; undefined while what does is being loaded. */
  readonly read: ((text: string) => readonly Block[]) | undefined
  /** The reader wants to see what it will look like. */
  readonly onRead: () => void
  readonly onInput: (text: string) => void
  /** The field was left. */
  readonly onLeave: () => void
}

/** A note in Markdown, to be read or to be written. */
export function NoteEditor({ text, several, problem, read, onRead, onInput, onLeave }: Props) {
  const [writing, setWriting] = useState(text === '' || problem !== null)
  const label = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const toFocus = useRef(false)
  useLayoutEffect(() => {
    if (writing && toFocus.current) field.current?.focus()
    toFocus.current = false
  }, [writing])
  // There is nothing to read of a note that was deleted elsewhere.
  const isWriting = writing || text === ''
  useLayoutEffect(() => {
    if (!isWriting) onRead()
  }, [isWriting])
  const blocks = useMemo(() => (isWriting ? undefined : read?.(text)), [isWriting, read, text])
  const turn = (to: boolean) => {
    toFocus.current = to
    setWriting(to)
    if (to) field.current?.focus()
  }
  return (
    <section class="note-editor stacked" aria-label="Note">
      <div class="row">
        <span class="muted" id={label}>
          Note
        </span>
        <span class="sp" />
        <div class="segments small">
          <button
            type="button"
            class="write"
            aria-label="Write the note"
            aria-pressed={isWriting}
            onClick={() => turn(true)}
          >
            Write
          </button>
          <button
            type="button"
            aria-label="Preview the note"
            aria-pressed={!isWriting}
            disabled={text === ''}
            onClick={() => turn(false)}
          >
            Preview
          </button>
        </div>
      </div>
      {several && (
        <p class="notice" role="status">
          This note was written on two devices at once; both are kept, one after the other. Change it to make
          one of them.
        </p>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {isWriting ? (
        <textarea
          ref={field}
          class="textbox"
          aria-labelledby={label}
          dir="auto"
          placeholder="Write in Markdown. It is saved as you write."
          maxLength={MAX_NOTE}
          rows={Math.min(MOST_LINES, Math.max(LEAST_LINES, text.split('\n').length + 1))}
          value={text}
          onInput={event => {
            setWriting(true)
            onInput(event.currentTarget.value)
          }}
          onBlur={onLeave}
        />
      ) : blocks ? (
        <Markdown blocks={blocks} />
      ) : (
        <p class="typed" dir="auto">
          {text}
        </p>
      )}
    </section>
  )
}
