import type { Settings } from '../settings'
import { categoryInWords } from '../topics/arxiv-categories'
import { topicChoice } from '../topics/muted'
import { risingTopics, sharesByMonth } from '../topics/trends'
import type { Topic, TopicVocabulary } from '../topics/vocabulary'

/** A topic as a row of the topics page. */
export interface TopicRow {
  /** Names it in settings, addresses and searches. */
  readonly label: string
  /** What is shown: of a category its code with its name. */
  readonly name: string
  readonly papers: number
  /** The share of each month's papers, oldest first, from 0 to 1. */
  readonly shares: readonly number[]
  readonly counts: readonly number[]
  readonly followed: boolean
  readonly muted: boolean
  /** Of a rising topic: how many times as large its share is as in the year before; infinite where it is new. */
  readonly times?: number
}

/** What the topics page shows, each list in its order. */
export interface TopicsOverview {
  /** The months that shares are of, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly followed: readonly TopicRow[]
  readonly rising: readonly TopicRow[]
  /** The commonest, and how many there are beside them. */
  readonly common: readonly TopicRow[]
  readonly more: number
  readonly categories: readonly TopicRow[]
  readonly muted: readonly TopicRow[]
}

/** One topic with what is known of it. */
export interface TopicDetails {
  readonly row: TopicRow
  readonly months: readonly string[]
  readonly spellings: readonly string[]
  readonly broader: readonly TopicRow[]
  readonly narrower: readonly TopicRow[]
}

type Choices = Pick<Settings, 'followedTopics' | 'mutedTopics'>

const MAX_RISING = 12
const MAX_NARROWER = 24
const MAX_CATEGORIES = 40
/** Months of which a small picture can show each. */
const MAX_MONTHS = 24

/** The lists of the topics page, of the commonest topics so many. Muted topics are in the list of muted ones alone. */
export function topicsOverview(vocabulary: TopicVocabulary, choices: Choices, limit: number): TopicsOverview {
  const rowOf = rowMaker(vocabulary, choices)
  const muted = topicsNamed(vocabulary, choices.mutedTopics)
  const unmuted = (kind: Topic['kind']) =>
    vocabulary.topics.filter(topic => topic.kind === kind && !muted.has(topic))
  const topics = unmuted('topic')
  const rising = risingTopics(topics, vocabulary.totals.topic, MAX_RISING)
  return {
    months: vocabulary.months.slice(-MAX_MONTHS),
    followed: choices.followedTopics.map(label => chosenRow(vocabulary, rowOf, label, 'followed')),
    rising: rising.map(({ topic, times }) => ({ ...rowOf(topic), times })),
    common: topics.slice(0, limit).map(rowOf),
    more: Math.max(0, topics.length - limit),
    categories: unmuted('category').slice(0, MAX_CATEGORIES).map(rowOf),
    muted: choices.mutedTopics.map(label => chosenRow(vocabulary, rowOf, label, 'muted')),
  }
}

/** The page of a topic under any of its spellings; undefined where no two papers carry it. */
export function topicDetails(
  vocabulary: TopicVocabulary,
  choices: Choices,
  label: string,
): TopicDetails | undefined {
  const topic = vocabulary.topicOf(label)
  if (!topic) return undefined
  const rowOf = rowMaker(vocabulary, choices)
  return {
    row: rowOf(topic),
    months: vocabulary.months.slice(-MAX_MONTHS),
    spellings: vocabulary.spellingsOf(topic),
    broader: vocabulary.broader(topic.key).map(rowOf),
    narrower: vocabulary.narrower(topic.key).slice(0, MAX_NARROWER).map(rowOf),
  }
}

/** A list of topics with one more, or without one under any of its spellings. */
export function withTopic(
  chosen: readonly string[],
  label: string,
  on: boolean,
  vocabulary?: TopicVocabulary | null,
): string[] {
  const isSame = topicChoice([label], vocabulary)
  const others = chosen.filter(other => !isSame(other))
  return on ? [...others, label] : others
}

function rowMaker(vocabulary: TopicVocabulary, { followedTopics, mutedTopics }: Choices) {
  const followed = topicsNamed(vocabulary, followedTopics)
  const muted = topicsNamed(vocabulary, mutedTopics)
  return (topic: Topic): TopicRow => ({
    label: topic.label,
    name: topic.kind === 'category' ? categoryInWords(topic.label) : topic.label,
    papers: topic.papers,
    shares: sharesByMonth(topic, vocabulary.totals[topic.kind]).slice(-MAX_MONTHS),
    counts: Array.from(topic.months).slice(-MAX_MONTHS),
    followed: followed.has(topic),
    muted: muted.has(topic),
  })
}

function topicsNamed(vocabulary: TopicVocabulary, labels: readonly string[]): Set<Topic> {
  return new Set(labels.flatMap(label => vocabulary.topicOf(label) ?? []))
}

/** The row of a topic that the reader chose; of one that the corpus lacks by now an empty one. */
function chosenRow(
  vocabulary: TopicVocabulary,
  rowOf: (topic: Topic) => TopicRow,
  label: string,
  choice: 'followed' | 'muted',
): TopicRow {
  const topic = vocabulary.topicOf(label)
  if (topic) return rowOf(topic)
  const none = {
    papers: 0,
    shares: [],
    counts: [],
    followed: choice === 'followed',
    muted: choice === 'muted',
  }
  return { ...none, label, name: categoryInWords(label) }
}
