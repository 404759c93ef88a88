import type { GlossDatabase, LibraryRow } from '../corpus/database'
import { knownDocuments } from '../corpus/known-documents'
import { type KnownRow, keysOf, knownRows } from '../corpus/known-rows'
import type { SignalRow } from '../corpus/learned-rows'
import type { BadgeNote, PaperMention } from '../messaging/protocol'
import { type PaperId, schemeOf } from '../papers/identifier'
import { idsOfMention, isSame, pageOfMention } from './same'

/**
 * What the badges of a page's rows say, null where Gloss knows nothing of one. However many rows there are, what is read
 * is little: the index's identifiers, once while it does not change, and of the reading list its names and those of its
 * papers that are on the page.
 */
export async function badgesFor(
  db: GlossDatabase,
  mentions: readonly PaperMention[],
  notSame: readonly string[],
): Promise<(BadgeNote | null)[]> {
  const [documents, listed, signals] = await Promise.all([
    knownDocuments(db),
    db.library.toCollection().primaryKeys(),
    db.signals.toArray(),
  ])
  // What was saved or said of a paper under a lesser name than the one it has been stored under since.
  const lesser = [...listed, ...signals.map(({ id }) => id), ...othersOf(mentions, notSame)]
  const names = [...new Set(lesser)].filter(id => schemeOf(id) !== 'arxiv')
  const known = await knownRows(db, [...mentions, ...names.map(id => ({ ids: [id] }))], documents)
  const aliases = new Map<PaperId, PaperId[]>()
  for (const [n, name] of names.entries()) {
    const row = known[mentions.length + n]
    if (row && row.id !== name) aliases.set(row.id, [...(aliases.get(row.id) ?? []), name])
  }
  const rows = mentions.map((mention, n): Row => {
    const row = known[n] ?? null
    const stored = row ? [row.id, ...(aliases.get(row.id) ?? [])] : []
    const same = row && (row.by === 'id' || isSame(notSame, mention, stored))
    return same
      ? { known: row, ids: [...new Set([...stored, ...mention.ids])] }
      : { known: null, ids: idsOfMention(mention) }
  })
  const [list, visits] = await Promise.all([entriesOf(db, new Set(listed), rows), visitsOf(db, rows)])
  const told = new Map(signals.flatMap(signal => signal.ids.map(id => [id, signal.kind] as const)))
  return rows.map(row => badgeOf(row, list, told, visits))
}

/** A row with what it goes by. */
interface Row {
  readonly known: KnownRow | null
  readonly ids: readonly PaperId[]
}

type List = ReadonlyMap<PaperId, LibraryRow>

function badgeOf(
  { known, ids }: Row,
  list: List,
  told: ReadonlyMap<PaperId, SignalRow['kind']>,
  visits: ReadonlySet<PaperId>,
): BadgeNote | null {
  const entry = ids.map(id => list.get(id)).find(found => found !== undefined)
  const signal = ids.map(id => told.get(id)).find(found => found !== undefined)
  const visited = ids.some(id => visits.has(id))
  if (!known && !entry && !signal && !visited) return null
  const all = known || !entry ? ids : [...new Set([entry.id, ...ids])]
  return {
    ids: all,
    by: known?.by ?? (all.every(id => schemeOf(id) === 'title') ? 'title' : 'id'),
    ...(known?.upvotes !== undefined && { upvotes: known.upvotes }),
    saved: entry !== undefined,
    ...(entry && { state: entry.state }),
    seen: visited || signal === 'read' || entry?.state === 'done' || entry?.state === 'reading',
    skipped: signal === 'skipped' || entry?.state === 'skipped',
  }
}

/** Entries of the reading list by the names under which rows may ask for them. */
async function entriesOf(
  db: GlossDatabase,
  listed: ReadonlySet<PaperId>,
  rows: readonly Row[],
): Promise<List> {
  if (listed.size === 0) return new Map()
  const wanted = new Set(rows.flatMap(({ ids }) => ids.filter(id => listed.has(id))))
  // An entry is listed under the best of its names: only what has no arXiv identifier may be meant by another of them.
  const open = rows.filter(({ known, ids }) => !known && !ids.some(id => listed.has(id)))
  const lesser = [...new Set(open.flatMap(({ ids }) => ids))].filter(id => schemeOf(id) !== 'arxiv')
  if (lesser.length > 0 && (await db.library.orderBy('ids').count()) > listed.size)
    for (const [first] of (await keysOf(db.library, 'ids', lesser)).values()) if (first) wanted.add(first)
  // Where most of the list is on the page it is quicker read whole.
  const entries =
    3 * wanted.size > listed.size ? await db.library.toArray() : await db.library.bulkGet([...wanted].sort())
  return new Map(entries.flatMap(entry => entry?.ids.map(id => [id, entry] as const) ?? []))
}

/** The names of visited papers, as far as rows go by them. */
async function visitsOf(db: GlossDatabase, rows: readonly Row[]): Promise<ReadonlySet<PaperId>> {
  const visited = new Set(await db.visits.toCollection().primaryKeys())
  if (visited.size === 0) return visited
  const open = rows.filter(({ ids }) => !ids.some(id => visited.has(id)))
  const lesser = [...new Set(open.flatMap(({ ids }) => ids))].filter(id => schemeOf(id) !== 'arxiv')
  for (const name of (await keysOf(db.visits, 'ids', lesser)).keys()) visited.add(name as PaperId)
  return visited
}

/** The papers of which the reader said that one of these mentions is not one. */
function othersOf(mentions: readonly PaperMention[], notSame: readonly string[]): PaperId[] {
  if (notSame.length === 0) return []
  const pages = new Set(mentions.map(pageOfMention))
  return notSame.flatMap(entry => {
    const at = entry.lastIndexOf(' ')
    return pages.has(entry.slice(0, at)) ? [entry.slice(at + 1) as PaperId] : []
  })
}
