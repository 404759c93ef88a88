import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Random } from './random'

/** Shorter names are often of several people. */
const LEAST_NAME = 12
/** Names of more papers than this are mostly of several people, too. */
const MOST_PAPERS = 30
/** Names on so many papers may stand for readers where the order for a reader is scored. */
const [LEAST_READ, MOST_READ] = [8, 20]
/** One of so many of those that do not is held back for scoring the training. */
const HELD_OF = 10

/** Papers by the names on them. */
export interface Authors {
  /** The papers of each name that is trained on, by their numbers: at least two. */
  readonly papers: readonly (readonly number[])[]
  /** The same of the names held back. */
  readonly held: readonly (readonly number[])[]
}

/**
 * Reads who wrote the papers numbered `first` and above of a gzipped JSON-lines file. The order for a reader is scored
 * with the names on 8 to 20 dated papers: no paper with such a name on it is in any list, and none of a held-back name
 * is trained on, whoever else wrote it.
 */
export function readAuthors(file: string, first: number, random: Random): Authors {
  const byName = new Map<string, number[]>()
  const dated = new Map<string, number>()
  const names: (readonly string[])[] = []
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
    const { authors = [], published } = JSON.parse(line) as { authors?: string[]; published?: string }
    const long = [...new Set(authors)].filter(name => name.length >= LEAST_NAME)
    if (published) for (const name of long) dated.set(name, (dated.get(name) ?? 0) + 1)
    names.push(long)
  }
  const scored = new Set([...dated].filter(([, count]) => mayStandForReader(count)).map(([name]) => name))
  for (const [paper, own] of names.entries()) {
    if (paper < first || own.some(name => scored.has(name))) continue
    for (const name of own) byName.set(name, [...(byName.get(name) ?? []), paper])
  }
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, papers]) => papers)
  const held = sorted.filter(papers => mayStandForReader(papers.length) && random.below(HELD_OF) === 0)
  const heldPapers = new Set(held.flat())
  const papers = sorted
    .map(own => own.filter(paper => !heldPapers.has(paper)))
    .filter(own => own.length >= 2 && own.length <= MOST_PAPERS)
  return { papers, held }
}

function mayStandForReader(papers: number): boolean {
  return papers >= LEAST_READ && papers <= MOST_READ
}

/** Pairs of papers with a name in common. */
export class AuthorPairs {
  readonly #random: Random
  /** The lists that each paper stands in, and all papers of these. */
  readonly #lists = new Map<number, (readonly number[])[]>()
  readonly #related = new Map<number, Set<number>>()
  readonly #papers: readonly number[]

  constructor(lists: Authors['papers'], random: Random) {
    this.#random = random
    for (const list of lists)
      for (const paper of list) {
        this.#lists.set(paper, [...(this.#lists.get(paper) ?? []), list])
        const related = this.#related.get(paper) ?? new Set()
        for (const other of list) related.add(other)
        this.#related.set(paper, related)
      }
    this.#papers = [...this.#lists.keys()]
  }

  /**
   * Any paper, and another with a name in common. The paper is drawn first, each as likely as any other, then one of
   * its names: who wrote much does not stand for all.
   */
  draw(): readonly [number, number] {
    const paper = this.#papers[this.#random.below(this.#papers.length)] ?? 0
    const lists = this.#lists.get(paper) ?? []
    const list = lists[this.#random.below(lists.length)] ?? []
    let other = paper
    while (other === paper) other = list[this.#random.below(list.length)] ?? 0
    return [paper, other]
  }

  /** Whether two papers have a name in common. */
  areRelated(paper: number, other: number): boolean {
    return this.#related.get(paper)?.has(other) ?? false
  }
}
