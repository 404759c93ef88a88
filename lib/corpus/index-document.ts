import { dateOf, type Paper, topicLabels, upvotesOf } from '../papers/paper'
import { ANALYSIS_VERSION, termsOf } from '../search/analysis'
import type { DocumentFacts } from '../search/facts'
import { DIGEST_MARK, type IndexDocument, TOPIC_MARK } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import { topicKey } from '../search/topic-key'

const NO_TABLE = 'none'

/** What a segment was built with: of another version it is built anew. */
export function indexVersion(vectors: TermVectors | null): string {
  return `${ANALYSIS_VERSION}.${vectors?.version ?? NO_TABLE}`
}

/**
 * Whether a segment of one version is to be built anew for another. Vectors are not thrown away for none: the table may
 * only have been unreadable for once.
 */
export function isOutdated(version: string, current: string): boolean {
  const [analysis, table] = version.split('.')
  const [currentAnalysis, currentTable] = current.split('.')
  return analysis !== currentAnalysis || (table !== currentTable && currentTable !== NO_TABLE)
}

/** The texts of a paper that the index is made of, by field. */
function indexedTexts(paper: Paper) {
  return {
    title: paper.title,
    topics: topicLabels(paper).join('\n'),
    summary: paper.summaries.map(summary => summary.text).join('\n'),
    authors: (paper.authors ?? []).join('\n'),
    abstract: paper.abstract ?? '',
  }
}

/** Documents that were made ahead of their papers' storing, with the table of vectors that they were made with. */
const prepared = new WeakMap<
  Paper,
  { readonly document: IndexDocument; readonly vectors: TermVectors | null }
>()
/** Papers after which other work gets its turn: about 20 ms. */
const PAPERS_A_TURN = 100

/**
 * Makes the index documents of papers that are about to be stored. What takes the processor is so done while the
 * database writes the batch before; a paper that then turns out to be known is made anew.
 */
export async function prepareDocuments(papers: readonly Paper[], vectors: TermVectors | null): Promise<void> {
  for (const [n, paper] of papers.entries()) {
    if (n % PAPERS_A_TURN === 0) await new Promise(resolve => setTimeout(resolve))
    prepared.set(paper, { document: makeDocument(paper, vectors), vectors })
  }
}

/** What the search index holds of a paper; `vectors` gives it a meaning. */
export function indexDocumentOf(paper: Paper, vectors: TermVectors | null = null): IndexDocument {
  const made = prepared.get(paper)
  return made?.vectors === vectors ? made.document : makeDocument(paper, vectors)
}

function makeDocument(paper: Paper, vectors: TermVectors | null): IndexDocument {
  const texts = indexedTexts(paper)
  const [title, summary, abstract] = [termsOf(texts.title), termsOf(texts.summary), termsOf(texts.abstract)]
  const topics = [...topicLabels(paper), ...(paper.categories ?? [])].map(topicKey).filter(Boolean)
  return {
    id: paper.id,
    terms: { title, topics: termsOf(texts.topics), summary, authors: termsOf(texts.authors), abstract },
    keys: [
      ...[...new Set(topics)].map(key => TOPIC_MARK + key),
      ...digestsOf(paper).map(digest => DIGEST_MARK + digest.toLowerCase()),
    ],
    facts: factsOf(paper),
    vector: vectors?.embedDocument(title, abstract.length > 0 ? abstract : summary) ?? null,
  }
}

/** What filters and orders ask of a paper. */
export function factsOf(paper: Paper): DocumentFacts {
  return {
    date: dateOf(paper),
    upvotes: upvotesOf(paper),
    code: paper.code !== undefined,
    project: paper.project !== undefined,
    summary: paper.summaries.length > 0,
  }
}

/** Whether a change of a paper changes what the index holds of it besides its facts: new upvotes do not. */
export function indexedDifferently(before: Paper | undefined, after: Paper): boolean {
  if (before?.id !== after.id) return true
  const content = (paper: Paper) => JSON.stringify([indexedTexts(paper), paper.categories, digestsOf(paper)])
  return content(before) !== content(after)
}

/** Digests that have said something of a paper. */
function digestsOf(paper: Paper): string[] {
  const said = [...paper.listings, ...paper.summaries, ...paper.topicLists]
  return [...new Set(said.map(({ digest }) => digest))].sort()
}
