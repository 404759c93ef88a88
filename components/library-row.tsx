import { Component } from 'preact'
import type { ListRow } from '@/lib/entries/list-row'
import { PRIORITY_NAMES, STATE_NAMES } from '@/lib/entries/order'
import { latexToText } from '@/lib/papers/latex'
import { StarIcon } from './icons'

/** Tags that a row shows; the others are counted. */
const TAGS_SHOWN = 3

interface Props {
  readonly row: ListRow
  /** Names its line: a paper with several tags may stand in several groups. */
  readonly line: string
  /** Pixels from the top of the list. */
  readonly top: number
  readonly height: number
  /** Its place among all papers of the list, from 1, and how many there are. */
  readonly position: number
  readonly size: number
  /** Whether it is the one that keys go to. */
  readonly active: boolean
  /** Whether the Tab key stops at it. */
  readonly stop: boolean
  readonly selected: boolean
  /** Whether it can be moved by hand. */
  readonly movable: boolean
}

/**
 * A paper of the reading list. Its events are handled by the list, so that its properties are plain values: it is drawn
 * again when one of them is another, and not else.
 */
export class LibraryRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    return (Object.keys(next) as (keyof Props)[]).some(key => next[key] !== this.props[key])
  }

  override render({ row, line, top, height, position, size, active, stop, selected, movable }: Props) {
    const title = latexToText(row.title)
    const tabIndex = stop ? 0 : -1
    const named = (
      <span class="title" dir="auto">
        {title}
      </span>
    )
    return (
      <li
        class={`entry${active ? ' active' : ''}${selected ? ' selected' : ''}${movable ? ' movable' : ''}`}
        data-line={line}
        style={{ transform: `translateY(${top}px)`, blockSize: `${height}px` }}
        aria-setsize={size}
        aria-posinset={position}
      >
        {movable && <span class="grip" title="Drag to move" aria-hidden="true" />}
        <label class="pick">
          <input type="checkbox" aria-label={`Select: ${title}`} checked={selected} tabIndex={tabIndex} />
        </label>
        <div class="entry-name">
          {row.url ? (
            <a
              class="paper-link"
              href={row.url}
              target="_blank"
              rel="noopener noreferrer"
              tabIndex={tabIndex}
            >
              {named}
            </a>
          ) : (
            <button type="button" class="linklike paper-link" tabIndex={tabIndex}>
              {named}
            </button>
          )}
        </div>
        <p class="entry-side muted">
          {row.priority > 0 && (
            <span class={`priority p${row.priority}`} title={`Priority: ${PRIORITY_NAMES[row.priority]}`}>
              <span aria-hidden="true">{'!'.repeat(row.priority)}</span>
              <span class="visually-hidden">Priority: {PRIORITY_NAMES[row.priority]}. </span>
            </span>
          )}
          {row.rating > 0 && (
            <span class="rating num" title={`Rated ${row.rating} of 5`}>
              <StarIcon filled />
              <span aria-hidden="true">{row.rating}</span>
              <span class="visually-hidden">Rated {row.rating} of 5. </span>
            </span>
          )}
          <span class={row.state === 'reading' ? 'state now' : 'state'}>{STATE_NAMES[row.state]}</span>
        </p>
        <div class="entry-foot faint">
          {row.notes.length > 0 && (
            <span class="noted" title="Has a note">
              <NoteIcon />
              <span class="visually-hidden">Has a note. </span>
            </span>
          )}
          <span class="byline" dir="auto">
            {bylineOf(row)}
          </span>
          {row.tags.slice(0, TAGS_SHOWN).map(tag => (
            <button key={tag} type="button" class="chip" tabIndex={-1} data-tag={tag} title={`Tag: ${tag}`}>
              {tag}
            </button>
          ))}
          {row.tags.length > TAGS_SHOWN && <span class="more-tags">+{row.tags.length - TAGS_SHOWN}</span>}
        </div>
      </li>
    )
  }
}

/** "Ada Lovelace and 3 others · 2024 · 12 upvotes". */
function bylineOf({ authors, date, upvotes, untitled }: ListRow): string {
  const [first] = authors
  const others = authors.length - 1
  const by = others < 1 ? first : others === 1 ? authors.join(' and ') : `${first} and ${others} others`
  const parts = [by, date?.slice(0, 4), upvotes ? `${upvotes} upvotes` : undefined]
  if (untitled) parts.push('its title is not known yet')
  return parts.filter(Boolean).join(' · ')
}

/** A sheet with two lines, on what has a note. */
function NoteIcon() {
  return (
    <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true">
      <path
        d="M1.5 1h8v6L7 10H1.5zM3.5 4h4M3.5 6.2h2.5"
        fill="none"
        stroke="currentColor"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  )
}
