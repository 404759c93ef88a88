import type { PageReading, PaperReading, Spot, Theme } from '../site'

const NOTHING = { paper: () => null, rows: () => [], links: () => [] }

/** A page that is about one paper, and may refer to others. */
export function paperPage(
  paper: () => PaperReading | null,
  links: () => Iterable<Spot> = () => [],
): PageReading {
  return { ...NOTHING, paper, links }
}

/** A page that lists papers. */
export function listingPage(rows: () => Iterable<Spot>): PageReading {
  return { ...NOTHING, rows }
}

/** A page that says nothing. */
export const emptyPage: PageReading = NOTHING

/** Of sites whose pages have no dark form. */
export const alwaysLight = (): Theme => 'light'

/** Of sites that say at the root of the page whether it is dark. */
export const shownTheme = (document: Document): Theme =>
  document.documentElement.matches('.dark, [data-theme="dark"]') ? 'dark' : 'light'
