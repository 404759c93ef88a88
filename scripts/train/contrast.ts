/** Cosines are divided by this before the softmax. */
export const TEMPERATURE = 0.05

/**
 * Turns the cosines of `n` questions (rows) and answers (columns) into the gradient of the loss by the cosines over the
 * temperature, in place; gives the mean loss of a question. Question `i` belongs to answer `i`. Other answers that are
 * not wrong for it (`alsoRight`) are left out.
 */
export function softmaxGradient(
  scores: Float32Array,
  n: number,
  alsoRight: (question: number, answer: number) => boolean,
): number {
  const byRow = new Float64Array(n)
  const byColumn = new Float64Array(n)
  const powers = new Float32Array(n * n)
  let loss = 0
  // Cosines are at most one, so the powers need no further care to stay in range.
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i !== j && alsoRight(i, j)) continue
      const power = Math.exp(((scores[i * n + j] ?? 0) - 1) / TEMPERATURE)
      powers[i * n + j] = power
      byRow[i] = (byRow[i] ?? 0) + power
      byColumn[j] = (byColumn[j] ?? 0) + power
    }
  for (let i = 0; i < n; i++) {
    loss += Math.log(byRow[i] ?? 1) - ((scores[i * n + i] ?? 0) - 1) / TEMPERATURE
    const row = 1 / (byRow[i] ?? 1)
    for (let j = 0; j < n; j++)
      scores[i * n + j] = (powers[i * n + j] ?? 0) * (row + 1 / (byColumn[j] ?? 1)) - (i === j ? 2 : 0)
  }
  return loss / n
}
