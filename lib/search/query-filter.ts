import { type PaperId, parseIdentifier } from '../papers/identifier'
import { addDays, type Day, isDay } from '../time'

/** Where a paper stands on the reader's list; `saved` is any place on it. */
export type State = 'saved' | 'unread' | 'reading' | 'done' | 'skipped'

/** A condition that a query puts on papers beside its words. Texts are as typed, on one line. */
export type Filter =
  /** Words in a row. */
  | { readonly kind: 'phrase'; readonly text: string }
  /** A word alone is only ever excluded; the ones that are wanted are ranked by. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'author'; readonly text: string }
  | { readonly kind: 'topic'; readonly text: string }
  /** Days of publication, both included; at least one is set. */
  | { readonly kind: 'date'; readonly from?: Day; readonly to?: Day }
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'has'; readonly what: 'code' | 'project' | 'summary' }
  /** Numbers of upvotes, both included; at least one is set. */
  | { readonly kind: 'upvotes'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'id'; readonly id: PaperId }

/** What is before the colon in `author:hinton`. */
export interface Operator {
  /** The filter that a value on one line makes, or undefined where the value makes none. */
  readonly read: (value: string) => Filter | undefined
  /** What is said of a value that makes none. */
  readonly wrong: string
}

const STATES = new Map<string, State>([
  ['saved', 'saved'],
  ['unread', 'unread'],
  ['todo', 'unread'],
  ['to-read', 'unread'],
  ['reading', 'reading'],
  ['done', 'done'],
  ['read', 'done'],
  ['skipped', 'skipped'],
])

const AUTHOR: Operator = { read: value => named(value) && { kind: 'author', text: value }, wrong: 'no name' }
const TOPIC: Operator = { read: value => named(value) && { kind: 'topic', text: value }, wrong: 'no topic' }
const AFTER = dates(
  value => daysOf(value),
  span => ({ from: span.first }),
)
const OPERATORS = new Map<string, Operator>([
  ['author', AUTHOR],
  ['by', AUTHOR],
  ['topic', TOPIC],
  ['tag', TOPIC],
  ['after', AFTER],
  ['since', AFTER],
  [
    'before',
    dates(
      value => daysOf(value),
      span => ({ to: addDays(span.first, -1) }),
    ),
  ],
  [
    'until',
    dates(
      value => daysOf(value),
      span => ({ to: span.last }),
    ),
  ],
  ['year', dates(yearsOf, bounds => bounds)],
  ['is', { read: stateFilter, wrong: 'no such state' }],
  ['has', { read: hasFilter, wrong: 'not code, project or summary' }],
  ['upvotes', { read: upvotesFilter, wrong: 'no number of upvotes' }],
  ['digest', { read: value => named(value) && { kind: 'digest', digest: value }, wrong: 'no digest' }],
  ['id', { read: idFilter, wrong: 'no identifier' }],
])

/**
 * The operator of a name in any case. `by` is `author`, `tag` is `topic`, `since` is `after`. `after` begins with the
 * first day of what it names, `before` ends the day before that, `until` ends with the last day of what it names.
 */
export function operatorNamed(name: string): Operator | undefined {
  return OPERATORS.get(name.toLowerCase())
}

/** Whether there is anything in `text` that can be searched for: a letter or a digit. */
export function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

function named(value: string): true | undefined {
  return hasLetters(value) || undefined
}

function stateFilter(value: string): Filter | undefined {
  const state = STATES.get(value.toLowerCase())
  return state && { kind: 'state', state }
}

function hasFilter(value: string): Filter | undefined {
  const what = value.toLowerCase()
  return what === 'code' || what === 'project' || what === 'summary' ? { kind: 'has', what } : undefined
}

const ARXIV_ADDRESS =
  /^(?:https?:\/\/)?(?:[a-z]+\.)?arxiv\.org\/(?:abs|pdf|html)\/([^?#]+?)(?:\.pdf)?\/?(?:[?#]|$)/i

function idFilter(value: string): Filter | undefined {
  const id = parseIdentifier(ARXIV_ADDRESS.exec(value)?.[1] ?? value)
  return id ? { kind: 'id', id } : undefined
}

/** A bare number is the least: nobody looks for exactly fifty. */
function upvotesFilter(value: string): Filter | undefined {
  const range = /^\d+$/.test(value) ? `${value}..` : value.replace(/^(\d+)-(\d+)$/, '$1..$2')
  const bounds = boundsOf(range, countOf, (count, by) => count + by)
  if (!bounds || (bounds.to ?? 0) < 0) return undefined
  const { from: least, to: most } = bounds
  return { kind: 'upvotes', ...(least !== undefined && { least }), ...(most !== undefined && { most }) }
}

function dates<T>(read: (value: string) => T | undefined, toBounds: (read: T) => Bounds<Day>): Operator {
  return {
    read: value => {
      const found = read(value)
      return found && { kind: 'date', ...toBounds(found) }
    },
    wrong: 'no such date',
  }
}

/** What one end of a range names: all of 2024, a month, a day, a number. */
interface Span<T> {
  readonly first: T
  readonly last: T
}

/** Both included. */
interface Bounds<T> {
  readonly from?: T
  readonly to?: T
}

/** Reads `a`, `>a`, `>=a`, `<a`, `<=a`, `a..b`, `a..` and `..b`; the ends of `a..b` in either order. */
function boundsOf<T>(
  value: string,
  read: (text: string) => Span<T> | undefined,
  step: (from: T, by: 1 | -1) => T,
): Bounds<T> | undefined {
  const [, sign, limit = ''] = /^([<>]=?)(.*)$/.exec(value) ?? []
  const [low = '', high = '', ...more] = sign ? [limit, limit] : value.split(/\.\.|–/)
  const [from, to] = [read(low), read(high)]
  if (sign) return from && compared(sign, from, step)
  if (!/\.\.|–/.test(value)) return from && { from: from.first, to: from.last }
  if (more.length > 0 || (low && !from) || (high && !to)) return undefined
  if (from && to)
    return from.first <= to.first ? { from: from.first, to: to.last } : { from: to.first, to: from.last }
  return from ? { from: from.first } : to && { to: to.last }
}

function compared<T>(sign: string, { first, last }: Span<T>, step: (from: T, by: 1 | -1) => T): Bounds<T> {
  switch (sign) {
    case '>':
      return { from: step(last, 1) }
    case '>=':
      return { from: first }
    case '<':
      return { to: step(first, -1) }
    default:
      return { to: last }
  }
}

function countOf(text: string): Span<number> | undefined {
  return /^\d{1,9}$/.test(text) ? { first: Number(text), last: Number(text) } : undefined
}

function yearsOf(value: string): Bounds<Day> | undefined {
  return boundsOf(value.replace(/^(\d{4})-(\d{4})$/, '$1..$2'), daysOf, addDays)
}

/** The days of a year, a month or a day, `2024`, `2024-5` or `2024/05/03`, within the years 1000 to 2999. */
function daysOf(text: string): Span<Day> | undefined {
  const [, year, month = '1', day] = /^([12]\d{3})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?$/.exec(text) ?? []
  const first = `${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`
  if (!year || !isDay(first)) return undefined
  if (day) return { first, last: first }
  return { first, last: text === year ? `${year}-12-31` : lastOfMonth(first) }
}

/** The last day of the month that begins with `first`. */
export function lastOfMonth(first: Day): Day {
  return addDays(`${addDays(first, 31).slice(0, 8)}01`, -1)
}
