import { stem } from '@/lib/search/analysis'
import { FIELDS, type Field } from '@/lib/search/fields'
import { isQuestionWord } from '@/lib/search/question-words'
import type { IndexDocument } from '@/lib/search/segment'
import { daysBetween } from '@/lib/time'

/** A document as it lies in the index, dead or alive. */
export interface Entry {
  readonly document: IndexDocument
  readonly dead: boolean
}

/** A word of a query: the terms it is looked for by, and what each of them counts. */
interface Word {
  readonly word: string
  readonly count: number
  readonly forms: ReadonlyMap<string, number>
}

/** As in lib/search/fields: more occurrences of a word in one field are not counted. */
const MOST: Record<Field, number> = { title: 3, topics: 1, summary: 3, authors: 1, abstract: 7 }

/**
 * What a search finds, and the score of each, from the documents themselves: no index, no posting lists, no packed
 * numbers. The constants are those of lib/search/words, score and lift. `query` is of words with single spaces between;
 * without one at the end its last word is still being typed.
 */
export function plainSearch(entries: readonly Entry[], query: string, today: string): Map<string, number> {
  const typed = query.split(' ').filter(word => word !== '')
  const distinct = [...new Set(typed)]
  const live = entries.filter(({ dead }) => !dead).map(({ document }) => document)
  const terms = vocabularyOf(entries)
  const last = query.endsWith(' ') ? undefined : typed.at(-1)
  const short = distinct.length <= 4
  let words = short ? shortWords(terms, typed, distinct, last) : longWords(terms, typed, last)
  if (short && !live.some(document => words.every(word => isIn(document, ['title'], word))))
    words = words.map(word => ((terms.get(word.word) ?? 0) > 20 ? word : withTypos(terms, word)))
  const scores = new Map<string, number>()
  const found = live.filter(document => words.some(word => isIn(document, FIELDS, word)))
  const whole = short ? found.filter(document => words.every(word => isIn(document, FIELDS, word))) : found
  const used = words.map(word => usedIn(live, word))
  const lengths = { title: mean(live.map(titleLength)), rest: mean(live.map(restLength)), live: live.length }
  for (const document of whole.length > 0 ? whole : found) {
    const score = short ? oddsOf(document, used, lengths) : bm25f(document, used, lengths)
    const lift = liftOf(document, today)
    scores.set(document.id, short ? score + 3 * lift : score * (1 + lift))
  }
  return scores
}

/** Every word of the index with the number of documents that hold it, dead ones among them. */
function vocabularyOf(entries: readonly Entry[]): Map<string, number> {
  const terms = new Map<string, number>()
  for (const { document } of entries)
    for (const term of new Set(FIELDS.flatMap(field => document.terms[field])))
      terms.set(term, (terms.get(term) ?? 0) + 1)
  return terms
}

function shortWords(
  terms: ReadonlyMap<string, number>,
  typed: readonly string[],
  distinct: readonly string[],
  last: string | undefined,
): Word[] {
  return distinct.map(word => {
    const forms = new Map<string, number>()
    const add = (term: string, weight: number) => forms.set(term, Math.max(weight, forms.get(term) ?? 0))
    const begun = word === last
    for (const term of terms.keys()) {
      if (term === word) add(term, 1)
      else if (sameStem(term, word) && !(begun && word.length < 4))
        add(term, isPlural(term, word) || isPlural(word, term) ? 0.3 : 0.05)
    }
    if (begun && (word.length > 1 || !/^[a-z0-9]/.test(word)))
      for (const term of commonest(terms, other => other.startsWith(word)).slice(0, 64))
        if (term !== word) add(term, 0.2 * Math.exp(-0.1 * (term.length - word.length)))
    for (const [i, first] of typed.entries()) {
      const second = typed[i + 1]
      if (second === undefined || (first !== word && second !== word)) continue
      const both = first + second
      if (terms.has(both)) add(both, 0.9)
      if (last !== undefined && i === typed.length - 2)
        for (const term of commonest(terms, other => other.startsWith(both)).slice(0, 4)) add(term, 0.9)
    }
    const known = { word, count: 1, forms }
    return forms.size > 0 ? known : withTypos(terms, known)
  })
}

function longWords(terms: ReadonlyMap<string, number>, typed: readonly string[], last?: string): Word[] {
  const telling = typed.filter(word => !isQuestionWord(word))
  const words = telling.length > 0 ? telling : typed
  const roots = [...new Set(words.map(stem))]
  return roots.map(root => {
    const ofRoot = words.filter(word => stem(word) === root)
    const forms = new Map<string, number>()
    for (const term of terms.keys()) {
      if (ofRoot.includes(term)) forms.set(term, 1)
      else if (ofRoot.some(word => sameStem(term, word))) forms.set(term, 0.92)
    }
    if (last !== undefined && ofRoot.includes(last) && forms.size === 0)
      for (const term of commonest(terms, other => other.startsWith(last)).slice(0, 64)) forms.set(term, 0.2)
    return { word: ofRoot[0] ?? '', count: ofRoot.length, forms }
  })
}

