import { arxivDetails } from './arxiv-details'
import { arxivFeed } from './arxiv-feed'
import { arxivQuery } from './arxiv-query'
import { feed } from './feed'
import { glossDigest } from './gloss-digest'
import { huggingFace } from './hugging-face'
import { huggingFaceTrending } from './hugging-face-trending'
import type { Body, Offer, Source } from './source'

/** Every kind of digest that Gloss can follow. A new one is one file and one line here; earlier ones are asked first. */
export const sources: readonly Source[] = [
  huggingFace,
  huggingFaceTrending,
  arxivFeed,
  arxivQuery,
  arxivDetails,
  glossDigest,
  feed,
]

/** The source of a kind, or undefined for digests that are never fetched. */
export function sourceOf(kind: string): Source | undefined {
  return sources.find(source => source.kind === kind)
}

/** The digest that a typed address or name stands for, as far as the text alone tells; null where it does not. */
export function recogniseDigest(typed: string): Offer | null {
  return first(source => source.recognise?.(typed.trim()))
}

/** The digest that an answer is; null where it is none. Throws a `MalformedBody` where it nearly is one. */
export function sniffDigest(body: Body): Offer | null {
  return first(source => source.sniff?.(body))
}

function first(offer: (source: Source) => Offer | null | undefined): Offer | null {
  for (const source of sources) {
    const found = offer(source)
    if (found) return found
  }
  return null
}
