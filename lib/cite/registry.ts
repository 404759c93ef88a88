import { biblatex } from './biblatex'
import { bibtex } from './bibtex'
import { cslJson } from './csl-json'
import { csv } from './csv'
import type { CitationFormat } from './format'
import { glossJson } from './gloss-json'
import { markdownLinkFormat } from './markdown-link'
import { markdownNote } from './markdown-note'
import { plainText } from './plain-text'
import { ris } from './ris'

/** Every format Gloss cites and exports in. A new one is one file and one line here. */
export const citationFormats: readonly CitationFormat[] = [
  bibtex,
  biblatex,
  ris,
  cslJson,
  markdownLinkFormat,
  markdownNote,
  plainText,
  csv,
  glossJson,
]

/** The format with this id, or undefined. */
export function citationFormat(id: string): CitationFormat | undefined {
  return citationFormats.find(format => format.id === id)
}
