import { h, render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { BadgeCard } from '@/components/badge-card'
import cardCss from '@/components/card.css?inline'
import { ask } from '@/lib/messaging/client'
import type { Theme } from '@/lib/sites/site'
import type { Badge } from './badge'
import { Guard } from './guard'
import { noteStyles } from './note-styles'
import { dress, hold, type ShadowHost, shadowHost } from './shadow-host'
import { useNote } from './use-note'

const TAG = 'gloss-card'
/** How long the pointer rests on a badge before its card opens, and how long it may be away from both, in milliseconds. */
const OPEN_AFTER = 220
const CLOSE_AFTER = 260
const GAP = 6

/** The card of the badge that the reader points at or has chosen. There is one at a time. */
export class Card {
  readonly #theme: () => Theme
  readonly #signal: AbortSignal
  #open: { badge: Badge; shadow: ShadowHost; removal: AbortController; pinned: boolean } | null = null
  /** The badge that gets the focus back from its card, which is not to open again for that. */
  #left: Badge | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(theme: () => Theme, signal: AbortSignal) {
    this.#theme = theme
    this.#signal = signal
    signal.addEventListener('abort', () => this.close(), { once: true })
  }

  /** What the reader does to a badge. */
  act(badge: Badge, event: Event): void {
    if (event.type === 'pointerenter') this.#later(() => this.#show(badge, false), OPEN_AFTER)
    else if (event.type === 'focus') {
      // A click focuses too, and shows the card itself.
      if (badge.button.matches(':focus-visible') && badge !== this.#left) this.#show(badge, false)
    } else if (event.type === 'pointerleave' || event.type === 'blur') this.#leave()
    else if (event.type === 'click') this.#choose(badge)
    else if (event instanceof KeyboardEvent && event.key === 'Escape') this.close()
  }

  /** Takes the card away, as when its badge goes. */
  close(badge?: Badge): void {
    if (badge && this.#open?.badge !== badge) return
    clearTimeout(this.#timer)
    const open = this.#open
    if (!open) return
    this.#open = null
    const focused = open.shadow.root.activeElement !== null
    open.removal.abort()
    render(null, open.shadow.root)
    open.shadow.host.remove()
    if (!focused || !open.badge.host.isConnected) return
    this.#left = open.badge
    open.badge.button.focus()
    this.#left = null
  }

  #choose(badge: Badge): void {
    if (this.#open?.badge === badge && this.#open.pinned) this.close()
    else this.#show(badge, true)
  }

  #leave(): void {
    if (!this.#open?.pinned) this.#later(() => this.close(), CLOSE_AFTER)
  }

  #later(work: () => void, after: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(work, after)
  }

  #show(badge: Badge, pinned: boolean): void {
    clearTimeout(this.#timer)
    if (this.#open?.badge === badge) {
      this.#open.pinned ||= pinned
      if (pinned) this.#focus()
      return
    }
    this.close()
    if (this.#signal.aborted || !badge.host.isConnected) return
    const shadow = shadowHost(TAG)
    const removal = new AbortController()
    this.#open = { badge, shadow, removal, pinned }
    hold(shadow.host, `${placeOf(badge)} z-index: 2147483001; direction: ltr;`)
    document.documentElement.append(shadow.host)
    dress(shadow, noteStyles + cardCss)
    const { host } = shadow
    host.addEventListener('pointerenter', () => clearTimeout(this.#timer), { signal: removal.signal })
    host.addEventListener('pointerleave', () => this.#leave(), { signal: removal.signal })
    const outside = (event: Event) => {
      if (event.isTrusted && event.target !== host && event.target !== badge.host) this.close()
    }
    document.addEventListener('pointerdown', outside, { signal: removal.signal, capture: true })
    const props = {
      badge,
      theme: this.#theme(),
      guard: new Guard(host, removal.signal),
      signal: removal.signal,
      onClose: () => this.close(),
    }
    render(h(LiveCard, props), shadow.root)
    if (pinned) this.#focus()
  }

  #focus(): void {
    const card = this.#open?.shadow.root.querySelector<HTMLElement>('.card')
    card?.focus()
  }
}

/** Below the badge where there is room, else above it; inside the window, and with the page when it is scrolled. */
function placeOf({ button }: Badge): string {
  const { left, top, bottom } = button.getBoundingClientRect()
  const below = innerHeight - bottom > Math.min(320, top)
  const x = Math.max(12, Math.min(left, innerWidth - 356))
  const y = (below ? bottom + GAP : top - GAP) + scrollY
  const grows = below ? '' : 'transform: translateY(-100%);'
  return `position: absolute; inset-inline-start: ${x + scrollX}px; inset-block-start: ${y}px; inline-size: min(340px, 100vw - 24px); ${grows}`
}

function LiveCard(props: {
  readonly badge: Badge
  readonly theme: Theme
  readonly guard: Guard
  readonly signal: AbortSignal
  readonly onClose: () => void
}) {
  const { badge, guard } = props
  const note = useNote(badge.mention, props.signal, false)
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => guard.watch(card.current))
  return (
    <div
      ref={card}
      class="g card"
      role="dialog"
      aria-label={`Gloss: ${badge.mention.title ?? badge.mention.ids[0] ?? ''}`}
      tabIndex={-1}
      data-theme={props.theme}
      onClickCapture={event => guard.check(event, note.say)}
      onKeyDown={event => event.key === 'Escape' && props.onClose()}
    >
      <BadgeCard
        title={badge.mention.title ?? badge.mention.ids[0] ?? ''}
        state={note.state}
        citation={note.citation}
        problem={note.problem}
        on={{
          ...note,
          open: route => void ask('open', { route }).catch((error: Error) => note.say(error.message)),
        }}
      />
    </div>
  )
}
