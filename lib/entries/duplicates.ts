import { contradict, nativeId, type PaperId, schemeOf } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { foldText, foldToLetters } from '../papers/title-key'
import { isWithin } from '../search/edit-distance'
import type { ListRow } from './list-row'

/** Why papers are taken for one. */
export type DuplicateReason =
  | 'preprint and published'
  | 'versions'
  | 'the same title'
  | 'almost the same title'
  | 'the same title under different identifiers'

/** Papers of the list that are one, or may be. */
export interface Duplicates {
  /** Two or more, the one that was saved first before the others. */
  readonly rows: readonly ListRow[]
  readonly reason: DuplicateReason
  /** Whether it takes the reader to tell. */
  readonly maybe: boolean
}

/** Titles with fewer letters say nothing: "Introduction". */
const MIN_LETTERS = 16
/** Of titles that differ, so many letters are the same at the beginning or at the end. */
const SAME_LETTERS = 14
/** Of those with fewer letters than this, so many: whatever letter differs, one half of the title is the same. */
const SHORT_TITLE = 30
const SAME_LETTERS_OF_SHORT = 8
/** Titles from this length on may differ in two letters, shorter ones in one. */
const LONG_TITLE = 40
/** A paper is published so many years after its preprint, at the most. */
const MAX_YEARS = 2
/** More papers whose titles begin with the same letters are told apart by their authors first. */
const MAX_BLOCK = 40
/** DOIs of preprints have the version at their end: "10.1101/2020.01.02.000003v2". */
const VERSION = /[./]?v\d{1,3}$/

interface Seen {
  readonly row: ListRow
  readonly letters: string
  /** Titles that differ in a number are of different papers. */
  readonly digits: string
  /** The family name of the first author; empty where it is not known. */
  readonly family: string
  readonly year: number | undefined
}

interface Pair {
  readonly a: Seen
  readonly b: Seen
  readonly reason: DuplicateReason
  readonly maybe: boolean
}

/**
 * Looks for papers that are on the list twice. Rows are added one by one, so that ten thousand hold nobody up; titles are
 * compared with those that share their beginning, their end or a version of a DOI, and with no others.
 */
export class DuplicateSearch {
  readonly #seen: Seen[] = []
  readonly #pairs: Pair[] = []
  #compared = false

  add(row: ListRow): void {
    if (row.untitled) return
    const letters = lettersOf(row.title)
    if (letters.length < MIN_LETTERS && !/\P{ASCII}/u.test(letters)) return
    const year = row.date ? Number(row.date.slice(0, 4)) : undefined
    const family = familyOf(row.authors[0] ?? '')
    this.#seen.push({ row, letters, digits: letters.replace(/\P{N}+/gu, ' '), family, year })
  }

