import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import { isStopWord } from '../search/analysis'
import { topicKey } from '../search/topic-key'

/** A topic found in a text, with the text's own spelling as its label. */
export interface PredictedTopic {
  readonly key: string
  readonly label: string
  readonly score: number
}

/** What the corpus knows of topics and words. */
export interface Vocabulary {
  /** Papers in all. */
  readonly papers: number
  /** How many papers carry a topic, by its key. */
  topicCount(key: string): number
  /** How many papers hold a word in any form, at the most. */
  wordCount(word: string): number
}

const MAX_WORDS = 4
/** A topic that only one paper of the digest carries is no vocabulary yet. */
const MIN_PAPERS = 2
/** Topics on more than this share of all papers say nothing. */
const MAX_SHARE = 0.25
const TITLE_WEIGHT = 3
/**
 * Below this a run of words is mere text: of the papers that hold its rarest word, too few have it for a topic.
 * "propose" is a keyword twice and a word everywhere. Single words are held to more than phrases.
 */
const MIN_KEYNESS = { word: 0.12, phrase: 0.02 }

/**
 * Topics of a text that no digest has described: the runs of one to four words in it that the digest uses as topics.
 * Those in the title, of more words, of fewer papers, and those that are mostly topics where they occur come first
 * (keyphraseness; Mihalcea and Csomai, "Wikify!", 2007).
 */
export function predictTopics(
  text: { readonly title: string; readonly abstract?: string },
  vocabulary: Vocabulary,
  limit: number,
): PredictedTopic[] {
  const found = new Map<string, PredictedTopic>()
  for (const words of runsOf(text.title)) consider(words, TITLE_WEIGHT)
  for (const words of runsOf(text.abstract ?? '')) consider(words, 1)
  const ranked = [...found.values()].sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
  return withoutParts(ranked).slice(0, limit)

  function consider(words: readonly string[], weight: number) {
    const label = words.join(' ')
    const key = topicKey(label)
    const papers = key ? vocabulary.topicCount(key) : 0
    if (papers < MIN_PAPERS || papers > Math.max(MIN_PAPERS, vocabulary.papers * MAX_SHARE)) return
    const parts = words.flatMap(word => word.split('-')).filter(part => part && !isStopWord(foldText(part)))
    const rarest = Math.min(...parts.map(part => Math.max(papers, vocabulary.wordCount(foldText(part)))))
    const keyness = papers / rarest
    if (keyness < (parts.length > 1 ? MIN_KEYNESS.phrase : MIN_KEYNESS.word)) return
    const rarity = Math.log(vocabulary.papers / papers) + 1
    const score = (found.get(key)?.score ?? 0) + weight * parts.length * rarity * Math.sqrt(keyness)
    found.set(key, { key, label: found.get(key)?.label ?? asLabel(label), score })
  }
}

/** Every run of one to four words within a sentence that neither begins nor ends with a stop word. */
function* runsOf(raw: string): Generator<string[]> {
  for (const sentence of latexToText(raw).split(/[.:;,!?()]\s|[.:;,!?()]$/u)) {
    const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}+*-]*/gu) ?? []
    for (let start = 0; start < words.length; start++)
      for (let length = 1; length <= MAX_WORDS && start + length <= words.length; length++) {
        const run = words.slice(start, start + length)
        const edges = [run[0] ?? '', run.at(-1) ?? '']
        if (edges.every(word => word.length > 1 && !isStopWord(word.toLowerCase()))) yield run
      }
  }
}

/** "Offline Reinforcement Learning" as a label is "offline reinforcement learning"; "RLHF" and "3D" stay. */
function asLabel(text: string): string {
  return text
    .split(' ')
    .map(word => (/^\p{Lu}[\p{Ll}-]+$/u.test(word) ? word.toLowerCase() : word))
    .join(' ')
}

/** Drops a topic whose words are all part of a better one: "reinforcement" beside "reinforcement learning". */
function withoutParts(topics: readonly PredictedTopic[]): PredictedTopic[] {
  const wrapped = (key: string) => ` ${foldText(key)} `
  return topics.filter(
    topic => !topics.some(other => other !== topic && wrapped(other.key).includes(wrapped(topic.key))),
  )
}
