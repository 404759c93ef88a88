import type { PaperId } from '../papers/identifier'
import type { Day } from '../time'

/** What an address stands for. */
export interface Address {
  readonly kind: 'paper' | 'listing' | 'pdf'
  /** What the site itself calls the paper: "v130/husain21a". Left out for listings. */
  readonly native?: string
  /** Identifiers that the address alone makes certain; often none. */
  readonly ids: readonly PaperId[]
}

/** A paper as a page shows it. */
export interface PaperReading {
  /** May be empty: then only the title names it. */
  readonly ids: readonly PaperId[]
  readonly title?: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: Day
}

/** A place where a page names a paper: a row of a list, an entry of a bibliography, a link in the text. */
export interface Spot {
  /** The whole row: what is dimmed or hidden. */
  readonly element: Element
  /** The badge goes into this element, behind everything that is in it. */
  readonly anchor: Element
  /** Changes when the same element comes to show another paper. Cheap. */
  readonly key: string
  /** The paper, or null where the place names none after all. */
  read(): PaperReading | null
}

/** What a page says. Nothing of it is read before it is asked for. */
export interface PageReading {
  /** The paper that the page is about; null on listings and on pages without a paper. */
  paper(): PaperReading | null
  /** Papers of a list, in page order. Empty on a paper's page. */
  rows(): Iterable<Spot>
  /** Papers that the page merely refers to, in page order. */
  links(): Iterable<Spot>
}

/** Where the panel goes: before `before` in `parent`, or last in it when `before` is null. */
export interface PanelPlace {
  readonly parent: Element
  readonly before: Element | null
  /** `column` is about 300 px wide and tall; `block` as wide as the text, and low. */
  readonly shape: 'column' | 'block'
}

export type Theme = 'light' | 'dark'

/** Alternatives for one thing on a page, newest first, each with the month in which it was last seen to fit. */
export type Selectors = readonly (readonly [selector: string, seen: string])[]

/** A site whose pages show papers: how they are recognised and read, and where a note may go. */
export interface Site {
  /** Names the site in settings and tests; never changes. */
  readonly id: string
  readonly name: string
  /** Match patterns of the pages on which the content script runs. */
  readonly matches: readonly string[]
  /** Whether the site has keys of its own for going from row to row. */
  readonly ownKeys?: true
  /** What an address stands for, or null. Pure and total: never throws, whatever the address. */
  identify(url: URL): Address | null
  /** What a page says. Called with addresses that `identify` knows. Never throws. */
  read(document: Document, url: URL): PageReading
  /** The panel's place, or null where the page has none (yet): then it goes to the edge of the window. */
  panelPlace(document: Document): PanelPlace | null
  /** Whether the page itself is light or dark. */
  theme(document: Document): Theme
  /** What each kind of page is expected to have: what is missing tells that the site has changed. */
  readonly anchors: { readonly [kind in Address['kind']]?: Readonly<Record<string, Selectors>> }
}

/** Addresses to test a site with: what each must give, null for none. Exported by every site's file. */
export type TestUrls = readonly (readonly [
  url: string,
  expected: {
    readonly kind: Address['kind']
    readonly native?: string
    readonly ids?: readonly PaperId[]
  } | null,
])[]
