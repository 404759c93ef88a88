import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TOPIC_MARK } from '@/lib/search/segment'
import { parseTopicModel } from '@/lib/topics/model'
import { predictTopics } from '@/lib/topics/predict'
import { corpusOf } from './corpus'
import { abstractOf, type Document } from './data'
import { phraseF1 } from './metrics'

/** The model that ships with Gloss. */
const model = parseTopicModel(readFileSync(join(import.meta.dirname, '../../public/topic-model.bin')))

/** Scores the topics of each document, from 0 to 1, with the documents as the corpus. */
export function topicScores(documents: readonly Document[]): Record<string, number>[] {
  const { index } = corpusOf(documents)
  const vocabulary = {
    papers: index.live,
    topicCount: (key: string) => index.documentFrequency(TOPIC_MARK + key),
    wordCount: (word: string) =>
      index.sameStem(word).reduce((sum, form) => sum + index.documentFrequency(form), 0),
  }
  return documents.map(document => {
    const text = { title: document.title, abstract: abstractOf(document) }
    const labels = predictTopics(text, vocabulary, model, 10).map(topic => topic.label)
    const right = document.keyphrases ?? []
    return { 'f1@5': phraseF1(labels, right, 5), 'f1@10': phraseF1(labels, right, 10) }
  })
}
