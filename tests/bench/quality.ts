import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { indexDocumentOf } from '@/lib/corpus/index-document'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { openRelated, relatedPapers } from '@/lib/related/related'
import { search } from '@/lib/search/search'
import { buildSegment, TOPIC_MARK } from '@/lib/search/segment'
import { parseTermVectors, similarities } from '@/lib/search/term-vectors'
import { keySentences } from '@/lib/summary/key-sentences'
import { predictTopics } from '@/lib/topics/predict'
import { readerOver } from '../search/corpus'
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

/** The table that ships with Gloss. */
const vectors = parseTermVectors(
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../public/term-vectors.bin'))),
)

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

async function searchScores(
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

async function relatedScores(
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
    topicCount: (key: string) => index.documentFrequency(TOPIC_MARK + key),
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
  const indexed = [...papers.values()].map(paper => indexDocumentOf(paper, vectors))
  const segment = buildSegment(indexed, vectors.dimensions)
  const index = readerOver([segment])
  const tools = {
    papers: async () => papers,
    states: async () => new Map(),
    storedAs: async () => [],
    today: '2026-01-01',
    likeness: async (terms: readonly string[]) => {
      const query = vectors.embedQuery(terms)
      const out = new Float32Array(index.size)
      if (query) similarities(segment.vectors, query, out)
      return query && out
    },
  }
  return { index, papers, tools, keyOf, idOf: (key: string) => key.slice(key.indexOf(':') + 1) }
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
