import type { Day } from '../time'
import { dayInWords } from '../time'

const SUFFIXES: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' }

/** When a digest listed a paper, in words; where it does not say, what the digest is called. */
export function whenListed(day: Day | undefined, title: string | undefined): string {
  return day ? dayInWords(day) : (title ?? 'In your digests')
}

/** A place among the papers of a day, such as "3rd of 23"; undefined where there is none. */
export function placeInWords(rank: number | undefined, of: number | undefined): string | undefined {
  if (rank === undefined) return undefined
  return of !== undefined && of >= rank ? `${ordinal(rank)} of ${of}` : ordinal(rank)
}

function ordinal(number: number): string {
  const rules = new Intl.PluralRules('en', { type: 'ordinal' })
  return `${number}${SUFFIXES[rules.select(number)] ?? 'th'}`
}
