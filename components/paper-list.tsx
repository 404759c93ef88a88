import { Fragment } from 'preact'
import { useRef } from 'preact/hooks'
import type { ListState } from '@/lib/entries/entry'
import { PaperItem, type PaperView, type PlaceNote } from './paper-item'

interface Props {
  readonly name: string
  readonly papers: readonly PaperView[]
  /** A line before the paper at a place in the list that says what is different from there on. */
  readonly divider?: { readonly before: number; readonly text: string } | undefined
  /** Why papers stand where they do, by identifier. */
  readonly reasons?: ReadonlyMap<string, PlaceNote> | undefined
  /** Papers whose like the reader does not want; with `onSkip` each can be made one. */
  readonly skipped?: ReadonlySet<string> | undefined
  readonly onSkip?: ((id: string, skipped: boolean) => void) | undefined
  readonly onOpen?: ((id: string) => void) | undefined
  readonly onSave: (id: string, saved: boolean, state?: ListState) => void
  readonly onTopic: (topic: string) => void
  readonly onCite: (id: string) => void
}

/** A list of papers. ↑ and ↓ move between their links; ↑ on the first goes back to the search field. */
export function PaperList(props: Props) {
  const { name, papers, divider, reasons, skipped, onSkip, onOpen, onSave, onTopic, onCite } = props
  const list = useRef<HTMLUListElement>(null)
  const counted = papers.some(paper => paper.upvotes !== undefined)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a.paper-link') ?? [])]
    const at = links.findIndex(link => link.closest('li')?.contains(event.target as Node))
    const next = at + (event.key === 'ArrowDown' ? 1 : -1)
    event.preventDefault()
    if (next < 0) document.querySelector<HTMLElement>('input[type=search]')?.focus()
    else links[next]?.focus()
  }
  return (
    <ul
      ref={list}
      class={`papers${counted ? '' : ' uncounted'}${onSkip ? ' skippable' : ''}`}
      aria-label={name}
      onKeyDown={onKeyDown}
    >
      {papers.map((paper, i) => (
        <Fragment key={paper.id}>
          {divider?.before === i && <li class="faint divider">{divider.text}</li>}
          <PaperItem
            paper={paper}
            reason={reasons?.get(paper.id)}
            skipped={skipped?.has(paper.id)}
            onSkip={onSkip && (skip => onSkip(paper.id, skip))}
            onOpen={onOpen && (() => onOpen(paper.id))}
            onSave={(saved, state) => onSave(paper.id, saved, state)}
            onTopic={onTopic}
            onCite={() => onCite(paper.id)}
          />
        </Fragment>
      ))}
    </ul>
  )
}

/** Moves the focus from the search field to the first paper below it; returns whether there was one. */
export function focusFirstPaper(): boolean {
  const first = firstPaper()
  first?.focus()
  return first !== null
}

/** Opens the first paper below the search field, as a click on it does. */
export function openFirstPaper(): void {
  firstPaper()?.click()
}

function firstPaper(): HTMLElement | null {
  return document.querySelector<HTMLElement>('a.paper-link')
}
