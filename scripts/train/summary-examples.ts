import { readFileSync } from 'node:fs'
import { stemmer } from 'stemmer'
import { abstractSentences } from '@/lib/summary/key-sentences'
import { type PaperRead, readPaper, type Words, wordsOf } from '@/lib/summary/reading'

/** A paper with the summaries that people wrote of it. */
export interface Example {
  readonly paper: PaperRead
  readonly references: readonly Words[]
  /** Of each variant of each sentence, in order, what it is worth as the summary, from 0 to 1. */
  readonly worths: readonly number[]
}

interface Row {
  readonly title: string
  readonly abstract: string
  readonly references: readonly string[]
}

const WEIGHTS = { words: 0.7, pairs: 1.2, order: 1.1 }

/** The examples of a file of JSON lines: title, abstract and references. */
export function readExamples(file: string): Example[] {
  const rows = readFileSync(file, 'utf8').trim().split('\n')
  return rows.flatMap(row => {
    const { title, abstract, references } = JSON.parse(row) as Row
    const paper = readPaper(title, abstractSentences(abstract))
    if (paper.sentences.length === 0) return []
    const shown = paper.sentences.flatMap(({ variants }) => variants.map(({ variant }) => variant.text))
    const wanted = references.map(plainWords)
    const worths = shown.map(text => worthOf(plainWords(text), wanted))
    return [{ paper, references: references.map(wordsOf), worths }]
  })
}

/**
 * A weighted mean of ROUGE-1, ROUGE-2 and ROUGE-L, F1 over Porter stems (Lin, 2004), of the reference with the best
 * ROUGE-1. Pairs of words and their order weigh more than their number would have it: they tell a sentence that says the
 * same from one that is about the same.
 */
function worthOf(text: readonly string[], references: readonly (readonly string[])[]): number {
  const pairs = (list: readonly string[]) => list.slice(1).map((word, i) => `${list[i]} ${word}`)
  let [best, most]: [readonly string[], number] = [references[0] ?? [], -1]
  for (const reference of references) {
    const words = shared(text, reference)
    if (words > most) [best, most] = [reference, words]
  }
  const order = f1(longestCommon(text, best), text.length, best.length)
  return (WEIGHTS.words * most + WEIGHTS.pairs * shared(pairs(text), pairs(best)) + WEIGHTS.order * order) / 3
}

function plainWords(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(word => (word.length > 3 ? stemmer(word) : word))
}

function shared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const item of b) left.set(item, (left.get(item) ?? 0) + 1)
  let common = 0
  for (const item of a) {
    const count = left.get(item) ?? 0
    if (count > 0) common++
    left.set(item, count - 1)
  }
  return f1(common, a.length, b.length)
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = new Uint16Array(b.length + 1)
  for (const word of a) {
    const row = new Uint16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++)
      row[j] = word === b[j - 1] ? (last[j - 1] ?? 0) + 1 : Math.max(last[j] ?? 0, row[j - 1] ?? 0)
    last = row
  }
  return last[b.length] ?? 0
}

function f1(common: number, a: number, b: number): number {
  return common === 0 ? 0 : (2 * common) / (a + b)
}
