import { Dialog } from './dialog'

interface Props {
  readonly title: string
  /** In words: "4,812 papers". */
  readonly papers: string
  readonly onRemove: (papers: 'keep' | 'remove') => void
  readonly onClose: () => void
}

/** Asks what becomes of a digest's papers before it is removed. */
export function RemoveDigest({ title, papers, onRemove, onClose }: Props) {
  return (
    <Dialog title={`Stop following ${title}?`} onClose={onClose}>
      <p class="muted">It brought {papers}. They can stay here, to be searched and found beside others.</p>
      <div class="choices">
        <button type="button" class="btn primary" onClick={() => onRemove('keep')}>
          Keep its {papers}
        </button>
        <button type="button" class="btn danger" onClick={() => onRemove('remove')}>
          Remove its papers
        </button>
        <p class="faint">Those on your reading list and in other digests stay.</p>
        <button type="button" class="btn" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  )
}
