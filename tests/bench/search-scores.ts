import { search } from '@/lib/search/search'
import { corpusOf } from './corpus'
import { type Document, mean, type Query } from './data'
import type { Grades } from './metrics'
import { DEPTH, rankingScores } from './ranking-scores'

/** Scores the search over the documents as the corpus. */
export async function searchScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
) {
  const { index, tools, idOf } = corpusOf(documents)
  const scored: { query: Query; scores: Record<string, number> }[] = []
  for (const query of queries) {
    const found = await search(index, { query: query.text ?? '', limit: DEPTH, near: true }, tools)
    const ranking = found.papers.map(paper => idOf(paper.id))
    scored.push({ query, scores: rankingScores(ranking, grades.get(query.id) ?? new Map()) })
  }
  const metrics = mean(scored.map(({ scores }) => scores))
  for (const kind of new Set(queries.flatMap(query => query.kind ?? []))) {
    const ofKind = mean(scored.filter(({ query }) => query.kind === kind).map(({ scores }) => scores))
    for (const [name, value] of Object.entries(ofKind)) metrics[`${name}/${kind}`] = value
  }
  return metrics
}
