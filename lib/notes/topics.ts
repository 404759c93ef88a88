import type { PaperRow } from '../corpus/database'
import type { PaperMention } from '../messaging/protocol'
import { topicLabels } from '../papers/paper'
import type { IndexReader } from '../search/index-reader'
import { topicKey } from '../search/topic-key'
import { type TopicNames, topicTerms } from '../search/topic-names'
import type { TopicModel } from '../topics/model'
import { predictTopics, type Vocabulary } from '../topics/predict'

const MAX_TOPICS = 6
/** Fewer than a digest's own: they leave room for what is related. */
const MAX_FOUND = 5

/** The topics of a paper: those that its digests gave it; where they gave none, those that its text lets `model` expect. */
export async function topicsOf(
  index: IndexReader,
  paper: PaperRow | undefined,
  mention: PaperMention,
  model: TopicModel | null,
  names?: TopicNames | null,
): Promise<{ readonly labels: readonly string[]; readonly predicted: boolean }> {
  const own = paper ? distinctTopics(topicLabels(paper), names) : []
  if (own.length > 0)
    return { labels: (await byInterest(index, own, names)).slice(0, MAX_TOPICS), predicted: false }
  const abstract = mention.abstract ?? paper?.abstract
  const predicted = predictTopics(
    { title: mention.title ?? paper?.title ?? '', ...(abstract && { abstract }) },
    vocabularyOf(index, names),
    model,
    MAX_FOUND,
  )
  const labels = predicted.map(topic => topic.label)
  return { labels: await byInterest(index, labels, names), predicted: true }
}

/** What the index says of topics and words; `names` has the good labels of topics. */
export function vocabularyOf(index: IndexReader, names?: TopicNames | null): Vocabulary {
  return {
    papers: index.live,
    // Of spellings of one topic the commonest is nearly all of it; a paper with two would be counted twice in a sum.
    topicCount: key => Math.max(...topicTerms(key, names).map(term => index.documentFrequency(term))),
    wordCount: word => roughUses(index, word),
    ...(names && { labelOf: key => names.labelOf(key) }),
  }
}

/** About how many papers hold a word, in the singular or the plural. */
function roughUses(index: IndexReader, word: string): number {
  const other = word.endsWith('s') ? word.slice(0, -1) : `${word}s`
  return index.roughFrequency(word) + index.roughFrequency(other)
}

/** One label for each topic: the one that `names` has for it, else the first of spellings that mean the same. */
function distinctTopics(labels: readonly string[], names: TopicNames | null | undefined): string[] {
  const byKey = new Map<string, string>()
  for (const label of labels) {
    const named = names?.labelOf(label) ?? label
    const key = topicKey(named)
    if (key && !byKey.has(key)) byKey.set(key, named)
  }
  return [...byKey.values()]
}

/** Topics that lead somewhere, that is, that other papers carry too, before those that only this one has. */
async function byInterest(
  index: IndexReader,
  labels: readonly string[],
  names: TopicNames | null | undefined,
): Promise<string[]> {
  const terms = new Map(labels.map(label => [label, topicTerms(label, names)]))
  const lists = await index.lists([...terms.values()].flat())
  const leads = (label: string) => (terms.get(label)?.some(term => lists.count(term) > 1) ? 0 : 1)
  return labels.toSorted((a, b) => leads(a) - leads(b))
}
