import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Dialog } from '@/components/dialog'
import { placeOfFile } from '@/lib/pages/library-import'
import { routeHash } from '@/lib/pages/route'
import { ImportDialog } from './library/import-dialog'

interface Props {
  readonly file: File
  /** Whether it was chosen with a button for digests, so that a text need not be asked about. */
  readonly chosen: boolean
  readonly say: (text: string) => void
  readonly onDone: () => void
  /** What takes it for a page of a digest. */
  readonly children: ComponentChildren
}

type Place = Awaited<ReturnType<typeof placeOfFile>>

/** Tells references for the reading list from pages of digests; where a file may be either the reader chooses. */
export function DropChoice({ file, chosen, say, onDone, children }: Props) {
  const [place, setPlace] = useState<Place>()
  useEffect(() => {
    placeOfFile(file).then(
      found => setPlace(found === 'either' && chosen ? 'digest' : found),
      // What is wrong with the file whoever reads it says.
      () => setPlace('digest'),
    )
  }, [file, chosen])
  if (place === 'list') return <ImportDialog file={file} say={say} onClose={onDone} />
  if (place === 'digest') return <>{children}</>
  if (place === 'backup')
    return (
      <Dialog title="This is a backup of Gloss" onClose={onDone}>
        <p>Nothing was changed. Restore it in the settings, where you see what it would do before.</p>
        <p class="actions">
          <button type="button" class="btn" onClick={onDone}>
            Cancel
          </button>
          <button
            type="button"
            class="btn primary"
            onClick={() => {
              onDone()
              location.hash = routeHash('settings')
            }}
          >
            Open the settings
          </button>
        </p>
      </Dialog>
    )
  if (place === 'either')
    return (
      <Dialog title={`Add the papers of ${file.name}`} class="small" onClose={onDone}>
        <div class="choices">
          <button type="button" class="btn primary" onClick={() => setPlace('list')}>
            Put them on the reading list
          </button>
          <button type="button" class="btn" onClick={() => setPlace('digest')}>
            Keep them as a digest page
          </button>
          <button type="button" class="btn" onClick={onDone}>
            Cancel
          </button>
        </div>
      </Dialog>
    )
  return null
}
