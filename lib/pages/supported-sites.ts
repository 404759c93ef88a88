import { sites } from '../sites/registry'
import type { Address } from '../sites/site'

/** A site by the name that readers know it by, with all that Gloss does on it. */
export interface SupportedSite {
  readonly name: string
  readonly does: string
}

const DOES: readonly (readonly [Address['kind'], string])[] = [
  ['paper', 'panel on papers'],
  ['listing', 'badges in lists'],
]

/** The sites that Gloss knows, by name. Several of the registry may be one to a reader, as arXiv's many views are. */
export const supportedSites: readonly SupportedSite[] = [...new Set(sites.map(({ name }) => name))]
  .sort((a, b) => a.localeCompare(b, 'en'))
  .map(name => ({ name, does: doneOn(name) }))

function doneOn(name: string): string {
  const mine = sites.filter(site => site.name === name)
  const done = DOES.filter(([kind]) => mine.some(({ anchors }) => anchors[kind]))
  const words = done.map(([, what]) => what).join(', ')
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : 'Papers are recognised'
}
