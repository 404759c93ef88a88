import { topicKey } from '../search/topic-key'
import { type Acronyms, contentOf, explains, learnAcronyms } from './vocabulary-acronyms'
import { bracketsIn, count, push, type TopicStatistics } from './vocabulary-statistics'

/** British spellings and the American ones, where both are used; of words as keys have them. */
const BRITISH: readonly (readonly [british: RegExp, american: string])[] = [
  [/is(e|ed|er|ing|ation)?$/, 'iz$1'],
  [/ys(e|ed|er|ing)?$/, 'yz$1'],
  [/our(?=$|al|ed|ing)/, 'or'],
  [/ll(ed|er|ing)$/, 'l$1'],
  [/tre$/, 'ter'],
  [/ogue$/, 'og'],
]
const MIN_BRITISH = 5

/** A word of fewer letters is a name that differs by one, such as LLaVA and Llama. */
const MIN_MISSPELT = 7
/** Texts that hold a word from which on it is no slip. */
const MAX_TEXTS = 2
/** How many times as common the right spelling is. */
const MUCH_COMMONER = 15
/** Topics of fewer words need their little words: "text to image" is not "text image". */
const MIN_CONTENT = 3

/** What a key is folded to. */
export interface Folded {
  /** The same for all spellings of a topic. */
  readonly name: string
  /** The key in words of one spelling each, acronyms written out. */
  readonly words: string
  /** Whether the key as a whole is an acronym. */
  readonly acronym: boolean
}

/** Keys after which other work gets its turn: some 10 ms. */
const KEYS_A_TURN = 250
const WORDS_A_TURN = 1000

/**
 * The one name under which all spellings of a topic meet, for each key: American and British, with and without hyphens and
 * little words, acronyms written out, slips mended. Keys with the same name are one topic. `inTexts` are the
 * texts that hold a word.
 */
export function* foldKeys(
  statistics: TopicStatistics,
  inTexts: ReadonlyMap<string, number>,
): Generator<void, Map<string, Folded>> {
  const papersOf = statistics.keys
  const acronyms = yield* learnAcronyms(statistics)
  yield
  const words = yield* foldWords(papersOf, inTexts)
  const bracketed = new Map<string, string>()
  for (const label of [...statistics.labels.keys()].sort()) {
    const plain = withoutBrackets(label)
    if (plain) bracketed.set(statistics.keyOf.get(label) ?? '', topicKey(plain))
  }
  const folded = new Map<string, Folded>()
  for (const [n, key] of [...papersOf.keys()].entries()) {
    if (n % KEYS_A_TURN === 0) yield
    const whole = bracketed.get(key) ?? key
    const plain = wordsOf(whole, words, acronyms)
    folded.set(key, { name: nameOf(plain), words: plain, acronym: acronyms.has(whole) })
  }
  return folded
}

/** A key in words of one spelling each, acronyms written out. */
function wordsOf(key: string, words: ReadonlyMap<string, string>, acronyms: Acronyms): string {
  const parts: string[] = []
  for (const word of foldWordsOf(acronyms.get(key)?.key ?? key, words).split(' ')) {
    const expansion = acronyms.get(word)
    const meant = expansion?.within ? foldWordsOf(expansion.key, words) : word
    // "Large language models LLMs" say it twice.
    if (!expansion?.within || !` ${parts.join(' ')}`.endsWith(` ${meant}`)) parts.push(meant)
  }
  return parts.join(' ')
}

/** Words without spaces and, where there are enough of them, without the little ones. */
function nameOf(words: string): string {
  return words.split(' ').length > MIN_CONTENT ? contentOf(words) : joined(words)
}

/** A key with each word in its one spelling; two that are written as one elsewhere ("multi-modal") are one. */
function foldWordsOf(key: string, words: ReadonlyMap<string, string>): string {
  const parts: string[] = []
  for (const word of key.split(' ')) {
    const last = parts.at(-1)
    const together = last === undefined ? undefined : words.get(`${last} ${word}`)
    if (together) parts[parts.length - 1] = together
    else parts.push(words.get(word) ?? word)
  }
  return parts.join(' ')
}

/** Spaces go, but not between digits: "Qwen 2 5" is not "Qwen 25". */
function joined(key: string): string {
  return key.replace(/(?<!\d) | (?!\d)/g, '')
}

