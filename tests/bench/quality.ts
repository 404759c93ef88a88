import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Document, mean, type Query, readGrades, rows } from './data'
import { authorScores, readerScores } from './reader-scores'
import { relatedScores } from './related-scores'
import { searchScores } from './search-scores'
import { summaryScores } from './summary-scores'
import { topicScores } from './topic-scores'

/** Records of which authors stand for readers. */
const RECORDS = 'arxiv-100k.jsonl.gz'

/** What scoring a data set gives. */
export interface Scored {
  readonly set: string
  readonly task: 'search' | 'related' | 'summary' | 'topics' | 'for you'
  /** Values from 0 to 100. */
  readonly metrics: Record<string, number>
}

/** Scores the data set in `folder` with what the product shows; the task follows from its files. */
export async function score(folder: string): Promise<Scored> {
  const set = basename(folder)
  const records = join(folder, RECORDS)
  if (existsSync(records)) return { set: 'readers', task: 'for you', metrics: await authorScores(records) }
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
  if (judged.some(query => query.docs !== undefined))
    return { set, task: 'for you', metrics: readerScores(documents, judged, grades) }
  if (judged.some(query => query.doc !== undefined))
    return { set, task: 'related', metrics: await relatedScores(documents, judged, grades) }
  return { set, task: 'search', metrics: await searchScores(documents, judged, grades) }
}
