import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import { topicKey } from '../search/topic-key'
import { categoryName } from './arxiv-categories'

/** What a paper adds to the statistics of topics. */
export interface DescribedPaper {
  readonly title: string
  readonly abstract?: string | undefined
  /** Topics as the digests wrote them. */
  readonly labels: readonly string[]
  readonly categories?: readonly string[] | undefined
  /** The day it appeared, in days since 1970. */
  readonly day?: number | undefined
}

/** A label with the acronym in brackets, and what stands before and after: "chain-of-thought (CoT) reasoning". */
export interface Bracketed {
  readonly before: string
  readonly inside: string
  readonly after: string
}

const MAX_LABEL = 80
const WORD = /[\p{L}\p{N}]+/gu
const BRACKET = /\(([A-Z][A-Za-z0-9-]{0,9}[A-Z0-9][A-Za-z0-9]?)\)/g
/** Longer than what any acronym stands for. */
const MAX_EXPLANATION = 80

/**
 * What topics are learned from: labels, the topics of each paper, acronyms that texts explain, and how the words of texts
 * are written. Papers come in any order, and leave nothing of their text behind but counts.
 */
export class TopicStatistics {
  /** Papers that carry a label, in its own spelling. */
  readonly labels = new Map<string, number>()
  /** Papers that carry a key. */
  readonly keys = new Map<string, number>()
  /** The key of each label. */
  readonly keyOf = new Map<string, string>()
  /** Days and keys of each paper that carries topics; -1 for no day. */
  readonly papers: { readonly day: number; readonly keys: readonly string[] }[] = []
  /** Days of the papers in each category. */
  readonly categories = new Map<string, number[]>()
  /** "large language models (LLMs)" in texts: papers by the words before the bracket and what is in it. */
  readonly explained = new Map<string, number>()
  /** Papers whose text holds a word, in lower case. */
  readonly words = new Map<string, number>()
  /** How often a word is written so within sentences of abstracts. */
  readonly forms = new Map<string, number>()

  add({ title, abstract = '', labels, categories = [], day = -1 }: DescribedPaper): void {
    const distinct = [...new Set(labels.map(label => oneLine(latexToText(label))))]
    for (const category of new Set([...categories, ...distinct.filter(isCategory)]))
      push(this.categories, category, day)
    const topics = distinct.filter(label => !isCategory(label))
    const keys = [...new Set(topics.flatMap(label => this.#label(label)))]
    if (keys.length === 0) return
    for (const key of keys) count(this.keys, key)
    this.papers.push({ day, keys })
    this.#text(latexToText(title), latexToText(abstract))
  }

  #label(label: string): string[] {
    if (label.length > MAX_LABEL) return []
    const key = this.keyOf.get(label) ?? topicKey(label)
    if (!key) return []
    this.keyOf.set(label, key)
    count(this.labels, label)
    return [key]
  }

  #text(title: string, abstract: string): void {
    const seen = new Set<string>()
    for (const [word] of title.matchAll(WORD)) seen.add(word.toLowerCase())
    for (const { 0: word, index } of abstract.matchAll(WORD)) {
      seen.add(word.toLowerCase())
      // The first word of a sentence has a capital whatever it is.
      if (index > 1 && !/[.:?!\n]/.test(abstract[index - 2] ?? '')) count(this.forms, word)
    }
    for (const word of seen) count(this.words, word)
    const explained = new Set<string>()
    for (const { 1: inside = '', index } of abstract.matchAll(BRACKET)) {
      const before = abstract.slice(Math.max(0, index - MAX_EXPLANATION), index)
      const words = before.slice(before.search(/[^.,;:()]*$/)).toLowerCase()
      explained.add(`${oneLine(words)}\t${inside}`)
    }
    for (const one of explained) count(this.explained, one)
  }
}

/** Whether a digest gave a category for a topic. */
function isCategory(label: string): boolean {
  return label.includes('.') && categoryName(label) !== undefined
}

/** The parts of a label with brackets in it; undefined for one without. */
export function bracketsIn(label: string): Bracketed | undefined {
  const open = label.indexOf('(')
  const close = label.indexOf(')', open)
  if (open < 1 || close < 0) return undefined
  const part = (text: string) => text.trim()
  return {
    before: part(label.slice(0, open)),
    inside: part(label.slice(open + 1, close)),
    after: part(label.slice(close + 1)),
  }
}

/** Adds one to a count. */
export function count<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Adds to a list. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
