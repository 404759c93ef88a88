import { ask } from '@/lib/messaging/client'
import type { BadgeNote, LibraryChanged, PaperMention } from '@/lib/messaging/protocol'
import type { PageSettings } from '@/lib/settings'
import { lettersOf } from '@/lib/sites/reading/text'
import type { Spot, Theme } from '@/lib/sites/site'
import { type Badge, isLink, placeBadge, putBack, shrink, tell } from './badge'
import { Card } from './card'
import { inSlices } from './slices'

/** What became of a spot: what it shows, and its badge where it has one. */
interface Handled {
  readonly key: string
  readonly mention: PaperMention | null
  note: BadgeNote | null
  badge: Badge | null
  restore: (() => void) | null
}

interface Options {
  readonly settings: PageSettings
  readonly theme: () => Theme
  readonly signal: AbortSignal
}

/** The badges of a page: one for each place where it names a paper that Gloss knows. Each place is handled once. */
export class Badges {
  readonly #options: Options
  readonly #handled = new Map<Element, Handled>()
  readonly #byHost = new WeakMap<Element, Badge>()
  readonly #card: Card
  readonly #room: IntersectionObserver
  #running: Promise<void> = Promise.resolve()
  #last: unknown
  #placing: Promise<void> = Promise.resolve()
  /** The papers of the page, in its order. */
  #mentions: readonly PaperMention[] = []

  constructor(options: Options) {
    this.#options = options
    const { signal, theme } = options
    this.#card = new Card(theme, signal)
    // Tells where a badge lies without the page being laid out for it.
    this.#room = new IntersectionObserver(entries => {
      for (const { target, boundingClientRect, rootBounds } of entries)
        this.#fit(target, boundingClientRect, rootBounds)
    })
    signal.addEventListener('abort', () => this.#end(), { once: true })
  }

  /** The papers that were read, in page order. */
  get mentions(): readonly PaperMention[] {
    return this.#mentions
  }

  /** Brings the badges in step with the page. One at a time: what changes meanwhile is looked at afterwards. */
  async update(spots: () => Iterable<Spot>): Promise<void> {
    const before = this.#running.catch(() => undefined)
    this.#last = spots
    // Of several that wait, the last alone is looked at: it sees all that the others would have seen.
    this.#running = before.then(() => (this.#last === spots ? this.#update(spots) : undefined))
    await this.#running
  }

  /** All badges, in page order. */
  inOrder(): readonly Badge[] {
    const badges = [...this.#handled.values()].flatMap(({ badge }) =>
      badge?.host.isConnected ? [badge] : [],
    )
    const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING
    return badges.sort((a, b) => (a.host.compareDocumentPosition(b.host) & FOLLOWING ? -1 : 1))
  }

  /** Follows what became of papers on the reading list. */
  follow({ type: _, ids, ...standing }: LibraryChanged): void {
    for (const handled of this.#handled.values()) {
      const named = handled.note?.ids ?? handled.mention?.ids ?? []
      if (!named.some(id => ids.includes(id))) continue
      if (handled.note) handled.note = { ...handled.note, ...standing }
      if (handled.badge) tell(handled.badge, handled.note)
    }
  }

  async #update(spots: () => Iterable<Spot>): Promise<void> {
    const { signal } = this.#options
    const here = new Map<Element, Spot>()
    const fresh: { readonly spot: Spot; readonly handled: Handled }[] = []
    await inSlices(spots(), signal, spot => {
      if (here.has(spot.element)) return
      here.set(spot.element, spot)
      const before = this.#handled.get(spot.element)
      if (before?.key === spot.key) return this.#keep(before, spot)
      if (before) this.#drop(spot.element, before)
      const mention = mentionAt(spot)
      const handled: Handled = { key: spot.key, mention, note: null, badge: null, restore: null }
      if (mention) fresh.push({ spot, handled })
      this.#handled.set(spot.element, handled)
    })
    if (signal.aborted) return
    for (const [element, handled] of this.#handled) if (!here.has(element)) this.#drop(element, handled)
    this.#mentions = [...here.keys()].flatMap(element => this.#handled.get(element)?.mention ?? [])
    while (fresh.length > 0 && !signal.aborted) {
      const some = fresh.splice(0, MAX_ROWS)
      const papers = some.map(({ handled }) => nameOf(handled.mention))
      const asked = () => ask('badges', { papers })
      // A worker that died over it is asked once more. After that the page stays as it is: nothing is said of its rows.
      const { badges } = await asked()
        .catch(asked)
        .catch(() => ({ badges: [] }))
      if (badges.length === 0) return
      const place = ([at, { spot, handled }]: readonly [number, (typeof some)[number]]) =>
        this.#place(spot, handled, badges[at] ?? null)
      // Rows that come meanwhile are read and asked about while these get their badges.
      this.#placing = this.#placing.then(() => inSlices(some.entries(), signal, place, PER_FRAME))
    }
  }

  #place(spot: Spot, handled: Handled, note: BadgeNote | null): void {
    const { settings, theme } = this.#options
    // The row may have gone, or show another paper, since it was asked about.
    if (!handled.mention || this.#handled.get(spot.element) !== handled || !spot.element.isConnected) return
    handled.note = note
    if (note?.skipped && settings.hideSkipped) handled.restore = restyle(spot, 'display', 'none')
    else if (note?.seen && settings.dimSeen) handled.restore = restyle(spot, 'opacity', '0.5')
    const wanted = note !== null || (settings.everyRow && !isLink(spot))
    if (!wanted) return
    const act = (badge: Badge, event: Event) => this.#act(badge, event)
    handled.badge = placeBadge(spot, handled.mention, note, theme(), act)
    this.#byHost.set(handled.badge.host, handled.badge)
    this.#room.observe(handled.badge.host)
  }

  #act(badge: Badge, event: Event): void {
    if (event instanceof KeyboardEvent && event.key === 's' && plain(event)) {
      event.preventDefault()
      event.stopPropagation()
      const note = badge.note ?? NOTHING_KNOWN
      ask('save', { paper: badge.mention, saved: !note.saved }).then(
        standing => tell(badge, { ...note, ...standing }),
        () => this.#card.act(badge, new Event('click')),
      )
    } else this.#card.act(badge, event)
  }

  /** A row whose inside was drawn anew gets its badge back. */
  #keep(handled: Handled, spot: Spot): void {
    const { badge } = handled
    if (!badge || spot.anchor.contains(badge.host) || badge.host.previousSibling === spot.anchor) return
    putBack(badge, spot)
  }

  #drop(element: Element, handled: Handled): void {
    if (handled.badge) {
      this.#card.close(handled.badge)
      this.#room.unobserve(handled.badge.host)
      handled.badge.host.remove()
    }
    handled.restore?.()
    this.#handled.delete(element)
  }

  #fit(host: Element, { right }: DOMRectReadOnly, root: DOMRectReadOnly | null): void {
    this.#room.unobserve(host)
    const badge = this.#byHost.get(host)
    if (!badge) return
    if (right > (root?.right ?? innerWidth)) shrink(badge)
  }

  #end(): void {
    this.#room.disconnect()
    for (const [element, handled] of this.#handled) this.#drop(element, handled)
  }
}

