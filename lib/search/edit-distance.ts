/**
 * Whether `b` is at most `edits` insertions, deletions, substitutions or swaps of neighbours from `a` (optimal string
 * alignment; Damerau, 1964). Meant for one or two edits: it follows every way to spend them, and stops at the first.
 */
export function isWithin(a: string, b: string, edits: number): boolean {
  return Math.abs(a.length - b.length) <= edits && agree(a, 0, b, 0, edits)
}

/** Whether the rests of two words, from `i` and `j` on, are within so many edits. */
function agree(a: string, i: number, b: string, j: number, edits: number): boolean {
  let [m, n] = [i, j]
  while (m < a.length && n < b.length && a.charCodeAt(m) === b.charCodeAt(n)) {
    m++
    n++
  }
  const [restOfA, restOfB] = [a.length - m, b.length - n]
  if (restOfA === 0 || restOfB === 0) return restOfA + restOfB <= edits
  if (edits === 0 || Math.abs(restOfA - restOfB) > edits) return false
  if (agree(a, m + 1, b, n + 1, edits - 1)) return true
  if (agree(a, m + 1, b, n, edits - 1) || agree(a, m, b, n + 1, edits - 1)) return true
  const swapped = a.charCodeAt(m) === b.charCodeAt(n + 1) && a.charCodeAt(m + 1) === b.charCodeAt(n)
  return swapped && restOfA > 1 && restOfB > 1 && agree(a, m + 2, b, n + 2, edits - 1)
}
