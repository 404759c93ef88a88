import type { Address, Site } from './site'

/** A site, and what an address of it stands for. */
export interface Recognised {
  readonly site: Site
  readonly address: Address
  readonly url: URL
}

/** The first of `sites` that an address belongs to, with what it stands for; null for any other, however malformed. */
export function recogniseAmong(sites: readonly Site[], address: string): Recognised | null {
  const url = URL.parse(address)
  if (!url) return null
  for (const site of sites) {
    const found = site.identify(url)
    if (found) return { site, address: found, url }
  }
  return null
}

/** The match patterns of sites, each once. */
export function patternsOf(sites: readonly Site[]): string[] {
  return [...new Set(sites.flatMap(({ matches }) => matches))]
}
