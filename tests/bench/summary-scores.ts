import { keySentences } from '@/lib/summary/key-sentences'
import { abstractOf, type Document } from './data'
import { rouge } from './metrics'

/** Scores the summary of one document, from 0 to 1; the reference with the best ROUGE-1 gives all three. */
export function summaryScores(document: Document): Record<string, number> {
  const summary = keySentences(document.title, abstractOf(document))
  const all = (document.references ?? []).map(reference => rouge(summary, reference))
  return all.toSorted((a, b) => b['rouge-1'] - a['rouge-1'])[0] ?? {}
}
