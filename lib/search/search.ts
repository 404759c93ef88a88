import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import { type Facets, facetsOf, topicCandidates } from './facets'
import type { IndexReader } from './index-reader'
import { type Matches, type MatchTools, match, orderOf, RERANKED, type SearchRequest } from './match'
import type { Query } from './query'
import { type Candidate, rerank } from './rerank'
import type { QueryWord } from './words'

/** What a search asks for outside the index. */
export interface SearchTools<P extends Paper> extends MatchTools {
  /** Stored papers by identifier. */
  readonly papers: (ids: readonly PaperId[]) => Promise<ReadonlyMap<string, P>>
}

export interface SearchResult<P extends Paper> {
  readonly query: Query
  readonly words: readonly QueryWord[]
  /** Best first, at most the limit asked for. */
  readonly papers: readonly P[]
  /** How many of them, the last ones, do not match and only mean something like the query. */
  readonly byMeaning: number
  /** Papers that match; where a phrase or a name is looked up in the papers themselves, those that do so far. */
  readonly total: number
  /** Whether there may be more than `total`. */
  readonly more: boolean
  readonly facets?: Facets
}

const CHECKED_AT_ONCE = 50

/**
 * Searches an index for what a reader typed (see `parseQuery`). Never fails on a query; one with nothing to search for
 * has no hits.
 */
export async function search<P extends Paper>(
  index: IndexReader,
  request: SearchRequest,
  tools: SearchTools<P>,
): Promise<SearchResult<P>> {
  const matches = await match(index, request, tools)
  const checked = await checkedPapers(matches, request.limit, tools)
  const ranked =
    orderOf(request, matches.words) === 'relevance'
      ? rerank(index, matches.query.text, matches.words, checked.found)
      : checked.found
  const matching = ranked.slice(0, request.limit).map(({ paper }) => paper)
  const near = await nearPapers(matches, request.limit - matching.length, tools)
  const papers = [...matching, ...near]
  const { query, words, documents, conditions } = matches
  const exact = conditions.checks.length === 0
  const result = {
    query,
    words: words.words,
    papers,
    byMeaning: near.length,
    total: exact ? documents.length : checked.found.length,
    more: checked.more,
  }
  if (!request.facets) return result
  const candidates = topicCandidates(matching, await tools.topics?.())
  const lists = await index.lists(candidates.keys())
  const counted = exact ? documents : checked.found.map(({ document }) => document)
  return { ...result, facets: facetsOf(index, lists, counted, candidates) }
}

/** The papers of the best matches, those left out that do not have the phrase or name asked for after all. */
async function checkedPapers<P extends Paper>(
  { best, conditions, documents }: Matches,
  limit: number,
  tools: SearchTools<P>,
): Promise<{ found: (Candidate & { paper: P })[]; more: boolean }> {
  const found: (Candidate & { paper: P })[] = []
  const wanted = conditions.checks.length > 0 ? Math.max(limit, RERANKED) : best.length
  let at = 0
  for (; at < best.length && found.length < wanted; at += CHECKED_AT_ONCE) {
    const some = best.slice(at, at + CHECKED_AT_ONCE)
    const papers = await tools.papers(some.map(({ id }) => id))
    for (const candidate of some) {
      const paper = papers.get(candidate.id)
      if (paper && conditions.checks.every(check => check(candidate.document, paper)))
        found.push({ ...candidate, paper })
    }
  }
  return { found, more: conditions.checks.length > 0 && at < documents.length }
}

async function nearPapers<P extends Paper>(
  { near }: Matches,
  limit: number,
  tools: SearchTools<P>,
): Promise<P[]> {
  const wanted = near.slice(0, Math.max(0, limit))
  if (wanted.length === 0) return []
  const papers = await tools.papers(wanted.map(({ id }) => id))
  return wanted.flatMap(({ id }) => papers.get(id) ?? [])
}