function withTypos(terms: ReadonlyMap<string, number>, word: Word): Word {
  const edits = word.word.length >= 8 ? 2 : word.word.length >= 4 ? 1 : 0
  const [a = '', b = ''] = word.word
  const near = commonest(terms, term => {
    const begins = term.startsWith(a) || term.startsWith(b + a)
    return term !== word.word && begins && distance(word.word, term) <= edits
  })
  const forms = new Map(word.forms)
  for (const term of near.toSorted((x, y) => distance(word.word, x) - distance(word.word, y)).slice(0, 8))
    forms.set(term, Math.max(forms.get(term) ?? 0, distance(word.word, term) === 1 ? 0.06 : 0.03))
  return { ...word, forms }
}

function commonest(terms: ReadonlyMap<string, number>, wanted: (term: string) => boolean): string[] {
  return [...terms]
    .filter(([term]) => wanted(term))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([term]) => term)
}

function sameStem(term: string, word: string): boolean {
  return /^[a-z]{2,}$/.test(word) && stem(term) === stem(word)
}

function isPlural(many: string, one: string): boolean {
  return many === `${one}s` || many === `${one}es` || many === one.replace(/y$/, 'ies')
}

function countIn({ terms }: IndexDocument, field: Field, term: string): number {
  return Math.min(MOST[field], terms[field].filter(other => other === term).length)
}

function isIn(document: IndexDocument, fields: readonly Field[], { forms }: Word): boolean {
  return fields.some(field => document.terms[field].some(term => forms.has(term)))
}

/** Each form's weight times what the fields that hold it count, added up. */
function sumOver(
  document: IndexDocument,
  { forms }: Word,
  weights: Partial<Record<Field, number>>,
  count: (field: Field, term: string) => number,
): number {
  let sum = 0
  for (const [term, weight] of forms)
    for (const field of FIELDS)
      if (countIn(document, field, term) > 0) sum += weight * (weights[field] ?? 0) * count(field, term)
  return sum
}

/** How many documents hold a word, and how often all of them together. */
interface UsedWord extends Word {
  readonly holders: number
  readonly occurrences: number
}

function usedIn(live: readonly IndexDocument[], word: Word): UsedWord {
  const holders = live.filter(document => isIn(document, FIELDS, word))
  const occurrences = holders.reduce((sum, document) => sum + frequencyIn(document, word), 0)
  return { ...word, holders: holders.length, occurrences }
}

/** Means of the lengths of all documents, and how many there are. */
interface Averages {
  readonly title: number
  readonly rest: number
  readonly live: number
}

function oddsOf(document: IndexDocument, words: readonly UsedWord[], average: Averages): number {
  const length = 0.3 + (0.7 * titleLength(document)) / average.title
  return words.reduce((score, word) => {
    const title = sumOver(document, word, { title: 1 }, () => 1)
    const rest = sumOver(document, word, { abstract: 1, summary: 1.5, topics: 2, authors: 2 }, () => 1)
    const background = (0.1 * (word.holders + 1)) / average.live
    return score + Math.log(1 + ((8 * title) / length + rest) / background)
  }, 0)
}

function frequencyIn(document: IndexDocument, word: Word): number {
  const weights = { title: 3, abstract: 1, summary: 1.5, topics: 2, authors: 2 }
  return sumOver(document, word, weights, (field, term) => countIn(document, field, term))
}

function bm25f(document: IndexDocument, words: readonly UsedWord[], average: Averages): number {
  const length = (titleLength(document) + restLength(document)) / (average.title + average.rest)
  return words.reduce((score, word) => {
    const frequency = frequencyIn(document, word)
    if (frequency === 0) return score
    const idf = Math.log(1 + (average.live - word.holders + 0.5) / (word.holders + 0.5))
    const burstiness = Math.sqrt(word.occurrences / word.holders)
    const saturated = (frequency * 2.4) / (frequency + 1.4 * (0.25 + 0.75 * length))
    return score + word.count * idf * burstiness * saturated
  }, 0)
}

function liftOf({ facts }: IndexDocument, today: string): number {
  const byUpvotes = Math.min(0.06, 0.02 * Math.log10(1 + (facts.upvotes ?? 0)))
  const days = facts.date ? Math.max(0, daysBetween(facts.date, today)) : Number.POSITIVE_INFINITY
  return byUpvotes + 0.04 * 0.5 ** (days / 180)
}

function titleLength({ terms }: IndexDocument): number {
  return stored(terms.title.length)
}

function restLength({ terms }: IndexDocument): number {
  return stored(FIELDS.reduce((sum, field) => sum + terms[field].length, 0) - terms.title.length)
}

/** A length as it is stored: whole up to 31, then in sixteenths of doublings. */
function stored(length: number): number {
  return length < 32 ? length : 32 * 2 ** (Math.round(16 * Math.log2(length / 32)) / 16)
}

/** 1 where it would be 0 or nothing: lengths are divided by it. */
function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length || 1
}

/**
 * Optimal string alignment distance, by the table of its definition: for each pair of beginnings the least number of
 * insertions, deletions, substitutions and swaps of neighbours.
 */
export function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same)
      const row = table[i]
      if (row) row[j] = swapped ? Math.min(least, at(i - 2, j - 2) + 1) : least
    }
  return at(a.length, b.length)
}
