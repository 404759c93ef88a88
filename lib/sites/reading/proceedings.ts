import type { Address, Selectors, Site } from '../site'
import { alwaysLight, listingPage, paperPage } from './page'
import { readPaper, type Shown } from './paper'
import { blockAfter, first } from './select'
import { type Listing, spotsOf } from './spots'

interface Proceedings
  extends Pick<Site, 'id' | 'name' | 'matches'>,
    Partial<Pick<Site, 'panelPlace' | 'anchors'>> {
  /** The address on the site's own hosts; see `Site.identify`. */
  identify(url: URL): Address | null
  readonly paper: Shown
  readonly listing: Listing
  /** Whether there are papers without an abstract: letters, editorials. */
  readonly letters?: true
  /** What a list is expected to have, where some have no rows. */
  readonly listed?: Selectors
}

/** A site with pages of papers and lists of them, all sent whole by its server and always light. */
export function proceedings({ paper, listing, listed = listing.rows, letters, ...site }: Proceedings): Site {
  return {
    read: (document, url) => {
      const { kind, ids = [] } = site.identify(url) ?? {}
      if (kind === 'listing') return listingPage(() => spotsOf(document, listing))
      if (kind === 'pdf') return paperPage(() => (ids.length > 0 ? { ids } : null))
      return paperPage(() => readPaper(document, paper, ids))
    },
    panelPlace: document => {
      const abstract = first(document, paper.abstract)
      // One that is drawn as a card keeps the card to itself.
      return blockAfter(abstract?.closest('.card') ?? abstract)
    },
    theme: alwaysLight,
    anchors: {
      paper: { title: paper.title, ...(!letters && { abstract: paper.abstract }) },
      listing: { rows: listed },
    },
    ...site,
  }
}
