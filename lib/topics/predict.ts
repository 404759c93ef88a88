import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import { isStopWord } from '../search/analysis'
import { topicKey } from './topic-key'

/** A topic found in a text, with the text's own spelling as its label. */
export interface PredictedTopic {
  readonly key: string
  readonly label: string
  readonly score: number
}

const MAX_WORDS = 4
/** A topic that only one paper of the digest carries is no vocabulary yet. */
const MIN_PAPERS = 2
/** Topics on more than this share of all papers say nothing. */
const MAX_SHARE = 0.25
const TITLE_WEIGHT = 3

/**
 * Topics of a text that no digest has described: the runs of one to four words in it that the digest uses as topics,
 * those in the title and those of more words and fewer papers first. `paperCount` tells how many papers carry a key.
 */
export function predictTopics(
  text: { readonly title: string; readonly abstract?: string },
  vocabulary: { readonly papers: number; paperCount(key: string): number },
  limit: number,
): PredictedTopic[] {
  const found = new Map<string, PredictedTopic>()
  collect(text.title, TITLE_WEIGHT)
  collect(text.abstract ?? '', 1)
  return withoutParts(
    [...found.values()].sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1)),
  ).slice(0, limit)

  function collect(raw: string, weight: number) {
    for (const sentence of latexToText(raw).split(/[.:;,!?()]\s|[.:;,!?()]$/u)) {
      const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}+*-]*/gu) ?? []
      for (let start = 0; start < words.length; start++)
        for (let length = 1; length <= MAX_WORDS && start + length <= words.length; length++)
          consider(words.slice(start, start + length), weight)
    }
  }

  function consider(words: readonly string[], weight: number) {
    const edges = [words[0] ?? '', words.at(-1) ?? '']
    if (edges.some(word => word.length < 2 || isStopWord(word.toLowerCase()))) return
    const label = words.join(' ')
    const key = topicKey(label)
    const papers = key ? vocabulary.paperCount(key) : 0
    if (papers < MIN_PAPERS || papers > Math.max(MIN_PAPERS, vocabulary.papers * MAX_SHARE)) return
    const rarity = Math.log(vocabulary.papers / papers) + 1
    const score = (found.get(key)?.score ?? 0) + weight * words.length * rarity
    found.set(key, { key, label: found.get(key)?.label ?? asLabel(label), score })
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
