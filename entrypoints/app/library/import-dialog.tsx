import { useEffect, useRef, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { LibraryImport, type LibraryImportChoice, LibraryImportReading } from '@/components/library-import'
import type { ImportPreview } from '@/lib/library/import'
import { messageOf } from '@/lib/pages/failure'
import { offerUndo } from '@/lib/pages/library-actions'
import { lookAt, readSource, runImport } from '@/lib/pages/library-import'
import { dayOfTime } from '@/lib/time'

interface Props {
  readonly file?: File
  readonly text?: string
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Files with papers, as programs name them. */
export const REFERENCE_FILES = '.bib,.bibtex,.ris,.json,.csv,.tsv,.txt,.md,.html,.htm'

/** Imports a file or a text into the reading list, with a look before; without either it asks for a file. */
export function ImportDialog({ file, text, say, onClose }: Props) {
  const [chosen, setChosen] = useState<File | undefined>(file)
  const [pasted] = useState({ name: 'pasted text', text: text ?? '' })
  if (chosen === undefined && text === undefined) return <Choose onChoose={setChosen} onClose={onClose} />
  const source = chosen ?? pasted
  return <OneImport source={source} say={say} onClose={onClose} />
}

function Choose(props: { readonly onChoose: (file: File) => void; readonly onClose: () => void }) {
  return (
    <Dialog title="Import into the reading list" onClose={props.onClose}>
      <p>
        Gloss reads BibTeX, RIS, CSL-JSON, Zotero’s and PaperMemory’s exports, CSV, a browser’s bookmarks, its
        own JSON, and any text with arXiv numbers, DOIs or addresses in it. You see what it would do before
        anything is added.
      </p>
      <p class="actions">
        <button type="button" class="btn" onClick={props.onClose}>
          Cancel
        </button>
        <label class="btn primary file">
          Choose a file…
          <input
            type="file"
            class="visually-hidden"
            accept={REFERENCE_FILES}
            onChange={event => {
              const [file] = event.currentTarget.files ?? []
              if (file) props.onChoose(file)
            }}
          />
        </label>
      </p>
    </Dialog>
  )
}

function OneImport(props: {
  readonly source: File | { readonly name: string; readonly text: string }
  readonly say: (text: string) => void
  readonly onClose: () => void
}) {
  const { source, say, onClose } = props
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const [done, setDone] = useState<number>()
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  const look = async (signal: AbortSignal) => {
    const read = await readSource(source, signal)
    const seen = await lookAt(read, source.name, signal)
    if (!signal.aborted) setPreview(seen)
  }
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    look(signal).catch((error: unknown) => signal.aborted || setUnreadable(messageOf(error)))
    return () => {
      controller.abort()
      running.current?.abort()
    }
  }, [source])
  const run = async (seen: ImportPreview, choice: LibraryImportChoice) => {
    const controller = new AbortController()
    running.current = controller
    setDone(0)
    setProblem(null)
    try {
      const sentence = await runImport(seen, choice, setDone, controller.signal)
      if (!offerUndo(sentence)) say(sentence)
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      running.current = null
      setDone(undefined)
    }
  }
  const close = () => {
    // The step that is being made comes to its end; then the dialog closes and says what is in.
    if (running.current) running.current.abort()
    else onClose()
  }
  if (unreadable !== null)
    return (
      <Dialog title="This could not be read" onClose={onClose}>
        <p role="alert">{unreadable}</p>
        <p class="actions">
          <button type="button" class="btn" onClick={onClose}>
            Close
          </button>
        </p>
      </Dialog>
    )
  return (
    <Dialog title={`Import ${source.name}`} onClose={close}>
      {preview ? (
        <LibraryImport
          shown={{ ...preview, papers: preview.papers.length }}
          tag={`imported ${dayOfTime(Date.now())}`}
          done={done}
          problem={problem}
          onImport={choice => void run(preview, choice)}
          onCopy={text => {
            navigator.clipboard.writeText(text).then(
              () => say('Copied'),
              () => say('The browser did not let Gloss copy'),
            )
          }}
          onClose={close}
        />
      ) : (
        <>
          <LibraryImportReading name={source.name} />
          <p class="actions">
            <button type="button" class="btn" onClick={onClose}>
              Cancel
            </button>
          </p>
        </>
      )}
    </Dialog>
  )
}
