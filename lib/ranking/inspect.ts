import type { Signal } from './reader'
import type { Row } from './row'

/** A word or pair of words with how much it weighs; below zero where it speaks against a paper. */
export interface Telling {
  readonly label: string
  readonly weight: number
}

/** A signal whose words can be named. */
export interface NamedSignal extends Signal {
  readonly labels: ReadonlyMap<number, string>
}

const SIGN = { saved: 1, read: 0.5, skipped: -0.5 }
/** What only one paper holds says more of the paper than of the reader. */
const LEAST_PAPERS = 2

/** The words and pairs that weigh most in the reader's order, the heaviest first: of what was chosen, or of what was not. */
export function tellingWords(
  signals: readonly NamedSignal[],
  side: 'for' | 'against',
  limit: number,
): Telling[] {
  const found = new Map<number, { label: string; weight: number; papers: number }>()
  for (const { kind, row, labels } of signals)
    for (const [i, feature] of row.features.entries()) {
      const known = found.get(feature)
      found.set(feature, {
        label: known?.label ?? labels.get(feature) ?? '',
        weight: (known?.weight ?? 0) + SIGN[kind] * (row.weights[i] ?? 0),
        papers: (known?.papers ?? 0) + 1,
      })
    }
  const sign = side === 'for' ? 1 : -1
  const telling = [...found.values()]
    .filter(({ label, weight, papers }) => label && sign * weight > 0 && papers >= LEAST_PAPERS)
    .sort((a, b) => sign * (b.weight - a.weight) || (a.label < b.label ? -1 : 1))
  return withoutRepeats(telling, limit)
}

/** What a paper and another have in common, the most telling first. */
export function sharedWords(a: Row, b: Row, labels: ReadonlyMap<number, string>, limit: number): string[] {
  const theirs = new Map<number, number>()
  for (const [i, feature] of b.features.entries()) theirs.set(feature, b.weights[i] ?? 0)
  const shared = [...a.features].flatMap((feature, i) => {
    const weight = (a.weights[i] ?? 0) * (theirs.get(feature) ?? 0)
    const label = labels.get(feature)
    return label && weight > 0 ? [{ label, weight }] : []
  })
  shared.sort((x, y) => y.weight - x.weight || (x.label < y.label ? -1 : 1))
  return withoutRepeats(shared, limit).map(({ label }) => label)
}

/** The first few that have no word in common: "video" beside "video generation" says nothing more. */
function withoutRepeats<T extends { readonly label: string }>(ranked: readonly T[], limit: number): T[] {
  const kept: T[] = []
  const used = new Set<string>()
  for (const item of ranked) {
    if (kept.length >= limit) break
    const words = item.label.split(' ')
    if (words.some(word => used.has(word))) continue
    for (const word of words) used.add(word)
    kept.push(item)
  }
  return kept
}
