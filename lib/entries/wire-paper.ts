import type { PaperId } from '../papers/identifier'
import type { Paper, PaperField } from '../papers/paper'

/** The order of fields is part of the format: new ones come last. */
const PAPER_FIELDS = [
  'title',
  'authors',
  'published',
  'journal',
  'categories',
  'appeared',
] as const satisfies readonly PaperField[]

/** A name without a scheme is arXiv's. */
export function packId(id: PaperId): string {
  return id.replace(/^arxiv:/, '')
}

/** The name that was packed; any text from outside is one to be parsed. */
export function unpackId(text: string): string {
  return text.includes(':') ? text : `arxiv:${text}`
}

/** A paper in few letters, as [seconds at which its fields were seen, its identifiers where they are not those of its entry, the fields]. */
export function packPaper(paper: Paper, ids: readonly PaperId[]): unknown[] {
  const seen = PAPER_FIELDS.map(field => paper.fieldSeen[field] ?? 0)
  const told = PAPER_FIELDS.flatMap((field, n) => (paper[field] === undefined ? [] : (seen[n] ?? 0)))
  const row: unknown[] = [
    new Set(told).size > 1 ? seen : told[0],
    paper.ids.join() === ids.join() ? 0 : paper.ids.map(packId),
    ...PAPER_FIELDS.map(field => paper[field] ?? 0),
  ]
  while (row.at(-1) === 0) row.pop()
  return row
}

/** A paper as it was packed, to be parsed; `names` are the identifiers of its entry. */
export function unpackPaper(row: readonly unknown[], names: readonly string[]): unknown {
  const [seen, own, ...values] = row
  const told = PAPER_FIELDS.flatMap((field, n) =>
    values[n] === undefined || values[n] === 0
      ? []
      : [{ field, value: values[n], seen: Array.isArray(seen) ? seen[n] : (seen ?? 0) }],
  )
  const ids = Array.isArray(own) ? own.map(id => unpackId(String(id))) : names
  return {
    title: '',
    ...Object.fromEntries(told.map(({ field, value }) => [field, value])),
    id: ids[0],
    ids,
    fieldSeen: Object.fromEntries(told.map(({ field, seen }) => [field, seen])),
    summaries: [],
    topicLists: [],
    listings: [],
  }
}
