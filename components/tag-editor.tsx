import { useId, useState } from 'preact/hooks'
import { CloseIcon } from './icons'

/** Suggestions that are shown at once. */
const MOST_SHOWN = 8
/** Longer ones are refused by other devices. */
export const MAX_TAG = 200

interface Props {
  readonly tags: readonly string[]
  /** Tags that may be meant, the likeliest first. */
  readonly suggestions: readonly string[]
  readonly onAdd: (tags: readonly string[]) => void
  readonly onRemove: (tag: string) => void
}

/** The tags of a paper, and a field for more, which suggests those that there are. */
export function TagEditor({ tags, suggestions, onAdd, onRemove }: Props) {
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const id = useId()
  const shown = open ? suggested(typed, suggestions, tags) : []
  const expanded = shown.length > 0

  const add = (text: string) => {
    const added = tagsIn(text, suggestions).filter(tag => !tags.includes(tag))
    setTyped('')
    setActive(-1)
    if (added.length > 0) onAdd(added)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event
    // What an input method is composing ends with Enter too.
    if (event.isComposing) return
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true)
      const count = shown.length + 1
      // Past either end of the list stands what was typed.
      if (expanded) setActive(((active + 1 + (key === 'ArrowDown' ? 1 : count - 1)) % count) - 1)
    } else if (key === 'Enter') add(shown[active] ?? typed)
    else if (key === 'Escape' && expanded) {
      setOpen(false)
      setActive(-1)
    } else if (key === 'Backspace' && typed === '') {
      const last = tags.at(-1)
      if (last !== undefined) onRemove(last)
      return
    } else return
    event.preventDefault()
    // The list and the dialog around it have other uses for these keys.
    event.stopPropagation()
  }
  return (
    <div class="tag-editor stacked">
      <label class="muted" for={`${id}-field`}>
        Tags
      </label>
      <div class="tag-box">
        {tags.length > 0 && (
          <ul class="wrap" aria-label="Tags of this paper">
            {tags.map(tag => (
              <li key={tag} class="filter">
                <span dir="auto">{tag}</span>
                <button type="button" aria-label={`Remove tag ${tag}`} onClick={() => onRemove(tag)}>
                  <CloseIcon />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          id={`${id}-field`}
          class="tag-field"
          role="combobox"
          aria-expanded={expanded}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          placeholder="Add a tag"
          maxLength={MAX_TAG}
          value={typed}
          onInput={event => {
            const { value } = event.currentTarget
            setOpen(true)
            setActive(-1)
            if (/[,;\n]/.test(value)) add(value)
            else setTyped(value)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <div
          id={`${id}-list`}
          class="suggested"
          role="listbox"
          aria-label="Suggested tags"
          hidden={!expanded}
        >
          {shown.map((tag, i) => (
            <button
              key={tag}
              type="button"
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              dir="auto"
              // The field keeps the focus.
              onPointerDown={event => event.preventDefault()}
              onClick={() => add(tag)}
            >
              {tag}
            </button>
          ))}
        </div>
      </div>
    </div>
  )
}

/** Tags in what was typed, parted by commas or semicolons; one that is known already is spelt as it is known. */
export function tagsIn(text: string, known: readonly string[]): string[] {
  const tags = text.split(/[,;\n]/).flatMap(part => {
    const tag = part.replace(/\s+/g, ' ').trim().replace(/^#+/, '').trim().slice(0, MAX_TAG)
    const spelt = known.includes(tag) ? tag : known.find(one => one.toLowerCase() === tag.toLowerCase())
    return tag ? [spelt ?? tag] : []
  })
  return [...new Set(tags)]
}

/** Suggestions that begin with what was typed, then those with a word that does. */
function suggested(typed: string, suggestions: readonly string[], tags: readonly string[]): string[] {
  const wanted = typed.trim().replace(/^#+/, '').toLowerCase()
  const left = suggestions.filter(tag => !tags.includes(tag))
  const begins = left.filter(tag => tag.toLowerCase().startsWith(wanted))
  const within = left.filter(tag => tag.toLowerCase().includes(` ${wanted}`))
  return [...new Set([...begins, ...within])].slice(0, MOST_SHOWN)
}
