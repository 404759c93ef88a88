import type { PaperId } from '@/lib/papers/identifier'
import type { Paper } from '@/lib/papers/paper'
import { relatedPapers } from '@/lib/related/related'
import { corpusOf, vectors } from './corpus'
import { average, type Document, mean, type Query } from './data'
import { averagePrecision, type Grades, ndcgFifth, pairsInOrder } from './metrics'
import { DEPTH, rankingScores } from './ranking-scores'

/** Scores the related papers over the documents as the corpus. */
export async function relatedScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
) {
  const { index, papers, idOf, keyOf } = corpusOf(documents)
  const tools = { papers: async () => papers as ReadonlyMap<string, Paper>, vectors: async () => vectors }
  const scored: { fold: Query['fold']; scores: Record<string, number> }[] = []
  for (const query of queries) {
    const docs = query.docs ?? [query.doc ?? query.id]
    const questions = docs.map(doc => {
      const paper = papers.get(keyOf(doc))
      return { title: paper?.title ?? '', text: paper?.abstract ?? '', topics: [] }
    })
    const exclude = new Set(docs.map(keyOf))
    const pool = query.pool?.filter(id => !docs.includes(id))
    const among = pool?.map(id => keyOf(id) as PaperId)
    const wish = { exclude, limit: DEPTH, ...(among && { among }) }
    const { neighbours, further } = await relatedPapers(index, questions, wish, tools)
    const near = [...neighbours.map(({ paper }) => paper.id), ...further].map(idOf)
    const right = new Map([...(grades.get(query.id) ?? [])].filter(([id]) => !docs.includes(id)))
    const scores = pool ? poolScores(near, right, pool) : rankingScores(near, right)
    scored.push({ fold: query.fold, scores })
  }
  const folds = [...new Set(scored.map(({ fold }) => fold))]
  return average(
    folds.map(fold => mean(scored.filter(item => item.fold === fold).map(({ scores }) => scores))),
  )
}

function poolScores(near: readonly string[], right: Grades, pool: readonly string[]): Record<string, number> {
  // What could not be ranked comes last, in the pool's order.
  const ranking = [...new Set([...near, ...pool])]
  return {
    'ndcg%20': ndcgFifth(ranking, right, pool.length),
    map: averagePrecision(ranking, right, 2),
    auc: pairsInOrder(ranking, right),
  }
}
