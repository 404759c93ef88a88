import { latexToText } from '../papers/latex'
import { compoundsOf, stem, type Token, tokenize } from './analysis'
import type { IndexReader } from './index-reader'
import { isQuestionWord } from './question-words'

/** A way of writing a query word that the index knows, and how much a match of it counts (0 to 1). */
export interface Form {
  readonly term: string
  readonly weight: number
}

/** A word of a query as it was read, with the forms of it that are looked for. */
export interface QueryWord {
  readonly word: string
  /** How often the query says it; what a long query repeats is what it is about. */
  readonly count: number
  readonly forms: readonly Form[]
  /** Set where the word is unknown and the nearest known ones are searched instead. */
  readonly corrected: boolean
}

/** The words of a query. */
export interface QueryWords {
  readonly words: readonly QueryWord[]
  /** Whether the query names a paper: exact forms count most, and every word is wanted. */
  readonly short: boolean
}

/** Up to this many words a query names a paper; more describe one. */
const SHORT_QUERY = 4
const MAX_QUERY_WORDS = 200
const MAX_TERM_LENGTH = 40

/*
 * How much the forms of a typed word count. Chosen on typed queries for known papers, with plurals exchanged in a third
 * of them: what only has the stem in common hardly counts, what only differs in number does.
 */
const PLURAL_WEIGHT = 0.3
const STEM_WEIGHT = 0.05
const COMPLETION_WEIGHT = 0.2
/** Each letter that is still missing takes this share of a completion's weight (e-fold). */
const COMPLETION_DECAY = 0.1
const JOINED_WEIGHT = 0.9
/** By the number of edits. */
const TYPO_WEIGHTS = [1, 0.06, 0.03]
/** In a long query, where words are not names, all forms are nearly one word. */
const STEM_WEIGHT_LONG = 0.92

const MAX_COMPLETIONS = 64
const SHORTEST_STEM = 4
const MAX_TYPO_FORMS = 8
/** A known word may be a typing error all the same, but not one that many papers share. */
const MAX_MISSPELT = 20
/** One letter of these begins too many words; one of Chinese says something. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u

/** Reads the words of a query against an index. With `typing` the last word may be the beginning of one. */
export function readWords(index: IndexReader, query: string, typing: boolean): QueryWords {
  const text = latexToText(query)
  const tokens = tokenize(text).slice(0, MAX_QUERY_WORDS)
  const last = typing && tokens.at(-1)?.end === text.length ? tokens.at(-1)?.term : undefined
  const counts = new Map<string, number>()
  for (const { term } of tokens) counts.set(term, (counts.get(term) ?? 0) + 1)
  if (counts.size > SHORT_QUERY) return { words: longWords(index, counts, last), short: false }
  const joined = joinedForms(index, text, tokens, last !== undefined)
  const words = [...counts.keys()].map(word => {
    const forms = formsOf(index, word, word === last, joined.get(word) ?? [])
    return { word, count: 1, forms, corrected: false }
  })
  return { words: words.map(word => (word.forms.length > 0 ? word : withTypos(index, word))), short: true }
}

/**
 * The words with what they may be misspelt for added to their forms, known ones too: "spake" is a word, and may be meant
 * as "sake". Undefined where that adds nothing.
 */
export function withLikelyTypos(index: IndexReader, words: readonly QueryWord[]): QueryWord[] | undefined {
  let changed = false
  const more = words.map(word => {
    if (word.corrected || index.documentFrequency(word.word) > MAX_MISSPELT) return word
    const forms = withTypos(index, word).forms
    if (forms.length > word.forms.length) changed = true
    return { ...word, forms }
  })
  return changed ? more : undefined
}

function withTypos(index: IndexReader, word: QueryWord): QueryWord {
  const edits = word.word.length >= 8 ? 2 : word.word.length >= 4 ? 1 : 0
  const forms = new Map(word.forms.map(({ term, weight }) => [term, weight]))
  for (const { term, edits: distance } of index.similar(word.word, edits, MAX_TYPO_FORMS))
    add(forms, term, TYPO_WEIGHTS[distance] ?? 0)
  return { ...word, forms: asForms(forms), corrected: word.forms.length === 0 }
}

