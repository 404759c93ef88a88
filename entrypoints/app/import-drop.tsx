import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { ImportPreview } from '@/components/import-preview'
import { ask } from '@/lib/messaging/client'
import { corpus, ready } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import type { DroppedPage } from '@/lib/pages/import'
import { routeHash } from '@/lib/pages/route'
import { paperCount } from '@/lib/pages/status-words'
import { DropChoice } from './drop-choice'

const CHOSEN = 'gloss-files-chosen'
const SAMPLE = 5

/** What can be read: saved pages, texts, feeds, references. */
export const READABLE =
  '.html,.htm,.xhtml,.txt,.md,.markdown,.json,.bib,.ris,.csv,text/html,text/plain,application/json'

/** A file, and whether it came from a button that is there for digests. */
interface Taken {
  readonly file: File
  readonly chosen: boolean
}

/** Hands files that were chosen with a button to the same place as those that are dropped. */
export function importFiles(files: Iterable<File>): void {
  dispatchEvent(new CustomEvent<readonly File[]>(CHOSEN, { detail: [...files] }))
}

/** Takes files that are dropped anywhere on the app, and shows what each holds before anything is added. */
export function ImportDrop({ say }: { readonly say: (text: string) => void }) {
  const [over, setOver] = useState(false)
  const [files, setFiles] = useState<readonly Taken[]>([])
  useEffect(() => watchDrops(setOver, more => setFiles(before => [...before, ...more])), [])
  const [taken] = files
  const next = () => setFiles(before => before.slice(1))
  return (
    <>
      {over && (
        <div class="drop-here" aria-hidden="true">
          <p>Drop references, a saved digest page, a text or an export to add its papers</p>
        </div>
      )}
      {taken && (
        <DropChoice
          key={`${files.length} ${taken.file.name}`}
          file={taken.file}
          chosen={taken.chosen}
          say={say}
          onDone={next}
        >
          <OneFile file={taken.file} say={say} onDone={next} />
        </DropChoice>
      )}
    </>
  )
}

function OneFile(props: {
  readonly file: File
  readonly say: (text: string) => void
  readonly onDone: () => void
}) {
  const { file, say, onDone } = props
  const [page, setPage] = useState<DroppedPage | null>(null)
  const [known, setKnown] = useState<number>()
  const [stored, setStored] = useState<number>()
  const [problem, setProblem] = useState<string | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  useEffect(() => {
    void (async () => {
      // What reads files is needed when one is dropped.
      const { readDropped, knownAmong } = await import('@/lib/pages/import')
      await ready
      const read = await readDropped(file, Math.floor(Date.now() / 1000))
      setPage(read)
      setKnown(await knownAmong(corpus, read.papers))
    })().catch((error: unknown) => setUnreadable(messageOf(error)))
  }, [])
  const add = async (read: DroppedPage) => {
    setStored(0)
    setProblem(null)
    try {
      const { addDropped } = await import('@/lib/pages/import')
      await addDropped(corpus, read, Date.now(), setStored)
      // The new pieces of the index are put together in the background.
      void ask('mend', {}).catch(() => undefined)
      say(`Added ${paperCount(read.papers.length)}`)
      location.hash = routeHash('today', { digest: 'pages' })
      onDone()
    } catch (error) {
      setStored(undefined)
      setProblem(`${messageOf(error)} What was stored before is kept; add the file again for the rest.`)
    }
  }
  if (unreadable !== null)
    return (
      <Dialog title="This file could not be read" onClose={onDone}>
        <p>{unreadable}</p>
        <p class="actions">
          <button type="button" class="btn" onClick={onDone}>
            Close
          </button>
        </p>
      </Dialog>
    )
  if (!page)
    return (
      <p class="toast late" role="status">
        Reading {file.name}
      </p>
    )
  return (
    <ImportPreview
      file={{
        name: page.name,
        title: page.title,
        papers: page.papers.length,
        sample: page.papers.slice(0, SAMPLE).map(paper => paper.title),
        notUnderstood: page.notUnderstood,
      }}
      known={known}
      stored={stored}
      problem={problem}
      onAdd={() => void add(page)}
      onClose={() => {
        if (stored === undefined) onDone()
      }}
    />
  )
}

/** Tells when files hang over the page, and when they are dropped or chosen; returns what ends it. */
function watchDrops(onOver: (over: boolean) => void, onFiles: (files: readonly Taken[]) => void) {
  const controller = new AbortController()
  const { signal } = controller
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  addEventListener(
    'dragover',
    event => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      onOver(true)
    },
    { signal },
  )
  addEventListener(
    'dragleave',
    event => {
      // Only leaving the window counts; inside it one element is left for the next.
      if (event.relatedTarget === null) onOver(false)
    },
    { signal },
  )
  addEventListener(
    'drop',
    event => {
      onOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      onFiles(Array.from(event.dataTransfer?.files ?? [], file => ({ file, chosen: false })))
    },
    { signal },
  )
  addEventListener(
    CHOSEN,
    event => onFiles((event as CustomEvent<readonly File[]>).detail.map(file => ({ file, chosen: true }))),
    { signal },
  )
  return () => controller.abort()
}
