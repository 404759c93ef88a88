import { dateText, factsOf } from './facts'
import type { Citable, CitationFormat, Own } from './format'

/** Gloss's own JSON: all that is known of the papers and all that the reader said of them, to be read back. */
export const glossJson: CitationFormat = {
  id: 'gloss-json',
  label: 'Gloss JSON',
  extension: 'json',
  mediaType: 'application/json',
  format: papers => `${JSON.stringify({ format: GLOSS_LIBRARY, papers: papers.map(glossPaper) }, null, 2)}\n`,
}

/** Names the format and its version; a later version that an old reader could not read has another. */
export const GLOSS_LIBRARY = 'gloss-library/1'

/** A paper in Gloss's own JSON. What is not known is left out. */
export interface GlossPaper {
  readonly ids: readonly string[]
  readonly title: string
  readonly authors: readonly string[]
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly published?: string
  readonly abstract?: string
  readonly journal?: string
  readonly comment?: string
  readonly categories?: readonly string[]
  readonly topics?: readonly string[]
  readonly summary?: string
  readonly code?: string
  readonly project?: string
  /** Where it is read; derived from `ids`, for whoever else reads the file. */
  readonly url?: string
  readonly state?: Own['state']
  readonly tags?: readonly string[]
  readonly note?: string
  readonly rating?: number
  readonly priority?: number
  /** ISO 8601, in UTC. */
  readonly saved?: string
  readonly read?: string
}

function glossPaper(paper: Citable): GlossPaper {
  const { year: _year, month: _month, day: _day, own = {}, ids, title, authors, ...rest } = paper
  const { saved, read, ...said } = own
  const published = dateText(paper)
  const { url } = factsOf(paper)
  return {
    ids,
    title,
    authors,
    ...(published && { published }),
    ...rest,
    ...(url && { url }),
    ...said,
    ...(saved && { saved: new Date(saved).toISOString() }),
    ...(read && { read: new Date(read).toISOString() }),
  }
}
