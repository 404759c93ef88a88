import type { DigestRow } from '../corpus/database'
import { SAVED_PAGES, STARTER } from '../corpus/first-digests'
import { hostOf } from './origins'

/** Whether a digest comes from the network: not the one that ships with Gloss, nor pages that were dropped here. */
export function isFetched(digest: Pick<DigestRow, 'kind'>): boolean {
  return digest.kind !== STARTER && digest.kind !== SAVED_PAGES
}

/** The hosts that digests are asked from, each once: those of what is fetched and not paused. */
export function askedHosts(digests: readonly Pick<DigestRow, 'kind' | 'url' | 'paused'>[]): string[] {
  const asked = digests.filter(digest => isFetched(digest) && !digest.paused)
  return [...new Set(asked.flatMap(({ url }) => hostOf(url) ?? []))]
}
