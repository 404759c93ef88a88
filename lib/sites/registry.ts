import type { PaperId } from '../papers/identifier'
import { arxivAbs } from './arxiv-abs'
import { arxivText } from './arxiv-text'
import type { Site } from './site'

/** Every site Gloss knows. A new one is one file and one line here. */
export const sites: readonly Site[] = [arxivAbs, arxivText]

/** The site an address belongs to and the paper it stands for; null for any other address, however malformed. */
export function recognise(address: string): { site: Site; id: PaperId } | null {
  const url = URL.parse(address)
  if (!url) return null
  for (const site of sites) {
    const id = site.identify(url)
    if (id) return { site, id }
  }
  return null
}
