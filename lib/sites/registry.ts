import { anyPage } from './any-page'
import { anthologies } from './groups/anthologies'
import { arxiv } from './groups/arxiv'
import { conferences } from './groups/conferences'
import { fullTexts } from './groups/full-texts'
import { graphs } from './groups/graphs'
import { indexes } from './groups/indexes'
import { medicine } from './groups/medicine'
import { proceedings } from './groups/proceedings'
import { publishers } from './groups/publishers'
import { readers } from './groups/readers'
import { societies } from './groups/societies'
import { type Recognised, recogniseAmong } from './recognise'
import type { Site } from './site'

/**
 * Every site Gloss knows. They come in groups, a content script each, so that a page gets the code for its own kind of
 * site alone. A new site is one file and one line in its group.
 */
export const sites: readonly Site[] = [
  ...arxiv,
  ...fullTexts,
  ...readers,
  ...anthologies,
  ...proceedings,
  ...conferences,
  ...societies,
  ...publishers,
  ...medicine,
  ...indexes,
  ...graphs,
]

/** The site an address belongs to and what the address stands for; null for any other address, however malformed. */
export function recognise(address: string): Recognised | null {
  return recogniseAmong(sites, address)
}

/** The same for a page that the reader wants annotated whatever it is: what no site knows is read like every other page. */
export function recogniseAny(address: string): Recognised | null {
  return recogniseAmong([...sites, anyPage], address)
}
