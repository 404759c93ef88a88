import { LIST_STATES, type ListState } from '@/lib/entries/entry'
import { PRIORITY_NAMES, STATE_NAMES } from '@/lib/entries/order'

/** How far a long act has come. */
export interface ActProgress {
  readonly text: string
  readonly done: number
  /** 0 where it is not known. */
  readonly all: number
}

/** What can be done to all that is selected. */
export interface SelectionActs {
  onState(state: ListState): void
  onPriority(priority: number): void
  onTag(how: 'add' | 'remove'): void
  onCite(): void
  /** Left out where there is no way to it. */
  onZotero?: (() => void) | undefined
  onRemove(): void
  onClear(): void
}

interface Props {
  readonly count: number
  /** Selected papers that the filter leaves out. */
  readonly hidden: number
  readonly acts: SelectionActs
  readonly progress: ActProgress | null
}

/** The bar at the bottom while papers are selected, or while a long act is under way. */
export function LibraryBar({ count, hidden, acts, progress }: Props) {
  if (progress)
    return (
      <section class="selection-bar" aria-label="What is under way">
        <p class="num" role="status">
          {progress.text}
          {progress.all > 0 &&
            `: ${progress.done.toLocaleString('en')} of ${progress.all.toLocaleString('en')}`}
        </p>
        <div class={progress.all > 0 ? 'bar' : 'bar moving'} aria-hidden="true">
          <i style={progress.all > 0 ? { inlineSize: `${(100 * progress.done) / progress.all}%` } : {}} />
        </div>
      </section>
    )
  return (
    <section class="selection-bar" aria-label="Selected papers">
      <p class="num" role="status">
        <b>{count.toLocaleString('en')} selected</b>
        {hidden > 0 && <span class="faint"> · {hidden.toLocaleString('en')} not shown</span>}
      </p>
      <div class="wrap">
        <Setter
          name="State"
          options={LIST_STATES.map(state => [state, STATE_NAMES[state]])}
          onChoose={state => acts.onState(state as ListState)}
        />
        <Setter
          name="Priority"
          options={PRIORITY_NAMES.map((name, priority) => [String(priority), name])}
          onChoose={priority => acts.onPriority(Number(priority))}
        />
        <button type="button" class="btn" onClick={() => acts.onTag('add')}>
          Add tag…
        </button>
        <button type="button" class="btn" onClick={() => acts.onTag('remove')}>
          Remove tag…
        </button>
        <button type="button" class="btn" onClick={acts.onCite}>
          Cite or export…
        </button>
        {acts.onZotero && (
          <button type="button" class="btn" onClick={acts.onZotero}>
            Send to Zotero…
          </button>
        )}
        <button type="button" class="btn danger" onClick={acts.onRemove}>
          Remove
        </button>
        <button type="button" class="btn quiet" onClick={acts.onClear}>
          Clear
        </button>
      </div>
    </section>
  )
}

/** A list of values of which one is given to all; it shows what it is for, and goes back to that. */
function Setter(props: {
  readonly name: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string) => void
}) {
  return (
    <label>
      <span class="visually-hidden">{props.name} of what is selected</span>
      <select
        class="btn"
        value=""
        onChange={event => {
          const { value } = event.currentTarget
          event.currentTarget.value = ''
          props.onChoose(value)
        }}
      >
        <option value="" disabled hidden>
          {props.name}
        </option>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
