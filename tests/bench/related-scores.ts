import { openRelated, relatedPapers } from '@/lib/related/related'
import { corpusOf } from './corpus'
import { average, type Document, mean, type Query } from './data'
import { averagePrecision, type Grades, ndcgFifth } from './metrics'
import { DEPTH, rankingScores } from './ranking-scores'

/** Scores the related papers over the documents as the corpus. */
export async function relatedScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
) {
  const { index, papers, idOf, keyOf } = corpusOf(documents)
  const scored: { fold: Query['fold']; scores: Record<string, number> }[] = []
  for (const query of queries) {
    const doc = query.doc ?? query.id
    const paper = papers.get(keyOf(doc))
    const question = { title: paper?.title ?? '', text: paper?.abstract ?? '', topics: [] }
    const asked = await openRelated(index, question)
    const near = relatedPapers(asked, new Set([keyOf(doc)]), documents.length).map(({ id }) => idOf(id))
    const right = new Map([...(grades.get(query.id) ?? [])].filter(([id]) => id !== doc))
    if (!query.pool) {
      scored.push({ fold: query.fold, scores: rankingScores(near.slice(0, DEPTH), right) })
      continue
    }
    const pool = query.pool.filter(id => id !== doc)
    const wanted = new Set(pool)
    // What shares nothing with the paper comes last, in the pool's order.
    const ranking = [...new Set([...near.filter(id => wanted.has(id)), ...pool])]
    const scores = {
      'ndcg%20': ndcgFifth(ranking, right, pool.length),
      map: averagePrecision(ranking, right, 2),
    }
    scored.push({ fold: query.fold, scores })
  }
  const folds = [...new Set(scored.map(({ fold }) => fold))]
  return average(
    folds.map(fold => mean(scored.filter(item => item.fold === fold).map(({ scores }) => scores))),
  )
}
