import type { Query } from '../search/query'

/**
 * The address of Hugging Face's search for what a query asks in words. It knows no operators: of authors, topics and
 * phrases the words are taken, what narrows in other ways is left out.
 */
export function huggingFaceSearch(query: Query): string {
  const named = query.required.flatMap(filter =>
    filter.kind === 'author' || filter.kind === 'topic' ? [filter.text] : [],
  )
  const words = [query.text, ...named].filter(Boolean).join(' ').toWellFormed()
  return `https://huggingface.co/papers${words ? `?q=${encodeURIComponent(words)}` : ''}`
}
