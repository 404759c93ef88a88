import type { Topic, Totals } from './vocabulary'

/** A topic that has become commoner. */
export interface Rising {
  readonly topic: Topic
  /** How many times as large its share of the papers is as in the year before; infinite for one that is new. */
  readonly times: number
  /** How sure that is: the rise in standard errors. */
  readonly score: number
}

/** Fewer papers of the last weeks are an accident. */
const MIN_RECENT = 5
/** A time with fewer papers has no trend. */
const MIN_TOTAL = 50
/** Of a month with fewer papers each is a peak. */
const MIN_MONTH = 20
/** A rise that comes about by chance in one of a hundred topics at most: a few hundred have papers enough. */
const MIN_SCORE = 2.3
/** Weak opinion that a topic's share does not change, in papers: a new topic has to come more than once or twice. */
const PRIOR = 100

/**
 * Topics whose share of the papers of the last six weeks is larger than in the year before, the surest first: the
 * difference of the log-odds over its standard error, both shares drawn towards that of the whole time (Monroe, Colaresi
 * and Quinn, "Fightin' Words", 2008).
 */
export function risingTopics(topics: readonly Topic[], totals: Totals, limit: number): Rising[] {
  if (totals.recent < MIN_TOTAL || totals.before < MIN_TOTAL) return []
  return topics
    .filter(({ recent }) => recent >= MIN_RECENT)
    .map(topic => ({ topic, times: timesAsLarge(topic, totals), score: riseOf(topic, totals) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score || (a.topic.label < b.topic.label ? -1 : 1))
    .slice(0, limit)
}

/** The rise of a topic in standard errors; negative for a fall. */
export function riseOf(topic: Pick<Topic, 'recent' | 'before'>, totals: Totals): number {
  const all = totals.recent + totals.before
  if (all === 0) return 0
  const prior = (PRIOR * (topic.recent + topic.before)) / all
  const side = (papers: number, total: number) => {
    const [with_, without] = [papers + prior, total - papers + PRIOR - prior]
    return { odds: Math.log(with_ / without), variance: 1 / with_ + 1 / without }
  }
  if (prior === 0) return 0
  const [now, then] = [side(topic.recent, totals.recent), side(topic.before, totals.before)]
  return (now.odds - then.odds) / Math.sqrt(now.variance + then.variance)
}

/** The share of each month's papers that a topic has, from 0 to 1; 0 where the month has too few to speak of shares. */
export function sharesByMonth(topic: Pick<Topic, 'months'>, totals: Pick<Totals, 'months'>): number[] {
  return Array.from(topic.months, (papers, i) => {
    const all = totals.months[i] ?? 0
    return all >= MIN_MONTH ? papers / all : 0
  })
}

function timesAsLarge(topic: Topic, totals: Totals): number {
  const before = topic.before / totals.before
  return before === 0 ? Number.POSITIVE_INFINITY : topic.recent / totals.recent / before
}
