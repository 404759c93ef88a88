import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Document, mean, type Query, readGrades, rows } from './data'
import { relatedScores } from './related-scores'
import { searchScores } from './search-scores'
import { summaryScores } from './summary-scores'
import { topicScores } from './topic-scores'

/** What scoring a data set gives. */
export interface Scored {
  readonly set: string
  readonly task: 'search' | 'related' | 'summary' | 'topics'
  /** Values from 0 to 100. */
  readonly metrics: Record<string, number>
}

/** Scores the data set in `folder` with what the product shows; the task follows from its files. */
export async function score(folder: string): Promise<Scored> {
  const set = basename(folder)
  const documents = rows<Document>(join(folder, 'docs.jsonl'))
  const queryFile = join(folder, 'queries.jsonl')
  if (!existsSync(queryFile)) {
    const summaries = documents.some(document => document.references)
    return summaries
      ? { set, task: 'summary', metrics: mean(documents.map(summaryScores)) }
      : { set, task: 'topics', metrics: mean(topicScores(documents)) }
  }
  const queries = rows<Query>(queryFile)
  const grades = readGrades(join(folder, 'qrels.tsv'))
  const judged = queries.filter(query => grades.has(query.id))
  if (judged.some(query => query.doc !== undefined))
    return { set, task: 'related', metrics: await relatedScores(documents, judged, grades) }
  return { set, task: 'search', metrics: await searchScores(documents, judged, grades) }
}
