import { useState } from 'preact/hooks'
import { matchText } from './rule-list'

interface Props {
  readonly allTags: readonly string[]
  readonly busy: boolean
  /** How many papers on the list match; undefined while they are counted. */
  readonly count: (query: string) => number | undefined
  /** What of the query could not be read as it was typed. */
  readonly odd: (query: string) => readonly string[]
  readonly onAdd: (query: string, tag: string) => void
}

/** Letters of a query and of a tag; other devices take none that are longer. */
const LONGEST_QUERY = 2000
const LONGEST_TAG = 200

/** Makes a rule: a search, and the tag for what it finds, with how much that is as it is typed. */
export function RuleForm({ allTags, busy, count, odd, onAdd }: Props) {
  const [query, setQuery] = useState('')
  const [tag, setTag] = useState('')
  const [wanted, label] = [query.trim(), tag.trim().replace(/\s+/g, ' ')]
  const matches = wanted === '' ? undefined : count(wanted)
  const whole = wanted !== '' && label !== ''
  return (
    <form
      class="rule-form"
      onSubmit={event => {
        event.preventDefault()
        if (!whole || busy) return
        onAdd(wanted, label)
        setQuery('')
        setTag('')
      }}
    >
      <label class="stacked">
        <span class="muted">Papers that match</span>
        <input
          class="textbox"
          value={query}
          maxLength={LONGEST_QUERY}
          placeholder="topic:diffusion"
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          onInput={event => setQuery(event.currentTarget.value)}
        />
      </label>
      <label class="stacked">
        <span class="muted">get the tag</span>
        <input
          class="textbox"
          value={tag}
          maxLength={LONGEST_TAG}
          list="rule-tags"
          autocomplete="off"
          dir="auto"
          onInput={event => setTag(event.currentTarget.value)}
        />
        <datalist id="rule-tags">
          {allTags.map(known => (
            <option key={known} value={known} />
          ))}
        </datalist>
      </label>
      <button type="submit" class="btn" disabled={!whole || busy}>
        Add rule
      </button>
      <p class="faint" role="status">
        {[...(matches === undefined ? [] : [matchText(matches)]), ...odd(wanted)].join(' · ')}
      </p>
    </form>
  )
}
