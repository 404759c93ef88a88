import { useEffect, useRef, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { LibraryAdd } from '@/components/library-add'
import type { ImportPreview } from '@/lib/library/import'
import { messageOf } from '@/lib/pages/failure'
import { offerUndo } from '@/lib/pages/library-actions'
import { lookAt, readSource, runImport } from '@/lib/pages/library-import'
import { ImportDialog } from './import-dialog'

interface Props {
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Milliseconds after the last letter before it is looked at what was typed. */
const TYPED = 200
/** What is pasted here and is longer wants the look that files get. */
const LONG = 50_000

/** Adds papers by what names them: numbers, DOIs, addresses, a whole text, or a file. */
export function AddDialog({ say, onClose }: Props) {
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [nothing, setNothing] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [done, setDone] = useState<number>()
  const [other, setOther] = useState<{ readonly file?: File; readonly text?: string } | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    setPreview(null)
    setNothing(null)
    if (text.trim() === '') return
    const controller = new AbortController()
    const { signal } = controller
    const timer = setTimeout(() => {
      readSource({ name: '', text }, signal)
        .then(read => lookAt(read, 'typed in', signal))
        .then(
          seen => signal.aborted || setPreview(seen),
          (error: unknown) => signal.aborted || setNothing(messageOf(error)),
        )
    }, TYPED)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text])
  useEffect(() => () => running.current?.abort(), [])
  if (other) return <ImportDialog {...other} say={say} onClose={onClose} />
  const add = async (seen: ImportPreview) => {
    const controller = new AbortController()
    running.current = controller
    setDone(0)
    setProblem(null)
    try {
      const sentence = await runImport(seen, { states: false, tag: '' }, setDone, controller.signal)
      if (!offerUndo(sentence)) say(sentence)
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      running.current = null
      setDone(undefined)
    }
  }
  return (
    <Dialog title="Add papers" onClose={onClose}>
      <LibraryAdd
        text={text}
        found={preview && { ...preview, papers: preview.papers.length }}
        nothing={nothing}
        problem={problem}
        busy={done !== undefined}
        onText={typed => (typed.length > LONG ? setOther({ text: typed }) : setText(typed))}
        onAdd={() => preview && void add(preview)}
        onFile={file => setOther({ file })}
        onClose={onClose}
      />
    </Dialog>
  )
}
