import { oneLine } from '../papers/one-line'
import { foldText } from '../papers/title-key'
import { stem } from './analysis'

/**
 * The key under which spellings of one topic meet: case, hyphens, plurals and a bracketed acronym folded away, so
 * that "Large Language Models (LLMs)" and "large-language model" are one. Empty where no letter or digit is left.
 */
export function topicKey(label: string): string {
  const withoutAcronym = label.trimEnd().replace(/\([^()]{1,12}\)$/, '')
  if (!/[\p{L}\p{N}]/u.test(withoutAcronym)) return ''
  return oneLine(foldText(withoutAcronym).replace(/[^\p{L}\p{N}\p{M}+*]+/gu, ' '))
    .split(' ')
    .map(singular)
    .join(' ')
}

/** Letters that a stem may lose and still mean the same. */
const MAX_LOST = 3

/**
 * Acronyms in the plural ("LLMs") lose their s; words are stemmed, but not to roots that words of other meanings share:
 * the Porter stems of "general", "generative" and "generation" are one, and of "decoder" and "decoding".
 */
function singular(word: string): string {
  const one = word
    .replace(/^([b-df-hj-np-tv-z]{2,4})s$/, '$1')
    .replace(/(?<=[a-z]{2})(?:ie|(?<=[^siu]))s$/, ending => (ending === 'ies' ? 'y' : ''))
  const root = stem(one)
  const isDoer = /[eo]r$/.test(one)
  return isDoer || one.length - root.length > MAX_LOST ? one : root
}
