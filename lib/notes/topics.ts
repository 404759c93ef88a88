import type { PaperRow } from '../corpus/database'
import type { PaperMention } from '../messaging/protocol'
import { topicLabels } from '../papers/paper'
import type { IndexReader } from '../search/index-reader'
import { TOPIC_MARK } from '../search/segment'
import { topicKey } from '../search/topic-key'
import { predictTopics, type Vocabulary } from '../topics/predict'

const MAX_TOPICS = 6

/** The topics of a paper: those that its digests gave it, else what its text says. */
export async function topicsOf(index: IndexReader, paper: PaperRow | undefined, mention: PaperMention) {
  const own = paper ? distinctTopics(topicLabels(paper)) : []
  if (own.length > 0) return { labels: (await byInterest(index, own)).slice(0, MAX_TOPICS), predicted: false }
  const abstract = mention.abstract ?? paper?.abstract
  const predicted = predictTopics(
    { title: mention.title ?? paper?.title ?? '', ...(abstract && { abstract }) },
    vocabularyOf(index),
    MAX_TOPICS,
  )
  return { labels: predicted.map(topic => topic.label), predicted: true }
}

function vocabularyOf(index: IndexReader): Vocabulary {
  return {
    papers: index.live,
    topicCount: key => index.documentFrequency(TOPIC_MARK + key),
    wordCount: word => index.sameStem(word).reduce((sum, form) => sum + index.documentFrequency(form), 0),
  }
}

/** One label for each topic: of spellings that mean the same the first stays. */
function distinctTopics(labels: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const label of labels) {
    const key = topicKey(label)
    if (key && !byKey.has(key)) byKey.set(key, label)
  }
  return [...byKey.values()]
}

/** Topics that lead somewhere, that is, that other papers carry too, before those that only this one has. */
async function byInterest(index: IndexReader, labels: readonly string[]): Promise<string[]> {
  const termOf = (label: string) => TOPIC_MARK + topicKey(label)
  const lists = await index.lists(labels.map(termOf))
  const leads = (label: string) => (lists.count(termOf(label)) > 1 ? 0 : 1)
  return labels.toSorted((a, b) => leads(a) - leads(b))
}
