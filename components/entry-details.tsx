import type { ComponentChildren } from 'preact'
import type { ListState } from '@/lib/entries/entry'
import type { PaperId } from '@/lib/papers/identifier'
import { ChoiceBar } from './choice-bar'
import { Authors, Merged, Said } from './entry-said'
import { CloseIcon } from './icons'
import { StarRating } from './star-rating'
import { TagEditor } from './tag-editor'

/** A paper of the list with all that is known and said of it, in words. */
export interface EntryShown {
  readonly id: PaperId
  readonly title: string
  readonly url?: string
  readonly authors: readonly string[]
  /** "2024", "arXiv", the journal. */
  readonly facts: readonly string[]
  readonly state: ListState
  readonly priority: number
  readonly rating: number
  readonly tags: readonly string[]
  /** "17 Aug 2026". */
  readonly saved: string
  readonly from?: string
  /** The day it was read, `YYYY-MM-DD`. */
  readonly readOn?: string
  readonly summary?: { readonly text: string; readonly by: string }
  readonly abstract?: string
  readonly links: readonly { readonly name: string; readonly url: string }[]
  /** Papers that the reader said are this one. */
  readonly merged: readonly { readonly key: PaperId; readonly title: string }[]
}

/** What a reader does to a paper of the list. */
export interface EntryActions {
  setState(state: ListState): void
  setPriority(priority: number): void
  setRating(rating: number): void
  addTags(tags: readonly string[]): void
  removeTag(tag: string): void
  /** A day, or nothing. */
  setReadOn(day: string): void
  separate(key: PaperId): void
  cite(): void
  zotero(): void
  remove(): void
  close(): void
}

const STATES = [
  { value: 'to-read', label: 'To read', shortcut: '1' },
  { value: 'reading', label: 'Reading', shortcut: '2' },
  { value: 'done', label: 'Done', shortcut: '3' },
  { value: 'skipped', label: 'Skipped', shortcut: '4' },
] as const
const PRIORITIES = [
  { value: 0, label: 'None' },
  { value: 1, label: 'Low' },
  { value: 2, label: 'Medium' },
  { value: 3, label: 'High' },
] as const

interface Props {
  readonly entry: EntryShown
  /** Tags that may be meant, the likeliest first. */
  readonly suggestions: readonly string[]
  /** The last day that can be chosen, `YYYY-MM-DD`. */
  readonly today: string
  readonly on: EntryActions
  /** The note. */
  readonly children: ComponentChildren
}

/** One paper of the list: what it is, what the reader says of it, and what can be done with it. */
export function EntryDetailsView({ entry, suggestions, today, on, children }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const state = STATES.find(({ shortcut }) => shortcut === event.key)
    if (!state || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    on.setState(state.value)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls in it, each of which can be had by Tab too
    <div class="entry-details" onKeyDown={onKeyDown}>
      <header class="stacked">
        <div class="row entry-head">
          <h2 class="title" dir="auto">
            {entry.url ? (
              <a href={entry.url} target="_blank" rel="noopener noreferrer">
                {entry.title}
              </a>
            ) : (
              entry.title
            )}
          </h2>
          <button type="button" class="btn quiet" aria-label="Close the details" onClick={on.close}>
            <CloseIcon />
          </button>
        </div>
        <Authors authors={entry.authors} />
        {entry.facts.length > 0 && (
          <p class="muted" dir="auto">
            {entry.facts.join(' · ')}
          </p>
        )}
      </header>
      <ChoiceBar
        label="State"
        name="entry-state"
        choices={STATES}
        value={entry.state}
        onChange={on.setState}
      />
      <ChoiceBar
        label="Priority"
        name="entry-priority"
        choices={PRIORITIES}
        value={entry.priority}
        onChange={on.setPriority}
      />
      <StarRating name="entry-rating" rating={entry.rating} onChange={on.setRating} />
      <TagEditor tags={entry.tags} suggestions={suggestions} onAdd={on.addTags} onRemove={on.removeTag} />
      {children}
      <div class="entry-dates">
        <p class="muted">
          Saved {entry.saved}
          {entry.from && (
            <>
              {' from '}
              <bdi>{entry.from}</bdi>
            </>
          )}
        </p>
        <label class="muted row">
          Read
          <input
            class="textbox"
            type="date"
            value={entry.readOn ?? ''}
            max={today}
            onChange={event => on.setReadOn(event.currentTarget.value)}
          />
        </label>
      </div>
      <Said entry={entry} />
      <Merged merged={entry.merged} onSeparate={on.separate} />
      <p class="row entry-actions">
        <button type="button" class="btn" onClick={on.cite}>
          Cite
        </button>
        <button type="button" class="btn" onClick={on.zotero}>
          Send to Zotero
        </button>
        <span class="sp" />
        <button type="button" class="btn danger" onClick={on.remove}>
          Remove
        </button>
      </p>
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select')
}