  /** Compares them, a few at every step. */
  *compare(): Iterable<void> {
    const told = new Set<string>()
    const order = new Map(this.#seen.map((seen, n) => [seen, n]))
    for (const block of this.#blocks()) {
      for (const [n, a] of block.entries())
        for (const b of block.slice(n + 1)) {
          const [x, y] = [order.get(a) ?? 0, order.get(b) ?? 0]
          const name = x < y ? `${x} ${y}` : `${y} ${x}`
          if (told.has(name)) continue
          told.add(name)
          const pair = pairOf(a, b)
          if (pair) this.#pairs.push(pair)
        }
      yield
    }
    this.#compared = true
  }

  /** What was found, the certain ones first; no two papers are named together twice. `isApart` are pairs the reader has parted. */
  found(isApart: (a: ListRow, b: ListRow) => boolean = () => false): Duplicates[] {
    if (!this.#compared) for (const _ of this.compare());
    const pairs = this.#pairs.filter(({ a, b }) => !isApart(a.row, b.row))
    const groups = new Map<Seen, Seen[]>()
    const groupOf = (seen: Seen) => groups.get(seen) ?? [seen]
    const left: Pair[] = []
    const reasons = new Map<Seen[], DuplicateReason>()
    for (const pair of pairs.toSorted((x, y) => Number(x.maybe) - Number(y.maybe))) {
      const [a, b] = [groupOf(pair.a), groupOf(pair.b)]
      if (a === b) continue
      const clash = a.some(x => b.some(y => contradict(x.row.ids, y.row.ids) || isApart(x.row, y.row)))
      if (pair.maybe || (clash && pair.reason !== 'versions')) left.push(pair)
      else {
        const all = [...a, ...b]
        for (const seen of all) groups.set(seen, all)
        reasons.set(all, pair.reason)
      }
    }
    const sure = [...new Set(groups.values())].map(all => duplicatesOf(all, reasons.get(all), false))
    const maybe = left
      .filter(({ a, b }) => groupOf(a) !== groupOf(b))
      .map(({ a, b, reason }) => duplicatesOf([a, b], reason, true))
    return [...sure, ...maybe]
  }

  /** Papers that are worth comparing with each other. */
  *#blocks(): Iterable<readonly Seen[]> {
    const short = this.#seen.filter(({ letters }) => letters.length < SHORT_TITLE)
    const blocks = [
      Map.groupBy(short, ({ letters }) => letters.slice(0, SAME_LETTERS_OF_SHORT)),
      Map.groupBy(short, ({ letters }) => letters.slice(-SAME_LETTERS_OF_SHORT)),
      Map.groupBy(this.#seen, ({ letters }) => letters),
      Map.groupBy(this.#seen, ({ letters }) => letters.slice(0, SAME_LETTERS)),
      Map.groupBy(this.#seen, ({ letters }) => letters.slice(-SAME_LETTERS)),
    ]
    for (const block of blocks.flatMap(group => [...group.values()])) {
      if (block.length < 2) continue
      if (block.length <= MAX_BLOCK) yield block
      else yield* Map.groupBy(block, ({ family, letters }) => `${family} ${letters.length >> 3}`).values()
    }
    const versions = new Map<PaperId, Seen[]>()
    for (const seen of this.#seen)
      for (const id of versionless(seen.row.ids)) versions.set(id, [...(versions.get(id) ?? []), seen])
    yield* versions.values()
  }
}

/** What two papers are to each other; undefined where they are two. */
function pairOf(a: Seen, b: Seen): Pair | undefined {
  const isVersion = versionless(a.row.ids).some(id => versionless(b.row.ids).includes(id))
  const isSame = a.letters === b.letters
  if (!isSame && !isVersion && !isAlmost(a, b)) return undefined
  if (isVersion) return { a, b, reason: 'versions', maybe: false }
  const bothNamed = a.family !== '' && b.family !== ''
  if (bothNamed && a.family !== b.family) return undefined
  if (a.year !== undefined && b.year !== undefined && Math.abs(a.year - b.year) > MAX_YEARS) return undefined
  if (contradict(a.row.ids, b.row.ids)) {
    const reason = 'the same title under different identifiers'
    return isSame && bothNamed ? { a, b, reason, maybe: true } : undefined
  }
  if (!isSame) return { a, b, reason: 'almost the same title', maybe: !bothNamed }
  const isPreprint = ({ row }: Seen) => row.ids.some(id => schemeOf(id) === 'arxiv')
  const isPublished = ({ row }: Seen) => row.ids.some(id => /^(?:doi|acl|openreview):/.test(id))
  const published =
    (isPreprint(a) && !isPreprint(b) && isPublished(b)) || (isPreprint(b) && !isPreprint(a) && isPublished(a))
  return { a, b, reason: published ? 'preprint and published' : 'the same title', maybe: false }
}

function isAlmost(a: Seen, b: Seen): boolean {
  const edits = Math.min(a.letters.length, b.letters.length) >= LONG_TITLE ? 2 : 1
  return a.digits === b.digits && isWithin(a.letters, b.letters, edits)
}

function duplicatesOf(
  seen: readonly Seen[],
  reason: DuplicateReason | undefined,
  maybe: boolean,
): Duplicates {
  const rows = seen.map(({ row }) => row).sort((a, b) => a.saved - b.saved || (a.id < b.id ? -1 : 1))
  return { rows, reason: reason ?? 'the same title', maybe }
}

/** DOIs without a version at their end. */
function versionless(ids: readonly PaperId[]): PaperId[] {
  return ids.flatMap(id =>
    schemeOf(id) === 'doi' ? (`doi:${nativeId(id).replace(VERSION, '')}` as const) : [],
  )
}

/** A title without all but its letters and digits. Most titles are plain, for which this is much faster. */
function lettersOf(title: string): string {
  return /[^ -~]|[\\${}^~_]/.test(title)
    ? foldToLetters(latexToText(title))
    : title.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

/** "Ada van der Example" and "Example, Ada" by what both end up with. */
function familyOf(author: string): string {
  const [family = '', given] = author.split(',')
  const name =
    given === undefined
      ? (author.trim().split(/\s+/).at(-1) ?? '')
      : (family.trim().split(/\s+/).at(-1) ?? '')
  return /[^ -~]/.test(name) ? foldText(name) : name.toLowerCase()
}
