import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { relatedPapers } from '@/lib/related/related'
import { IndexReader } from '@/lib/search/index-reader'
import { rerank } from '@/lib/search/rerank'
import { search } from '@/lib/search/search'
import { buildSegment } from '@/lib/search/segment'
import { keySentences } from '@/lib/summary/key-sentences'
import { predictTopics } from '@/lib/topics/predict'
import { averagePrecision, type Grades, ndcg, ndcgFifth, phraseF1, recall, rouge, success } from './metrics'

interface Document {
  readonly id: string
  readonly title: string
  readonly abstract?: string | readonly string[]
  readonly references?: readonly string[]
  readonly keyphrases?: readonly string[]
}

interface Query {
  readonly id: string
  readonly text?: string
  readonly doc?: string
  readonly pool?: readonly string[]
  readonly fold?: string | number
  readonly kind?: string
}

export interface Scored {
  readonly set: string
  readonly task: 'search' | 'related' | 'summary' | 'topics'
  /** Values from 0 to 100. */
  readonly metrics: Record<string, number>
}

const DEPTH = 100

/** Scores the data set in `folder` with what the product shows; the task follows from its files. */
export function score(folder: string): Scored {
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
    return { set, task: 'related', metrics: relatedScores(documents, judged, grades) }
  return { set, task: 'search', metrics: searchScores(documents, judged, grades) }
}

function searchScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
) {
  const { index, papers, idOf } = corpusOf(documents)
  const scored = queries.map(query => {
    const text = query.text ?? ''
    const ranking = rerank(text, search(index, text, DEPTH).hits, papers).map(({ paper }) => idOf(paper.id))
    return { query, scores: rankingScores(ranking, grades.get(query.id) ?? new Map()) }
  })
  const metrics = mean(scored.map(({ scores }) => scores))
  for (const kind of new Set(queries.flatMap(query => query.kind ?? []))) {
    const ofKind = mean(scored.filter(({ query }) => query.kind === kind).map(({ scores }) => scores))
    for (const [name, value] of Object.entries(ofKind)) metrics[`${name}/${kind}`] = value
  }
  return metrics
}

function relatedScores(
  documents: readonly Document[],
  queries: readonly Query[],
  grades: Map<string, Grades>,
) {
  const { index, papers, idOf, keyOf } = corpusOf(documents)
  const scored = queries.map(query => {
    const doc = query.doc ?? query.id
    const paper = papers.get(keyOf(doc))
    const question = { title: paper?.title ?? '', text: paper?.abstract ?? '', topics: [] }
    const near = relatedPapers(index, question, new Set([keyOf(doc)]), documents.length).map(({ id }) =>
      idOf(id),
    )
    const right = new Map([...(grades.get(query.id) ?? [])].filter(([id]) => id !== doc))
    if (!query.pool) return { fold: query.fold, scores: rankingScores(near.slice(0, DEPTH), right) }
    const pool = query.pool.filter(id => id !== doc)
    const wanted = new Set(pool)
    // What shares nothing with the paper comes last, in the pool's order.
    const ranking = [...new Set([...near.filter(id => wanted.has(id)), ...pool])]
    const scores = {
      'ndcg%20': ndcgFifth(ranking, right, pool.length),
      map: averagePrecision(ranking, right, 2),
    }
    return { fold: query.fold, scores }
  })
  const folds = [...new Set(scored.map(({ fold }) => fold))]
  return average(
    folds.map(fold => mean(scored.filter(item => item.fold === fold).map(({ scores }) => scores))),
  )
}

function rankingScores(ranking: readonly string[], grades: Grades): Record<string, number> {
  return {
    'ndcg@10': ndcg(ranking, grades, 10),
    map: averagePrecision(ranking, grades),
    'recall@100': recall(ranking, grades, 100),
    'success@1': success(ranking, grades, 1),
    'success@10': success(ranking, grades, 10),
  }
}

function summaryScores(document: Document): Record<string, number> {
  const summary = keySentences(document.title, abstractOf(document))
  const all = (document.references ?? []).map(reference => rouge(summary, reference))
  return all.toSorted((a, b) => b['rouge-1'] - a['rouge-1'])[0] ?? {}
}

function topicScores(documents: readonly Document[]): Record<string, number>[] {
  const { index } = corpusOf(documents)
  const vocabulary = {
    papers: index.live,
    topicCount: (key: string) => index.keyFrequency(key),
    wordCount: (word: string) =>
      index.sameStem(word).reduce((sum, form) => sum + index.documentFrequency(form), 0),
  }
  return documents.map(document => {
    const text = { title: document.title, abstract: abstractOf(document) }
    const labels = predictTopics(text, vocabulary, 10).map(topic => topic.label)
    const right = document.keyphrases ?? []
    return { 'f1@5': phraseF1(labels, right, 5), 'f1@10': phraseF1(labels, right, 10) }
  })
}

/** The documents as the product would hold them: papers, and an index of one segment. */
function corpusOf(documents: readonly Document[]) {
  const keyOf = (id: string) => `openreview:${id}`
  const papers = new Map<string, Paper>(
    documents.map(document => {
      const abstract = abstractOf(document)
      const ids = [`openreview:${document.id}` as const]
      return [
        keyOf(document.id),
        paperOf({ ids, title: document.title, ...(abstract && { abstract }), seen: 1 }),
      ]
    }),
  )
  const segment = buildSegment([...papers.values()].map(indexDocumentOf))
  const index = new IndexReader([{ segment, dead: new Uint8Array(papers.size) }])
  return { index, papers, keyOf, idOf: (key: string) => key.slice(key.indexOf(':') + 1) }
}

function abstractOf({ abstract = '' }: Document): string {
  return typeof abstract === 'string' ? abstract : abstract.join(' ')
}

function readGrades(file: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [query = '', doc = '', grade] = line.split('\t')
    if (!Number.isFinite(Number(grade))) continue
    const ofQuery = grades.get(query) ?? new Map<string, number>()
    grades.set(query, ofQuery.set(doc, Number(grade)))
  }
  return grades
}

function rows<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as T)
}

/** Means of scores from 0 to 1, as values from 0 to 100 with two decimals. */
function mean(scores: readonly Record<string, number>[]): Record<string, number> {
  return average(
    scores.map(each => Object.fromEntries(Object.entries(each).map(([name, value]) => [name, 100 * value]))),
  )
}

function average(scores: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(scores[0] ?? {})
  return Object.fromEntries(
    names.map(name => {
      const sum = scores.reduce((total, each) => total + (each[name] ?? 0), 0)
      return [name, Math.round((100 * sum) / scores.length) / 100]
    }),
  )
}
