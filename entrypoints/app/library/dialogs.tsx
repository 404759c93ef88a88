import { LibraryTagDialog } from '@/components/library-tag-dialog'
import type { ListRow } from '@/lib/entries/list-row'
import { countTags } from '@/lib/entries/order'
import type { useActs } from './acts'
import { AddDialog } from './add-dialog'
import { CiteDialog } from './cite-dialog'
import { DuplicatesDialog } from './duplicates-dialog'
import { ImportDialog } from './import-dialog'
import { RulesDialog } from './rules-dialog'
import { ZoteroSend } from './zotero-send'

/** A dialog of the list that is open, with the papers it is for. */
export type OpenDialog =
  | { readonly kind: 'add' | 'import' | 'duplicates' | 'rules' }
  | { readonly kind: 'cite' | 'zotero'; readonly rows: readonly ListRow[] }
  | { readonly kind: 'tag'; readonly how: 'add' | 'remove'; readonly rows: readonly ListRow[] }

interface Props {
  readonly dialog: OpenDialog | null
  /** The whole list. */
  readonly rows: readonly ListRow[]
  readonly tags: readonly string[]
  readonly acts: ReturnType<typeof useActs>
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** The dialog that is open. */
export function Dialogs({ dialog, rows, tags, acts, say, onClose }: Props) {
  if (!dialog) return null
  switch (dialog.kind) {
    case 'tag':
      return (
        <LibraryTagDialog
          how={dialog.how}
          count={dialog.rows.length}
          tags={dialog.how === 'add' ? tags : countTags(dialog.rows).map(([tag]) => tag)}
          onTag={tag => {
            onClose()
            void (dialog.how === 'add' ? acts.tag(dialog.rows, tag) : acts.untag(dialog.rows, tag))
          }}
          onClose={onClose}
        />
      )
    case 'cite':
      return <CiteDialog rows={dialog.rows} say={say} onClose={onClose} />
    case 'zotero':
      return <ZoteroSend rows={dialog.rows} say={say} onClose={onClose} />
    case 'add':
      return <AddDialog say={say} onClose={onClose} />
    case 'import':
      return <ImportDialog say={say} onClose={onClose} />
    case 'duplicates':
      return <DuplicatesDialog rows={rows} say={say} onClose={onClose} />
    case 'rules':
      return <RulesDialog rows={rows} allTags={tags} say={say} onClose={onClose} />
  }
}
