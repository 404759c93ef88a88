import { oneLine } from '../papers/latex'
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

/** Acronyms in the plural ("LLMs") lose their s; words are stemmed. */
function singular(word: string): string {
  return stem(word.replace(/^([b-df-hj-np-tv-z]{2,4})s$/, '$1'))
}
