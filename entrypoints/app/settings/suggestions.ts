import type { DigestRow } from '@/lib/corpus/database'
import type { Registry } from '../registry'

/** Something to follow by one click: what stands on the button, and what it types. */
export interface Suggestion {
  readonly name: string
  readonly typed: string
}

const SUGGESTIONS: readonly Suggestion[] = [
  { name: 'Hugging Face Daily Papers', typed: 'https://huggingface.co/papers' },
  { name: 'Hugging Face trending', typed: 'https://huggingface.co/papers/trending' },
  { name: 'arXiv cs.LG', typed: 'cs.LG' },
  { name: 'arXiv cs.CL', typed: 'cs.CL' },
  { name: 'arXiv cs.CV', typed: 'cs.CV' },
  { name: 'arXiv stat.ML', typed: 'stat.ML' },
  { name: 'Details from arXiv for known papers', typed: 'arxiv:details' },
]

/** What is not followed yet and can be. */
export function openSuggestions(registry: Registry, followed: readonly DigestRow[]): Suggestion[] {
  return SUGGESTIONS.filter(({ typed }) => {
    const offer = registry.recogniseDigest(typed)
    return offer && !followed.some(row => row.kind === offer.kind && row.url === offer.url)
  })
}
