import { expect, it } from 'vitest'
import { type Document, type Query, readGrades, rows } from '../bench/data'
import { relatedScores } from '../bench/related-scores'
import { describeShared, sharedPath } from '../shared'

describeShared('Papers that are cited together', () => {
  it('are found near each other', { timeout: 60_000 }, async () => {
    const file = (name: string) => sharedPath(`bench/cisi-cocite/${name}`)
    const documents = rows<Document>(file('docs.jsonl'))
    const queries = rows<Query>(file('queries.jsonl'))
    const scores = await relatedScores(documents, queries, readGrades(file('qrels.tsv')))
    expect(scores['ndcg@10']).toBeGreaterThanOrEqual(42)
  })
})
