import type { Suits } from './reader'

/** A paper of a list with its place in the reader's order. */
export interface Placed extends Suits {
  /** Its place in the list that was ordered. */
  readonly item: number
  /** Set where it stands here not for its score but to show something else. */
  readonly explores: boolean
}

/** Of so many places one is for something else. */
const EXPLORED_OF = 10
/** Which of them, from 0: on the first screen, and not among the first that are looked at. */
const EXPLORED_PLACE = 5
/** The something else is one of so large a share of the rest, the least like anything that the reader chose. */
const EXPLORED_SHARE = 1 / 3

/**
 * The items of a list, the best suited first; of equals the one that stood before the other. One of ten places goes to
 * a paper from further down that is like little of what the reader chose or skipped, so that the list does not close in on itself.
 * Which one is drawn by `seed`, such as the day: for the same list and seed always the same.
 */
export function orderFor(suits: readonly Suits[], seed: string): Placed[] {
  const order = suits
    .map((suit, item): Placed => ({ ...suit, item, explores: false }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
  const draw = drawFrom(seed)
  for (let first = 0; first + EXPLORED_OF <= order.length; first += EXPLORED_OF) {
    const rest = order.slice(first + EXPLORED_OF).filter(({ avoided }) => !avoided)
    const strangest = rest.slice(rest.length - Math.ceil(rest.length * EXPLORED_SHARE))
    const drawn = strangest[Math.floor(draw() * strangest.length)]
    if (!drawn) break
    order.splice(order.indexOf(drawn), 1)
    const { because: _, ...other } = drawn
    order.splice(first + EXPLORED_PLACE, 0, { ...other, explores: true })
  }
  return order
}

/** Numbers from 0 to 1 that follow from a text (FNV-1a, then splitmix32). */
function drawFrom(seed: string): () => number {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = Math.imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32
  }
}
