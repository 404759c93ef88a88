import { first } from './reading/select'
import type { Site } from './site'

/**
 * Names of what a page of this kind is expected to have and has not: the site has changed since its selectors were
 * last seen to fit. Empty for a page that is as expected.
 */
export function missingAnchors(site: Site, document: Document, url: URL): string[] {
  const kind = site.identify(url)?.kind
  const expected = kind && site.anchors[kind]
  if (!expected) return []
  return Object.entries(expected).flatMap(([name, selectors]) => (first(document, selectors) ? [] : [name]))
}
