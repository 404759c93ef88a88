/** Numbers that look random and are the same for the same seed (splitmix32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** A number from 0 to 1, one left out. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0
    let z = this.#state ^ (this.#state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to `limit`, the limit left out. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** About normal, mean zero and variance one: the sum of twelve even numbers. Needs no logarithm, so it is exact. */
  normal(): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.next()
    return sum
  }

  /** Puts `list` in random order, in place (Fisher and Yates). */
  shuffle(list: Int32Array): void {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const swapped = list[i] ?? 0
      list[i] = list[j] ?? 0
      list[j] = swapped
    }
  }
}
