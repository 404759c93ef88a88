import type { ListState } from '@/lib/entries/entry'
import { STATE_NAMES } from '@/lib/entries/order'
import { StateSelect } from './state-select'
import { Upvotes } from './upvotes'

/** A paper of a page that can be chosen to be saved. */
export interface PagePaperShown {
  readonly key: string
  readonly title: string
  readonly upvotes?: number
  readonly saved: boolean
  /** Its state, where it is on the list and that is known. */
  readonly state?: ListState
}

interface Props {
  readonly papers: readonly PagePaperShown[]
  /** Keys of those that are chosen. */
  readonly chosen: ReadonlySet<string>
  /** How many are saved of how many, while they are. */
  readonly saving: { readonly done: number; readonly of: number } | null
  /** The state in which they are saved. */
  readonly state: ListState
  readonly onState: (state: ListState) => void
  readonly onChoose: (keys: ReadonlySet<string>) => void
  readonly onSave: () => void
}

/** The papers of a page, to be saved many at once. Those that are saved already can't be chosen. */
export function PagePapers({ papers, chosen, saving, state, onState, onChoose, onSave }: Props) {
  const free = papers.filter(({ saved }) => !saved)
  const all = free.length > 0 && free.every(({ key }) => chosen.has(key))
  const choose = (key: string, wanted: boolean) => {
    const others = [...chosen].filter(other => other !== key)
    onChoose(new Set(wanted ? [...others, key] : others))
  }
  return (
    <div class="page-papers">
      <div class="row">
        <label class="row">
          <input
            type="checkbox"
            checked={all}
            disabled={free.length === 0 || saving !== null}
            onChange={() => onChoose(new Set(all ? [] : free.map(({ key }) => key)))}
          />
          Select all
        </label>
        <span class="sp" />
        <StateSelect
          state={state}
          label="State of the papers that are saved"
          disabled={saving !== null}
          onChange={onState}
        />
        <button
          type="button"
          class="btn primary"
          disabled={chosen.size === 0 || saving !== null}
          onClick={onSave}
        >
          {saveWords(chosen.size)}
        </button>
      </div>
      {saving && (
        <label class="row muted">
          Saving {saving.done + 1 > saving.of ? saving.of : saving.done + 1} of {saving.of}
          <progress value={saving.done} max={saving.of} />
        </label>
      )}
      <ul aria-label="Papers on this page">
        {papers.map(({ key, title, upvotes, saved, state }) => (
          <li key={key}>
            <label class="row">
              <input
                type="checkbox"
                checked={saved || chosen.has(key)}
                disabled={saved || saving !== null}
                onChange={event => choose(key, event.currentTarget.checked)}
              />
              <span class="name" dir="auto">
                {title}
              </span>
              <Upvotes count={upvotes} />
              {saved && <span class="faint">{savedAs(state)}</span>}
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

function savedAs(state: ListState | undefined): string {
  return state && state !== 'to-read' ? STATE_NAMES[state] : 'Saved'
}

function saveWords(count: number): string {
  if (count === 0) return 'Save papers'
  return count === 1 ? 'Save 1 paper' : `Save ${count} papers`
}
