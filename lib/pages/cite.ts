import { citableOf } from '../cite/citable'
import type { Citable, Own } from '../cite/format'
import { noteName } from '../cite/markdown-note'
import { citationFormat, citationFormats } from '../cite/registry'
import { citationStyles, formatStyle } from '../cite/styles'
import type { GlossDatabase } from '../corpus/database'
import type { ListRow } from '../entries/list-row'
import { BETWEEN_NOTES } from '../library/inverse'
import { listedPapers } from '../library/library'
import type { Day } from '../time'
import { exportName } from './export'

/** A way to cite: a format of a program, or a style of references. */
export interface CiteChoice {
  /** As it is kept in the settings. */
  readonly id: string
  readonly label: string
  readonly kind: 'format' | 'style'
  readonly extension: string
  readonly mediaType: string
  /** Whether it has a place for the reader's tags and notes; and whether they go in unless the reader says otherwise. */
  readonly own: 'none' | 'left out' | 'taken along'
}

/** Formats that are for the reader alone; what others are handed is often shared, and notes are private. */
const FOR_ONESELF = new Set(['markdown-note', 'csv', 'gloss-json'])
/** Formats without a place for tags and notes. */
const BARE = new Set(['markdown-link', 'plain-text'])

/** Every way to cite. */
export const citeChoices: readonly CiteChoice[] = [
  ...citationFormats.map(({ id, label, extension, mediaType }) => ({
    id,
    label,
    kind: 'format' as const,
    extension,
    mediaType,
    own: BARE.has(id)
      ? ('none' as const)
      : FOR_ONESELF.has(id)
        ? ('taken along' as const)
        : ('left out' as const),
  })),
  ...citationStyles.map(({ id, label }) => ({
    id,
    label,
    kind: 'style' as const,
    extension: 'txt',
    mediaType: 'text/plain',
    own: 'none' as const,
  })),
]

/** The way to cite with this id; the first one where there is none such, of a setting of another version for example. */
export function citeChoice(id: string): CiteChoice {
  const choice = citeChoices.find(choice => choice.id === id) ?? citeChoices[0]
  if (!choice) throw new Error('There is no format to cite in')
  return choice
}

/** Rows that are read at once. */
const ONE_STEP = 500

/**
 * What it takes to cite the papers of some rows, in their order and with what the reader said of them. `onStep` is told how
 * many have been read; rejects with the reason of `signal`.
 */
export async function citablesOf(
  db: GlossDatabase,
  rows: readonly ListRow[],
  onStep?: (done: number) => void,
  signal?: AbortSignal,
): Promise<Citable[]> {
  const citables: Citable[] = []
  for (let from = 0; from < rows.length; from += ONE_STEP) {
    signal?.throwIfAborted()
    const step = rows.slice(from, from + ONE_STEP)
    const papers = await listedPapers(db, step)
    // One that is not on the list may be known all the same.
    const others = step.filter(({ id }) => !papers.has(id)).map(({ id }) => id)
    for (const paper of await db.papers.bulkGet(others)) if (paper) papers.set(paper.id, paper)
    for (const row of step) {
      const paper = papers.get(row.id)
      const own = ownOf(row)
      citables.push(
        paper ? citableOf(paper, own) : { ids: row.ids, title: row.title, authors: row.authors, own },
      )
    }
    onStep?.(citables.length)
  }
  return citables
}

/** Citations of these papers as text, with what the reader said of them where `withOwn`. */
export async function citationText(
  papers: readonly Citable[],
  { id, kind }: CiteChoice,
  withOwn: boolean,
): Promise<string> {
  if (kind === 'style') return formatStyle(papers, id)
  const cited = withOwn ? papers : papers.map(({ own: _, ...paper }) => paper)
  return citationFormat(id)?.format(cited) ?? ''
}

/** The name of a file of citations: after the paper where there is one alone, else "Reading list-2026-08-17.bib". */
export function citationFileName(papers: readonly Citable[], { extension }: CiteChoice, day: Day): string {
  const [only] = papers
  const name =
    papers.length === 1 && only ? noteName(only) : exportName('Reading list', day).replace(/\.json$/, '')
  return `${name}.${extension}`
}

function ownOf({ state, tags, notes, rating, priority, saved, read }: ListRow): Own {
  return {
    state,
    saved,
    ...(tags.length > 0 && { tags }),
    ...(notes.length > 0 && { note: notes.join(BETWEEN_NOTES) }),
    ...(rating > 0 && { rating }),
    ...(priority > 0 && { priority }),
    ...(read !== undefined && { read }),
  }
}
