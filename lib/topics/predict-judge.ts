import { isStopWord } from '../search/analysis'
import { type Candidate, candidatesOf, type TextWord, type WordRules } from './candidates'
import { type JudgedText, rarities, type Vocabulary } from './predict-features'
import type { Lexicon, WordRates } from './predict-lexicon'

/** Words that less often begin, end or stand inside a keyphrase do so in no candidate. */
const LEAST_RATE = { begins: 0.008, ends: 0.008, inside: 0.012 }
/** Nor do words that hardly ever are a part of one: "what", "how". */
const LEAST_AT_EDGE = 0.03

/** Reads a text for judgement: its candidates by what the lexicon lets begin, end and stand inside a topic. */
export function readText(words: readonly TextWord[], lexicon: Lexicon, vocabulary: Vocabulary): JudgedText {
  const register = lexicon.registerOf(words)
  const lookUp = lexicon.reading(register)
  const known = new Map<string, WordRates>()
  const rateOf = new Map<TextWord, WordRates>()
  for (const word of words) {
    // Where a capital says nothing the word may look like another.
    const form = word.opens || word.inTitle ? `${word.text} ` : word.text
    const rate = known.get(form) ?? lookUp.rates(word)
    known.set(form, rate)
    rateOf.set(word, rate)
  }
  const rules: WordRules = {
    // A capital where none is called for makes a part of a name of any word: "Named Entity Recognition".
    begins: word => word.hasLetter && (isPartOfName(word) || isUsed(rateOf.get(word), 'begins')),
    ends: word =>
      word.hasLetter &&
      !word.lower.endsWith("'s") &&
      (isPartOfName(word) || isUsed(rateOf.get(word), 'ends')),
    inside: word => (rateOf.get(word)?.within ?? 0) >= LEAST_RATE.inside,
  }
  const candidates: readonly Candidate[] = candidatesOf(words, rules)
  const rates = [...rateOf.values()]
  return { words, candidates, rates, lookUp, rarity: rarities(words, vocabulary), register }
}

function isUsed(rates: WordRates | undefined, edge: 'begins' | 'ends'): boolean {
  return rates !== undefined && rates[edge] >= LEAST_RATE[edge] && rates.within >= LEAST_AT_EDGE
}

function isPartOfName({ isCapitalised, opens, inTitle, text }: TextWord): boolean {
  return isCapitalised && !opens && !inTitle && text.length > 2 && !isStopWord(text.toLowerCase())
}
