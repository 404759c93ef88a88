/** How a measure is spread over its repeats. */
export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly max: number
  readonly count: number
}

/** Percentiles by nearest rank. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { p50: at(0.5), p95: at(0.95), max: at(1), count: sorted.length }
}

/** To hundredths. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
