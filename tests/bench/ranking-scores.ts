import { averagePrecision, type Grades, ndcg, recall, success } from './metrics'

/** How far down a ranking is looked at. */
export const DEPTH = 100

/** The scores of one ranking, from 0 to 1. */
export function rankingScores(ranking: readonly string[], grades: Grades): Record<string, number> {
  return {
    'ndcg@10': ndcg(ranking, grades, 10),
    map: averagePrecision(ranking, grades),
    'recall@100': recall(ranking, grades, 100),
    'success@1': success(ranking, grades, 1),
    'success@10': success(ranking, grades, 10),
  }
}