/** Of a row whose paper was in no digest when it was asked about. */
const NOTHING_KNOWN: BadgeNote = { ids: [], by: 'id', saved: false, seen: false, skipped: false }
/** A title with fewer letters names no paper in any script. */
const LEAST_LETTERS = 5
/** Badges that are put on the page before it is drawn again: more would hold it up. */
const PER_FRAME = 400
/** Rows that are asked about at once. */
const MAX_ROWS = 5000

function mentionAt(spot: Spot): PaperMention | null {
  const paper = spot.read()
  return paper && (paper.ids.length > 0 || lettersOf(paper.title ?? '').length >= LEAST_LETTERS)
    ? paper
    : null
}

/** What names a paper; its abstract and authors are not asked about. */
function nameOf(mention: PaperMention | null): PaperMention {
  return { ids: mention?.ids ?? [], ...(mention?.title && { title: mention.title }) }
}

function plain(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey)
}

/** Changes how a row looks; returns what changes it back. */
function restyle({ element, anchor }: Spot, property: string, value: string): () => void {
  // In a list of terms the badge stands with the term, and the description is the row.
  const rows = element.contains(anchor) ? [element] : [element, anchor]
  const before = rows.flatMap(row =>
    row instanceof HTMLElement ? [[row, row.style.getPropertyValue(property)] as const] : [],
  )
  for (const [row] of before) row.style.setProperty(property, value, 'important')
  return () => {
    for (const [row, old] of before) row.style.setProperty(property, old)
  }
}
