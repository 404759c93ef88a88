/** Up to `wanted` places of `count`, evenly spread over all. */
export function spread(count: number, wanted: number): number[] {
  const taken = Math.min(count, wanted)
  return Array.from({ length: taken }, (_, n) => Math.floor((n * count) / taken))
}
