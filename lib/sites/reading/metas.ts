import { oneLine } from '../papers/latex'

/** Contents of all `<meta name="…">` of the page with this name (case folded), in order, on one line, empty ones left out. */
export function metaAll(document: Document, name: string): string[] {
  return [...document.querySelectorAll<HTMLMetaElement>(`meta[name="${name}" i]`)]
    .map(meta => oneLine(meta.getAttribute('content') ?? ''))
    .filter(Boolean)
}

/** The first of them, or an empty text. */
export function metaFirst(document: Document, name: string): string {
  return metaAll(document, name)[0] ?? ''
}
