import type { PaperId } from '../papers/identifier'
import type { Day } from '../time'

/** A paper a page is about, with what the page itself says of it. */
export interface PageReading {
  readonly ids: readonly PaperId[]
  readonly title?: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: Day
}

/** Where the panel goes: before `before` in `parent`, or last in it when `before` is null. */
export interface PanelPlace {
  readonly parent: Element
  readonly before: Element | null
}

/** A site whose pages show papers: how they are recognised and read, and where a note may go. */
export interface Site {
  /** Names the site in settings and tests; never changes. */
  readonly id: string
  readonly name: string
  /** Match patterns of the pages on which the content script runs. */
  readonly matches: readonly string[]
  /** The paper an address stands for, or null. Total: never throws, whatever the address. */
  identify(url: URL): PaperId | null
  /** What a page says of its paper, or null when it shows none. */
  read(document: Document, url: URL): PageReading | null
  /** The panel's place, or null where the page has none (yet): then it goes to the edge of the window. */
  panelPlace(document: Document): PanelPlace | null
  /** Whether the page itself is light or dark. */
  theme(document: Document): 'light' | 'dark'
  /** Addresses with the paper each must yield, null for none. */
  readonly testUrls: readonly (readonly [url: string, expected: PaperId | null])[]
}

/** The place before everything else in `parent`; null where the page has no such element. */
export function placeFirstIn(parent: Element | null): PanelPlace | null {
  return parent && { parent, before: parent.firstElementChild }
}
