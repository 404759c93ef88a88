import { useState } from 'preact/hooks'
import { Dialog } from './dialog'

/** Letters of a tag; other devices take none that are longer. */
const LONGEST = 200

interface Props {
  readonly how: 'add' | 'remove'
  /** Papers it is for. */
  readonly count: number
  /** Tags to choose from: all there are, or those that can be removed. */
  readonly tags: readonly string[]
  readonly onTag: (tag: string) => void
  readonly onClose: () => void
}

/** Asks for the tag that papers are to get or to lose. */
export function LibraryTagDialog({ how, count, tags, onTag, onClose }: Props) {
  const [tag, setTag] = useState(how === 'remove' ? (tags[0] ?? '') : '')
  const papers = count === 1 ? '1 paper' : `${count.toLocaleString('en')} papers`
  const title = how === 'add' ? `Tag ${papers}` : `Take a tag off ${papers}`
  const wanted = tag.trim().replace(/\s+/g, ' ')
  if (how === 'remove' && tags.length === 0)
    return (
      <Dialog title={title} class="small" onClose={onClose}>
        <p>{count === 1 ? 'It has no tag.' : 'None of them has a tag.'}</p>
        <p class="actions">
          <button type="button" class="btn" onClick={onClose}>
            Close
          </button>
        </p>
      </Dialog>
    )
  return (
    <Dialog title={title} class="small" onClose={onClose}>
      <form
        class="choices"
        onSubmit={event => {
          event.preventDefault()
          if (wanted !== '') onTag(wanted)
        }}
      >
        <div class="stacked">
          <label class="muted" for="library-tag">
            Tag
          </label>
          {how === 'add' ? (
            <>
              <input
                id="library-tag"
                class="textbox"
                value={tag}
                list="library-tags"
                maxLength={LONGEST}
                dir="auto"
                autocomplete="off"
                onInput={event => setTag(event.currentTarget.value)}
              />
              <datalist id="library-tags">
                {tags.map(known => (
                  <option key={known} value={known} />
                ))}
              </datalist>
            </>
          ) : (
            <select
              id="library-tag"
              class="textbox"
              value={tag}
              onChange={event => setTag(event.currentTarget.value)}
            >
              {tags.map(known => (
                <option key={known} value={known}>
                  {known}
                </option>
              ))}
            </select>
          )}
        </div>
        <p class="actions">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="btn primary" disabled={wanted === ''}>
            {how === 'add' ? 'Add tag' : 'Remove tag'}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
