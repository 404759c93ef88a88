import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vocabularyOf } from '@/lib/notes/topics'
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
  const vocabulary = vocabularyOf(index)
  return documents.map(document => {
    const text = { title: document.title, abstract: abstractOf(document) }
    const labels = predictTopics(text, vocabulary, model, 10).map(topic => topic.label)
    const right = document.keyphrases ?? []
    return { 'f1@5': phraseF1(labels, right, 5), 'f1@10': phraseF1(labels, right, 10) }
  })
}
