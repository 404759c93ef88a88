import { oneLine } from '../../papers/one-line'
import { MAX_TEXT } from './text'

/**
 * Contents of all metas of the page with this name (case folded), in order, on one line, empty ones left out. Some
 * pages write `property` or `id` for `name`, and `value` for `content`.
 */
export function metaAll(document: Document, name: string): string[] {
  const wanted = name.toLowerCase()
  return [...document.getElementsByTagName('meta')]
    .filter(meta => NAMES.some(attribute => meta.getAttribute(attribute)?.toLowerCase() === wanted))
    .filter(meta => !meta.closest('noscript'))
    .map(meta =>
      oneLine((meta.getAttribute('content') ?? meta.getAttribute('value') ?? '').slice(0, MAX_TEXT)),
    )
    .filter(Boolean)
}

/** The first of them, or an empty text. */
export function metaFirst(document: Document, name: string): string {
  return metaAll(document, name)[0] ?? ''
}

const NAMES = ['name', 'property', 'id'] as const
