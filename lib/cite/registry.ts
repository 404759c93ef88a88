import { bibtex } from './bibtex'
import type { CitationFormat } from './format'

/** Every format Gloss cites in. A new one is one file and one line here. */
export const citationFormats: readonly CitationFormat[] = [bibtex]

/** The format with this id, or undefined. */
export function citationFormat(id: string): CitationFormat | undefined {
  return citationFormats.find(format => format.id === id)
}
