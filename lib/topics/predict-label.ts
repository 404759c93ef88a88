import type { TextWord } from './candidates'
import type { JudgedText } from './predict-features'
import type { Lexicon } from './predict-lexicon'

/**
 * How a candidate is written: as its text mostly does outside the title and inside sentences. Capitals that only a place
 * or the acronym after it calls for go ("Large Language Models (LLMs)"), those of names and acronyms stay.
 */
export function spellingOf({ words, candidates }: JudgedText, candidate: number, lexicon: Lexicon): string {
  const { starts = [], length = 0 } = candidates[candidate] ?? {}
  const spellings = new Map<string, number>()
  for (const start of starts) {
    const run = words.slice(start, start + length)
    const capitals = run.filter(word => word.isCapitalised).length
    const after = words[start + length]
    const isExplained = after?.bracketed === true && after.isName && !run.at(-1)?.bracketed
    const isTerm = isExplained && run.every(word => isMet(word, lexicon))
    const isName = capitals > 1 && !isTerm && !run[0]?.inTitle
    const text = run.map(word => (isName ? word.text : plainCase(word, capitals > 1, lexicon))).join(' ')
    spellings.set(text, (spellings.get(text) ?? 0) + (run[0]?.inTitle || run[0]?.opens ? 1 : 2))
  }
  return [...spellings].reduce((best, each) => (each[1] > best[1] ? each : best), ['', 0])[0]
}

/**
 * "Offline" is "offline"; "RLHF", "3D", "RoCo-Sim" and "Markov" stay. A word never met before is a name where it alone
 * has a capital, unless every first word has one there.
 */
function plainCase(word: TextWord, isTitled: boolean, lexicon: Lexicon): string {
  if (!word.isCapitalised || word.isName || word.hasDigit) return word.text
  const isAlone = !isTitled && !word.opens && !word.inTitle
  if (isAlone && !isMet(word, lexicon)) return word.text
  return word.text
    .split('-')
    .map(part => {
      const lower = part.toLowerCase()
      return part.length < 2 || lexicon.isName(lower) ? part : lower
    })
    .join('-')
}

function isMet({ lower, isName }: TextWord, lexicon: Lexicon): boolean {
  return isName || lower.split('-').every(part => lexicon.isMet(part))
}