function formsOf(index: IndexReader, word: string, completing: boolean, joined: readonly string[]): Form[] {
  const forms = new Map<string, number>()
  const isKnown = (term: string) => index.documentFrequency(term) > 0
  // Of a word just begun all other forms are among its completions; itself it may be too rare for that.
  const stems = completing && word.length < SHORTEST_STEM ? [word].filter(isKnown) : index.sameStem(word)
  for (const term of stems)
    add(
      forms,
      term,
      term === word ? 1 : isPlural(term, word) || isPlural(word, term) ? PLURAL_WEIGHT : STEM_WEIGHT,
    )
  if (completing && (word.length > 1 || !ALPHABETIC.test(word)))
    for (const { term } of index.withPrefix(word, MAX_COMPLETIONS))
      add(forms, term, completionWeight(word, term))
  // "Q*" is the name where the index has it, else the letter.
  const letters = /^([a-z]+)[*+#]+$/.exec(word)?.[1]
  if (forms.size === 0 && letters) for (const term of index.sameStem(letters)) add(forms, term, 1)
  for (const term of joined) add(forms, term, JOINED_WEIGHT)
  return asForms(forms)
}

function completionWeight(word: string, term: string): number {
  return term === word ? 1 : COMPLETION_WEIGHT * Math.exp(-COMPLETION_DECAY * (term.length - word.length))
}

function isPlural(many: string, one: string): boolean {
  return many === `${one}s` || many === `${one}es` || (one.endsWith('y') && many === `${one.slice(0, -1)}ies`)
}

/** Words of a description: one for each stem, what asks and does not describe left out unless nothing else is there. */
function longWords(
  index: IndexReader,
  counts: ReadonlyMap<string, number>,
  last: string | undefined,
): QueryWord[] {
  const telling = [...counts].filter(([word]) => !isQuestionWord(word))
  const byStem = new Map<string, QueryWord>()
  for (const [word, count] of telling.length > 0 ? telling : counts) {
    const known = byStem.get(stem(word))
    const forms = new Map(known?.forms.map(({ term, weight }) => [term, weight]))
    for (const term of index.sameStem(word)) add(forms, term, term === word ? 1 : STEM_WEIGHT_LONG)
    // A whole word is not the beginning of another among so many.
    if (word === last && forms.size === 0)
      for (const { term } of index.withPrefix(word, MAX_COMPLETIONS)) add(forms, term, COMPLETION_WEIGHT)
    byStem.set(stem(word), {
      word: known?.word ?? word,
      count: count + (known?.count ?? 0),
      forms: asForms(forms),
      corrected: false,
    })
  }
  return [...byStem.values()]
}

/** For each word, what it and its neighbour are together where the index has that: "flash attention", "GPT-4o". */
function joinedForms(
  index: IndexReader,
  text: string,
  tokens: readonly Token[],
  typing: boolean,
): Map<string, string[]> {
  const joined = new Map<string, string[]>()
  const note = (words: readonly string[], term: string) => {
    for (const word of words) joined.set(word, [...(joined.get(word) ?? []), term])
  }
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (!next || !/^[\s-]*$/.test(text.slice(token.end, next.start))) continue
    const both = token.term + next.term
    if (both.length > MAX_TERM_LENGTH) continue
    if (index.documentFrequency(both) > 0) note([token.term, next.term], both)
    if (typing && i === tokens.length - 2)
      for (const { term } of index.withPrefix(both, 4)) note([token.term, next.term], term)
  }
  for (const compound of compoundsOf(text))
    if (index.documentFrequency(compound) > 0)
      note(
        tokens.map(({ term }) => term).filter(term => compound.includes(term)),
        compound,
      )
  return joined
}

function add(forms: Map<string, number>, term: string, weight: number): void {
  forms.set(term, Math.max(weight, forms.get(term) ?? 0))
}

function asForms(forms: ReadonlyMap<string, number>): Form[] {
  return [...forms].map(([term, weight]) => ({ term, weight }))
}

/** Whether a word of a text is one the query looks for; used to mark it. */
export function matcher(words: readonly QueryWord[]): (term: string) => boolean {
  const forms = new Set(words.flatMap(word => word.forms.map(form => form.term)))
  const roots = new Set(words.map(word => stem(word.word)))
  return term => {
    const letters = term.replace(/[*+#]+$/, '')
    return forms.has(term) || forms.has(letters) || roots.has(stem(letters))
  }
}
