interface VisibleEntry extends IntersectionObserverEntry {
  readonly isVisible?: boolean
}

/** Buttons that change what Gloss keeps: a click on them counts only where the reader sees them. */
const GUARDED = '.actions button, .not-same'
/** How long something must have been seen before a click on it counts, in milliseconds: the least that browsers allow. */
const SEEN_FOR = 100
const COVERED =
  'Something on this page lies over Gloss, so the click was not taken for yours. Use Gloss’s button in the toolbar.'

/**
 * Makes clicks count only where the reader can see what is clicked: a page may lay its own button over one of Gloss's,
 * or make it transparent, so that a click that was meant for the page is taken for a wish to save. Browsers that can
 * tell (Intersection Observer v2) are asked; of the others it is known only what lies on top.
 */
export class Guard {
  readonly #seen = new WeakMap<Element, boolean>()
  readonly #observer: IntersectionObserver
  readonly #tells = 'isVisible' in IntersectionObserverEntry.prototype
  readonly #host: Element

  constructor(host: Element, signal: AbortSignal) {
    this.#host = host
    const options = { threshold: [0.5, 1], trackVisibility: true, delay: SEEN_FOR }
    this.#observer = new IntersectionObserver(entries => {
      for (const entry of entries as VisibleEntry[]) this.#seen.set(entry.target, entry.isVisible !== false)
    }, options)
    signal.addEventListener('abort', () => this.#observer.disconnect(), { once: true })
  }

  /** Begins to watch the buttons below `root` that it does not watch yet. */
  watch(root: Element | null): void {
    for (const button of root?.querySelectorAll(GUARDED) ?? []) {
      if (!this.#tells || this.#seen.has(button)) continue
      this.#seen.set(button, false)
      this.#observer.observe(button)
    }
  }

  /** Stops a click on a button that the reader does not see, and says why. */
  check(event: Event, say: (problem: string) => void): void {
    const button = (event.target as Element).closest(GUARDED)
    if (!button || this.#isSeen(button)) return
    event.stopPropagation()
    say(COVERED)
  }

  #isSeen(button: Element): boolean {
    if (this.#tells) return this.#seen.get(button) ?? false
    const { left, top, width, height } = button.getBoundingClientRect()
    return document.elementFromPoint(left + width / 2, top + height / 2) === this.#host
  }
}
