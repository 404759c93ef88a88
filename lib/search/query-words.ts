import type { Day } from '../time'
import { type Filter, lastOfMonth, type State } from './query-filter'

const STATES_IN_WORDS: Record<State, string> = {
  saved: 'saved',
  unread: 'unread',
  reading: 'being read',
  done: 'done',
  skipped: 'skipped',
}
const HAVES = { code: 'code', project: 'a project page', summary: 'a summary' }
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A filter in words for people; `value` is how it was typed, so that ">50" is "more than 50". */
export function describeFilter(filter: Filter, value: string, excluded: boolean): string {
  if (filter.kind === 'has') return `${excluded ? 'without' : 'with'} ${HAVES[filter.what]}`
  if (filter.kind === 'phrase' && !excluded) return `exactly “${filter.text}”`
  return (excluded ? 'not ' : '') + inWords(filter, value)
}

function inWords(filter: Exclude<Filter, { kind: 'has' }>, value: string): string {
  switch (filter.kind) {
    case 'phrase':
    case 'word':
      return `“${filter.text}”`
    case 'author':
      return `by “${filter.text}”`
    case 'topic':
      return `on the topic “${filter.text}”`
    case 'date':
      return `published ${datesInWords(filter.from, filter.to)}`
    case 'state':
      return STATES_IN_WORDS[filter.state]
    case 'upvotes':
      return upvotesInWords(filter.least, filter.most, /^[<>](?!=)/.test(value))
    case 'digest':
      return `in the digest “${filter.digest}”`
    case 'id':
      return `the paper ${filter.id}`
  }
}

function datesInWords(from: Day | undefined, to: Day | undefined): string {
  if (!from || !to) return from ? `on or after ${dayInWords(from)}` : `on or before ${dayInWords(to ?? '')}`
  if (from === to) return `on ${dayInWords(from)}`
  const year = from.slice(0, 4)
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `in ${year}`
  const month = from.slice(0, 7)
  if (from === `${month}-01` && to === lastOfMonth(from)) return `in ${dayInWords(from).replace(/^1 /, '')}`
  return `from ${dayInWords(from)} to ${dayInWords(to)}`
}

/** A day without its weekday, "3 May 2024": dates of a query are often the first of a month or a year. */
function dayInWords(day: Day): string {
  return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`
}

function upvotesInWords(least: number | undefined, most: number | undefined, strict: boolean): string {
  const votes = (count: number) => `${count} upvote${count === 1 ? '' : 's'}`
  if (least === undefined)
    return strict ? `fewer than ${votes((most ?? 0) + 1)}` : `at most ${votes(most ?? 0)}`
  if (most === undefined) return strict ? `more than ${votes(least - 1)}` : `at least ${votes(least)}`
  return least === most ? `exactly ${votes(least)}` : `${least} to ${votes(most)}`
}