/** A label without an acronym in brackets that its other words explain, or that explain it; undefined without one. */
function withoutBrackets(label: string): string | undefined {
  const parts = bracketsIn(label)
  if (!parts) return undefined
  const { before, inside, after } = parts
  if (explains(before, inside)) return `${before} ${after}`
  return /^\S+$/.test(before) && explains(inside, before) ? `${inside} ${after}` : undefined
}

/** Words of keys that are another word in another spelling, or that word with a slip; and pairs that are one word. */
function* foldWords(
  papersOf: ReadonlyMap<string, number>,
  inTexts: ReadonlyMap<string, number>,
): Generator<void, Map<string, string>> {
  const inTopics = yield* wordsInTopics(papersOf)
  const folds = new Map<string, string>()
  yield
  for (const word of inTopics.keys()) {
    const american = word.length >= MIN_BRITISH ? americanOf(word, inTopics) : undefined
    if (american) folds.set(word, american)
  }
  yield
  for (const [slip, word] of slips(inTopics, inTexts))
    if (!folds.has(slip)) folds.set(slip, folds.get(word) ?? word)
  for (const [n, key] of [...papersOf.keys()].entries()) {
    if (n % KEYS_A_TURN === 0) yield
    const parts = key.split(' ')
    for (const [i, word] of parts.entries()) {
      const pair = `${parts[i - 1]} ${word}`
      if (i === 0 || folds.has(pair) || /\d \d/.test(pair)) continue
      const whole = topicKey(pair.replace(' ', ''))
      if (inTopics.has(whole)) folds.set(pair, folds.get(whole) ?? whole)
    }
  }
  return folds
}

/** Papers by the words of their topics, a paper once for each topic. */
function* wordsInTopics(papersOf: ReadonlyMap<string, number>): Generator<void, Map<string, number>> {
  const inTopics = new Map<string, number>()
  let n = 0
  for (const [key, papers] of papersOf) {
    if (n++ % WORDS_A_TURN === 0) yield
    for (const word of new Set(key.split(' '))) count(inTopics, word, papers)
  }
  return inTopics
}

function americanOf(word: string, known: ReadonlyMap<string, number>): string | undefined {
  for (const [british, american] of BRITISH) {
    if (!british.test(word)) continue
    const other = topicKey(word.replace(british, american))
    if (other !== word && known.has(other)) return other
  }
  return undefined
}

/** Rare words that are one slip away from a common one. */
function slips(
  inTopics: ReadonlyMap<string, number>,
  texts: ReadonlyMap<string, number>,
): [string, string][] {
  const common = new Map<string, string[]>()
  for (const [word, papers] of inTopics)
    if (papers >= MUCH_COMMONER && isLong(word)) push(common, bucketOf(word), word)
  const found: [string, string][] = []
  for (const [word, papers] of inTopics) {
    if (!isLong(word) || (texts.get(word) ?? 0) > MAX_TEXTS) continue
    const right = [-1, 0, 1]
      .flatMap(difference => common.get(bucketOf(word, difference)) ?? [])
      .filter(other => (inTopics.get(other) ?? 0) >= MUCH_COMMONER * papers && isSlip(word, other))
    const [only] = right
    if (only && right.length === 1) found.push([word, only])
  }
  return found
}

function isLong(word: string): boolean {
  return word.length >= MIN_MISSPELT && /^[a-z]+$/.test(word)
}

/** Slips leave the first letter and nearly the length. */
function bucketOf(word: string, difference = 0): string {
  return `${word[0]}${word.length + difference}`
}

/** Whether neighbouring letters are swapped, or a letter is doubled or not: other slips are as often other words. */
function isSlip(word: string, right: string): boolean {
  if (word.length < right.length) return isSlip(right, word)
  let at = 0
  while (at < right.length && word[at] === right[at]) at++
  if (word.length > right.length) return word[at] === word[at - 1] && word.slice(at + 1) === right.slice(at)
  const swapped = word[at] === right[at + 1] && word[at + 1] === right[at]
  return at < word.length && swapped && word.slice(at + 2) === right.slice(at + 2)
}

/** Texts that hold a word, by its key. */
export function* textsByWord({ words }: TopicStatistics): Generator<void, Map<string, number>> {
  const texts = new Map<string, number>()
  let n = 0
  for (const [word, papers] of words) {
    if (n++ % WORDS_A_TURN === 0) yield
    count(texts, topicKey(word), papers)
  }
  return texts
}
