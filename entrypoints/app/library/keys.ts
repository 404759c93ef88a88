import { useEffect, useRef } from 'preact/hooks'
import { LIST_STATES, type ListState } from '@/lib/entries/entry'

/** Milliseconds in which a number after `r` is a rating. */
const RATE_WITHIN = 4000
/** Lines that Page Up and Page Down pass. */
const ONE_PAGE = 10

/** What keys do in the list. */
export interface KeyActs {
  /** Goes so many lines on, or to an end; `extend` selects what is passed. */
  move(by: number, extend: boolean): void
  toggle(): void
  selectAll(): void
  open(): void
  details(part?: 'note'): void
  setState(state: ListState): void
  askRating(): void
  rate(rating: number): void
  tag(): void
  cite(): void
  remove(): void
  moveByHand(by: -1 | 1): void
  undo(): void
  redo(): void
  /** Clears what is selected, else the search. */
  escape(): void
  /** Goes back to the list from what is beside it. */
  back(): void
}

/** Follows the keys while no dialog is open and nothing is typed. */
export function useListKeys(acts: KeyActs): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    let ratingUntil = 0
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.defaultPrevented || event.isComposing) return
      if (document.querySelector('dialog[open]')) return
      // What is typed stays: a note is written down when its field is left.
      const leaves = event.key === 'Escape' && target.closest('.library-details') !== null
      if (isTyping(target) && !leaves) return
      const rating = ratingUntil > event.timeStamp && /^[0-5]$/.test(event.key)
      ratingUntil = 0
      const act = latest.current
      const way = rating ? () => act.rate(Number(event.key)) : actOf(event, target, act)
      if (!way) return
      if (way === act.askRating) ratingUntil = event.timeStamp + RATE_WITHIN
      event.preventDefault()
      way()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function actOf(event: KeyboardEvent, target: HTMLElement, act: KeyActs): (() => void) | undefined {
  const { key, shiftKey, altKey } = event
  const inList = isInList(target)
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === 'z') return shiftKey ? act.redo : act.undo
    return key === 'a' && inList ? act.selectAll : undefined
  }
  if (!inList) return key === 'Escape' && target.closest('.library-details') ? act.back : undefined
  if (altKey) {
    if (key === 'ArrowUp') return () => act.moveByHand(-1)
    return key === 'ArrowDown' ? () => act.moveByHand(1) : undefined
  }
  return isOwn(target, key) ? undefined : plainActOf(key, shiftKey, act)
}

function plainActOf(key: string, shiftKey: boolean, act: KeyActs): (() => void) | undefined {
  const state = LIST_STATES[Number(key) - 1]
  if (/^[1-4]$/.test(key) && state) return () => act.setState(state)
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return () => act.move(1, shiftKey)
    case 'ArrowUp':
    case 'k':
      return () => act.move(-1, shiftKey)
    case 'PageDown':
      return () => act.move(ONE_PAGE, shiftKey)
    case 'PageUp':
      return () => act.move(-ONE_PAGE, shiftKey)
    case 'Home':
      return () => act.move(Number.NEGATIVE_INFINITY, shiftKey)
    case 'End':
      return () => act.move(Number.POSITIVE_INFINITY, shiftKey)
    case ' ':
    case 'x':
      return act.toggle
    case 'Enter':
      return act.open
    case 'e':
    case 'ArrowRight':
      return () => act.details()
    case 'n':
      return () => act.details('note')
    case 'r':
      return act.askRating
    case 't':
      return act.tag
    case 'c':
      return act.cite
    case 'Delete':
    case 'Backspace':
      return act.remove
    case 'Escape':
      return act.escape
    default:
      return undefined
  }
}

/** Whether a key does on a control what it does everywhere: links open, boxes are ticked. */
function isOwn(target: HTMLElement, key: string): boolean {
  if (key === 'Enter') return target.matches('a, button')
  return key === ' ' && target.matches('input, button')
}

/** Whether nothing has the focus, or something of the list. */
function isInList(target: HTMLElement): boolean {
  return target === document.body || target === document.documentElement || !!target.closest('.entries')
}

function isTyping(target: HTMLElement): boolean {
  return (
    target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])')
  )
}
