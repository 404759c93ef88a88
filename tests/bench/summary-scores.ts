import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { keySentences } from '@/lib/summary/key-sentences'
import { parseSummaryModel } from '@/lib/summary/model'
import { abstractOf, type Document } from './data'
import { rouge } from './metrics'

const MODEL = resolve(import.meta.dirname, '../../public/summary-model.bin')
/** The model that ships; without it the product falls back as well. */
const model = existsSync(MODEL) ? parseSummaryModel(readFileSync(MODEL)) : null

/** Scores the summary of one document, from 0 to 1; the reference with the best ROUGE-1 gives all three. */
export function summaryScores(document: Document): Record<string, number> {
  const summary = keySentences(document.title, abstractOf(document), model)
  const all = (document.references ?? []).map(reference => rouge(summary, reference))
  return all.toSorted((a, b) => b['rouge-1'] - a['rouge-1'])[0] ?? {}
}
