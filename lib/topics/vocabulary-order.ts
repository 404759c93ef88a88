import { push } from './vocabulary-statistics'

/** A topic as the order of broader and narrower ones needs it. */
export interface Placed {
  /** The words of its key. */
  readonly words: string
  readonly papers: number
  /** Whether it is the name of something, such as a benchmark: what such papers share is no broader topic. */
  readonly name: boolean
}

/** Papers that two topics share before one can be said to be part of the other. */
const MIN_TOGETHER = 5
/** The share of a topic's papers that have the broader one too (Sanderson and Croft, 1999). */
const MIN_SUBSUMED = 0.8
const MAX_SUBSUMING = 2
/** Papers after which other work gets its turn. */
const PAPERS_A_TURN = 1000

/**
 * The broader topics of each, by their places in the list: the longest one that its words end with ("offline
 * reinforcement learning" is "reinforcement learning"), and those that nearly all of its papers have too. A broader topic
 * always has more papers, so that none is broader than itself. `together` gives the topics of each paper.
 */
export function* broaderTopics(
  topics: readonly Placed[],
  together: readonly (readonly number[])[],
): Generator<void, (readonly number[])[]> {
  const byWords = new Map(topics.map(({ words }, i) => [words, i]))
  const subsuming = yield* subsumingTopics(topics, together)
  yield
  return topics.map(({ words, papers }, i) => {
    const broader = new Set<number>()
    const parts = words.split(' ')
    for (let start = 1; start < parts.length && broader.size === 0; start++) {
      const head = byWords.get(parts.slice(start).join(' '))
      if (head !== undefined && (topics[head]?.papers ?? 0) > papers) broader.add(head)
    }
    for (const other of subsuming.get(i) ?? []) broader.add(other)
    return [...broader]
  })
}

function* subsumingTopics(
  topics: readonly Placed[],
  together: readonly (readonly number[])[],
): Generator<void, Map<number, number[]>> {
  const pairs = new Map<number, number>()
  for (const [n, some] of together.entries()) {
    if (n % PAPERS_A_TURN === 0) yield
    for (const narrow of some) {
      if (topics[narrow]?.name) continue
      for (const broad of some) {
        const [few, many] = [topics[narrow]?.papers ?? 0, topics[broad]?.papers ?? 0]
        if (few < MIN_TOGETHER || many <= few) continue
        const pair = narrow * topics.length + broad
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
      }
    }
  }
  yield
  const subsuming = new Map<number, number[]>()
  for (const [pair, papers] of pairs) {
    const narrow = Math.floor(pair / topics.length)
    const few = topics[narrow]?.papers ?? 0
    if (papers >= MIN_TOGETHER && papers >= MIN_SUBSUMED * few) push(subsuming, narrow, pair % topics.length)
  }
  // The narrowest of those that are broader says most.
  const byPapers = (a: number, b: number) => (topics[a]?.papers ?? 0) - (topics[b]?.papers ?? 0) || a - b
  for (const [narrow, broad] of subsuming) subsuming.set(narrow, broad.sort(byPapers).slice(0, MAX_SUBSUMING))
  return subsuming
}
