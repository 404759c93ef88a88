import { stem } from '@/lib/search/analysis'
import { fuse } from '@/lib/search/meaning'
import { parseTermVectors, similarities } from '@/lib/search/term-vectors'

/** BM25's saturation and length normalisation (Robertson and Zaragoza, 2009). */
const [K1, B] = [1.2, 0.75]

/**
 * Lines that say how well the title of each paper finds its abstract among all of them: by the table alone, by the words
 * alone (BM25 over stems), and by both. `papers` are terms: the title, then each sentence.
 */
export function heldOutScores(
  table: Uint8Array<ArrayBuffer>,
  papers: readonly (readonly (readonly string[])[])[],
): string[] {
  const vectors = parseTermVectors(table)
  const titles = papers.map(([title = []]) => title)
  const bodies = papers.map(([, ...sentences]) => sentences.flat())
  const documents = new Int8Array(papers.length * vectors.dimensions)
  for (const [i, body] of bodies.entries())
    documents.set(vectors.embedDocument([], body) ?? [], i * vectors.dimensions)
  const lexicalScores = bm25(bodies)
  const ranks = titles.map((title, own) => {
    const near = new Float32Array(papers.length)
    const query = vectors.embedQuery(title)
    if (query) similarities(documents, query, near)
    const lexical = lexicalScores(title)
    return [near, lexical, fuse(lexical, near, title.length)].map(scores => rankOf(scores, own))
  })
  return ['vectors', 'words', 'both'].map((name, i) => {
    const ofKind = ranks.map(each => each[i] ?? Infinity)
    const mrr = ofKind.reduce((sum, rank) => sum + 1 / rank, 0) / ofKind.length
    const recall = ofKind.filter(rank => rank <= 10).length / ofKind.length
    return `held-out titles by ${name}: MRR ${mrr.toFixed(4)}, recall@10 ${recall.toFixed(4)}`
  })
}

/** Scores all of `bodies` for the terms of a query. */
function bm25(bodies: readonly (readonly string[])[]): (query: readonly string[]) => Float32Array {
  const average = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length
  const postings = new Map<string, Map<number, number>>()
  for (const [i, body] of bodies.entries())
    for (const root of body.map(stem)) {
      const list = postings.get(root) ?? new Map<number, number>()
      postings.set(root, list.set(i, (list.get(i) ?? 0) + 1))
    }
  return query => {
    const scores = new Float32Array(bodies.length)
    for (const root of query.map(stem)) {
      const list = postings.get(root) ?? new Map<number, number>()
      const rarity = Math.log(1 + (bodies.length - list.size + 0.5) / (list.size + 0.5))
      for (const [i, count] of list) {
        const length = 1 - B + (B * (bodies[i]?.length ?? 0)) / average
        scores[i] = (scores[i] ?? 0) + (rarity * count * (K1 + 1)) / (count + K1 * length)
      }
    }
    return scores
  }
}

function rankOf(scores: Float32Array, own: number): number {
  const score = scores[own] ?? 0
  return 1 + scores.reduce((better, other, i) => better + (i !== own && other >= score ? 1 : 0), 0)
}
