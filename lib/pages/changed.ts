import type { PageSaid } from '../messaging/protocol'
import { sites } from '../sites/registry'

/**
 * How a page is not as its site's pages were when they were last looked at. `nothing` of it was read: it may as well be an
 * error page. By its `address` alone it is certain what it shows, or where the panel stood is gone. `part` of it is
 * missing, and no more than that.
 */
export type Change = 'nothing' | 'address' | 'part'

/** What of a page has changed, by what its script says; null where it is as expected. */
export function changeOf({ site, kind, paper, rows, missing }: PageSaid): Change | null {
  const isPaper = kind === 'paper'
  if (missing.length === 0 && !(isPaper && !paper)) return null
  if (!paper && rows.length === 0) return 'nothing'
  if (!isPaper) return 'part'
  return !paper || missing.includes('title') || missing.includes(placeOn(site)) ? 'address' : 'part'
}

/** The name of what the panel stands at on a site's pages: their column, else the abstract that it follows. */
function placeOn(site: string): string {
  const expected = sites.find(({ id }) => id === site)?.anchors.paper ?? {}
  return 'column' in expected ? 'column' : 'abstract'
}
