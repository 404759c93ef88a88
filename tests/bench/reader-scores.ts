import { BACKGROUND_PAPERS, type Background, BackgroundCount } from '@/lib/ranking/background'
import { contentOf, type RankedPaper } from '@/lib/ranking/content'
import { Reader, type Signal } from '@/lib/ranking/reader'
import { type Row, rowOf } from '@/lib/ranking/row'
import { spread } from '@/lib/ranking/spread'
import { vectors } from './corpus'
import { abstractOf, average, type Document, mean, type Query } from './data'
import { averagePrecision, type Grades, ndcgFifth } from './metrics'
import { readersOf, readRecords } from './readers'

const SEED = 1

/** Scores the order for a reader over authors standing for readers, made of a file of arXiv's records. */
export async function authorScores(file: string): Promise<Record<string, number>> {
  const records = await readRecords(file)
  const rowAt = rowsOver(
    records.length,
    place => ({ title: '', summaries: [], ...records[place] }) satisfies RankedPaper,
  )
  const scored = readersOf(records, SEED).flatMap(({ saved, later }) => {
    const reader = readerOf(saved.map(rowAt), [], rowAt.background)
    const suits = (place: number) => reader.suits(rowAt(place)).score
    const scores = later.map(({ paper, others }) => ({ auc: above(suits(paper), others.map(suits)) }))
    return [mean(scores)]
  })
  return average(scored)
}

/**
 * Scores the order for readers who are given by their papers (`docs`, and `skipped` where they are known), over each
 * reader's pool, or over all documents.
 */
export function readerScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
): Record<string, number> {
  const places = new Map(documents.map(({ id }, place) => [id, place]))
  const rowAt = rowsOver(documents.length, place => {
    const document = documents[place]
    const abstract = document && abstractOf(document)
    const categories = document?.categories
    return {
      title: document?.title ?? '',
      summaries: [],
      ...(abstract && { abstract }),
      ...(categories && { categories }),
    }
  })
  const rowOfId = (id: string) => rowAt(places.get(id) ?? -1)
  return mean(
    queries.map(({ id, docs = [], skipped = [], pool }) => {
      const own = new Set([...docs, ...skipped])
      const known = (ids: readonly string[]) => ids.filter(each => places.has(each)).map(rowOfId)
      const reader = readerOf(known(docs), known(skipped), rowAt.background)
      const candidates = (pool ?? documents.map(document => document.id)).filter(each => !own.has(each))
      const suits = new Map(candidates.map(each => [each, reader.suits(rowOfId(each)).score]))
      const ranking = candidates.toSorted((a, b) => (suits.get(b) ?? 0) - (suits.get(a) ?? 0))
      const right = grades.get(id) ?? new Map<string, number>()
      const [good, others] = [true, false].map(wanted =>
        candidates.filter(each => (right.get(each) ?? 0) > 0 === wanted).map(each => suits.get(each) ?? 0),
      )
      const shares = (good ?? []).map(score => above(score, others ?? []))
      return {
        auc: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
        'ndcg%20': ndcgFifth(ranking, right, candidates.length),
        map: averagePrecision(ranking, right),
      }
    }),
  )
}

/** The share of `others` that a score is above; equal ones are half below it. */
function above(score: number, others: readonly number[]): number {
  const below = others.reduce((sum, other) => sum + (other < score ? 1 : other === score ? 0.5 : 0), 0)
  return others.length === 0 ? 0.5 : below / others.length
}

function readerOf(saved: readonly Row[], skipped: readonly Row[], background: Background): Reader {
  const signals = (kind: Signal['kind'], rows: readonly Row[]) => rows.map((row): Signal => ({ kind, row }))
  return new Reader([...signals('saved', saved), ...signals('skipped', skipped)], background)
}

/** Rows of papers by their place, made once each, against a background of papers from all over them. */
function rowsOver(count: number, paperAt: (place: number) => RankedPaper) {
  const counted = new BackgroundCount()
  for (const place of spread(count, BACKGROUND_PAPERS)) counted.add(contentOf(paperAt(place), vectors))
  const background = counted.background()
  const rows = new Map<number, Row>()
  const rowAt = (place: number) => {
    const row = rows.get(place) ?? rowOf(contentOf(paperAt(place), vectors), background)
    rows.set(place, row)
    return row
  }
  return Object.assign(rowAt, { background })
}
