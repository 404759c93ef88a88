import { isStopWord } from '@/lib/search/analysis'
import { hashOfWord } from '@/lib/search/feature-hash'
import { MAX_TOPIC_WORDS } from '@/lib/topics/candidates'
import {
  classOf,
  codeOfCount,
  type LexiconTables,
  PHRASE_COLUMNS,
  REGISTERS,
  ROLES,
} from '@/lib/topics/predict-lexicon'
import type { Lesson } from './topics-data'

/** A word met less often says no more than its looks do. */
const MIN_WORD_USES = 5
/** A word is a name that is so often written with a capital between words that are not, and nearly always. */
const MIN_NAME_USES = 2
const MIN_NAME_SHARE = 0.85
/** A phrase that never was a keyphrase is kept only where it had this many chances. */
const MIN_PHRASE_TEXTS = 20

/** Counts the words and phrases of `lessons` as keyphrases. */
export function countLexicon(lessons: readonly Lesson[]): LexiconTables {
  const words = new Map<string, Float64Array>()
  const phrases = new Map<string, Float64Array>()
  const capitals = new Map<string, Float64Array>()
  for (const lesson of lessons) {
    countWords(lesson, words)
    countPhrases(lesson, phrases)
    countCapitals(lesson, capitals)
  }
  const kept = sorted(
    [...words].filter(([name, row]) => name.startsWith('~') || usesOf(row, ROLES.length) >= MIN_WORD_USES),
  )
  const names = sorted(
    [...capitals].filter(
      ([, [all = 0, capital = 0]]) => capital >= Math.max(MIN_NAME_USES, MIN_NAME_SHARE * all),
    ),
  )
  const keptPhrases = sorted([...phrases].filter(([, row]) => isTelling(row)))
  return {
    names: Int32Array.from(names, ([name]) => hashOfWord(name)),
    words: Int32Array.from(kept, ([name]) => hashOfWord(name)),
    wordCounts: Uint8Array.from(kept.flatMap(([, row]) => [...row].map(codeOfCount))),
    phrases: Int32Array.from(keptPhrases, ([name]) => hashOfWord(name)),
    phraseCounts: Uint8Array.from(keptPhrases.flatMap(([, row]) => [...row].map(codeOfCount))),
  }
}

function countWords({ words, keys, register }: Lesson, counts: Map<string, Float64Array>) {
  const flags = words.map(() => new Set<number>([0]))
  for (const [start, word] of words.entries()) {
    let key = ''
    for (let end = start; words[end]?.clause === word.clause; end++) {
      key += end === start ? word.stem : ` ${words[end]?.stem}`
      if (!keys.has(key)) continue
      for (let i = start; i <= end; i++) flags[i]?.add(1)
      flags[start]?.add(2)
      flags[end]?.add(3)
      if (start === end) flags[start]?.add(4)
      if (words[start - 1]?.clause === word.clause) flags[start - 1]?.add(5)
      if (words[end + 1]?.clause === word.clause) flags[end + 1]?.add(6)
    }
  }
  for (const [i, word] of words.entries())
    for (const name of [word.lower, classOf(word), '~']) {
      const row = rowOf(counts, name, ROLES.length * REGISTERS)
      for (const role of flags[i] ?? []) {
        const column = register * ROLES.length + role
        row[column] = (row[column] ?? 0) + 1
      }
    }
}

function countPhrases({ words, keys, register }: Lesson, counts: Map<string, Float64Array>) {
  const met = new Set<string>(keys)
  for (const [start, word] of words.entries()) {
    if (isStopWord(word.lower)) continue
    let key = ''
    for (let length = 1; length <= MAX_TOPIC_WORDS; length++) {
      const last = words[start + length - 1]
      if (last?.clause !== word.clause) break
      key += length === 1 ? last.stem : ` ${last.stem}`
      if (!isStopWord(last.lower)) met.add(key)
    }
  }
  for (const key of met) {
    const row = rowOf(counts, key, PHRASE_COLUMNS * REGISTERS)
    const column = register * PHRASE_COLUMNS
    row[column] = (row[column] ?? 0) + 1
    if (keys.has(key)) row[column + 1] = (row[column + 1] ?? 0) + 1
  }
}

/** Counts how often a word stands where a capital is its own: not first, and not in a row of words with capitals. */
function countCapitals({ words }: Lesson, counts: Map<string, Float64Array>) {
  for (const [i, word] of words.entries()) {
    const around = [words[i - 1], words[i + 1]].filter(each => each?.clause === word.clause)
    if (word.inTitle || word.opens || around.some(each => each?.isCapitalised)) continue
    const row = rowOf(counts, word.lower, 2)
    row[0] = (row[0] ?? 0) + 1
    if (word.isCapitalised) row[1] = (row[1] ?? 0) + 1
  }
}

function isTelling(row: Float64Array): boolean {
  const keys = row.reduce((sum, count, i) => sum + (i % PHRASE_COLUMNS === 1 ? count : 0), 0)
  return keys > 0 || usesOf(row, PHRASE_COLUMNS) >= MIN_PHRASE_TEXTS
}

/** The first count of each register, added up. */
function usesOf(row: Float64Array, columns: number): number {
  let sum = 0
  for (let register = 0; register < REGISTERS; register++) sum += row[register * columns] ?? 0
  return sum
}

function rowOf(counts: Map<string, Float64Array>, name: string, columns: number): Float64Array {
  const known = counts.get(name)
  if (known) return known
  const row = new Float64Array(columns)
  counts.set(name, row)
  return row
}

/** By hash, and of names with one hash only the first: the file is the same whatever came first in a map. */
function sorted(rows: [string, Float64Array][]): [string, Float64Array][] {
  const ordered = rows.toSorted(([a], [b]) => hashOfWord(a) - hashOfWord(b) || (a < b ? -1 : 1))
  return ordered.filter(([name], i) => i === 0 || hashOfWord(name) !== hashOfWord(ordered[i - 1]?.[0] ?? ''))
}
