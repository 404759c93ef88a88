import { useEffect, useRef, useState } from 'preact/hooks'
import { Refused } from './refused'

/** What an address turned out to be. */
export interface PreviewShown {
  readonly kindName: string
  readonly url: string
  readonly title: string
  /** "50 papers", "50 papers of 1,204". */
  readonly papers: string
  readonly sample: readonly string[]
  readonly rejected: readonly string[]
  readonly followed?: string
}

interface Props {
  readonly preview: PreviewShown
  readonly busy: boolean
  readonly onFollow: (title: string) => void
  readonly onCancel: () => void
}

/** A digest before it is followed: its name, how much there is and the first titles. */
export function DigestPreview({ preview, busy, onFollow, onCancel }: Props) {
  const [title, setTitle] = useState(preview.title)
  const form = useRef<HTMLFormElement>(null)
  // What led here may be gone by now: the reader goes on at the name, or at the one button there is.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), [])
  const { followed, sample, rejected } = preview
  const name = title.trim()
  return (
    <form
      ref={form}
      class="card preview"
      aria-label="What was found"
      onSubmit={event => {
        event.preventDefault()
        if (name && !busy && followed === undefined) onFollow(name)
      }}
    >
      {followed === undefined ? (
        <label class="stacked">
          <span class="faint">Name</span>
          <input
            class="textbox"
            dir="auto"
            maxLength={200}
            value={title}
            onInput={event => setTitle(event.currentTarget.value)}
          />
        </label>
      ) : (
        <h3 class="title" dir="auto">
          {preview.title}
        </h3>
      )}
      <p class="muted">
        {preview.kindName} · {preview.papers}
      </p>
      <p class="faint address" dir="ltr">
        {preview.url}
      </p>
      {sample.length > 0 && (
        <ul class="bullets muted" aria-label="First titles">
          {sample.map((line, i) => (
            <li key={i} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
      <Refused
        title={`${rejected.length === 1 ? '1 entry' : `${rejected.length} entries`} could not be read`}
        lines={rejected}
      />
      {followed !== undefined && (
        <p class="notice" role="status">
          Already followed as “{followed}”.
        </p>
      )}
      <p class="row">
        {followed === undefined && (
          <button type="submit" class="btn primary" disabled={busy || !name}>
            Follow
          </button>
        )}
        <button type="button" class="btn" disabled={busy} onClick={onCancel}>
          {followed === undefined ? 'Cancel' : 'Close'}
        </button>
      </p>
    </form>
  )
}
