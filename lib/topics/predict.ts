import { predict } from '../learned/forest'
import { wordsOf } from './candidates'
import type { TopicModel } from './model'
import { CONTEST_FEATURES, contestOf, wordingScores } from './predict-contest'
import { type Vocabulary, wordingFeatures } from './predict-features'
import { foldedTopics } from './predict-fold'
import { readText } from './predict-judge'

export type { Vocabulary } from './predict-features'

/** A topic found in a text. */
export interface PredictedTopic {
  readonly key: string
  /** As the corpus spells it where it knows the topic, else as the text does. */
  readonly label: string
  /** How likely a digest or an indexer would have named it, from 0 to 1. */
  readonly confidence: number
}

/** A topic less likely than this is not shown. */
export const MIN_CONFIDENCE = 0.25
/** A text of which fewer of the words are known is in another language, or none at all. */
const MIN_KNOWN_SHARE = 0.6

/**
 * Topics of a text that no digest has described, the likeliest first: runs of words in it, judged by a model of how
 * keyphrases are worded and of how words are used in the corpus. As many, up to `limit`, as promise the best balance of
 * finding topics and not inventing any. None without a model: nothing is better than nonsense.
 */
export function predictTopics(
  text: { readonly title: string; readonly abstract?: string },
  vocabulary: Vocabulary,
  model: TopicModel | null,
  limit: number,
): PredictedTopic[] {
  if (!model) return []
  const words = wordsOf(text.title, text.abstract ?? '')
  if (model.lexicon.knownShare(words) < MIN_KNOWN_SHARE) return []
  const judged = readText(words, model.lexicon, vocabulary)
  const rows = wordingFeatures(judged)
  const contest = contestOf(judged, rows, wordingScores(model.wording, rows), vocabulary, model.lexicon)
  const topics = contest.keys
    .map((key, i) => {
      const logit = predict(model.contest, contest.rows, i * CONTEST_FEATURES)
      return { key, label: contest.labels[i] ?? '', confidence: 1 / (1 + Math.exp(-logit)) }
    })
    .filter(topic => topic.key !== '')
    .sort((a, b) => b.confidence - a.confidence || (a.key < b.key ? -1 : 1))
  return bestFew(foldedTopics(withCorpusLabels(topics, vocabulary)), limit).filter(
    ({ confidence }) => confidence >= MIN_CONFIDENCE,
  )
}

/** Topics under the labels that the corpus has for them; of two that it takes for one the first. */
function withCorpusLabels(topics: readonly PredictedTopic[], vocabulary: Vocabulary): PredictedTopic[] {
  const labels = new Set<string>()
  return topics
    .map(topic => ({ ...topic, label: vocabulary.labelOf?.(topic.key) ?? topic.label }))
    .filter(({ label }) => !labels.has(label) && labels.add(label))
}

/** As many of the first topics as are expected to give the highest F1 against all that are right. */
function bestFew(topics: readonly PredictedTopic[], limit: number): PredictedTopic[] {
  const right = topics.reduce((sum, { confidence }) => sum + confidence, 0)
  let [found, best, count] = [0, 0, 0]
  for (const [i, { confidence }] of topics.slice(0, limit).entries()) {
    found += confidence
    const f1 = (2 * found) / (i + 1 + right)
    if (f1 <= best) continue
    best = f1
    count = i + 1
  }
  return topics.slice(0, count)
}
