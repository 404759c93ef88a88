const SLOTS = 2 ** 18
/** At most half full, so that a search ends soon. */
const MAX_WORDS = SLOTS / 2

/**
 * Words by their letters: a word that occurs again comes as the very string it came as before. Finding one costs no new
 * string, and a string that was looked up once is looked up fast in every map. Forgets all when it is full.
 */
export class WordTable {
  readonly #slots = new Int32Array(SLOTS)
  #words: string[] = []

  /** The part of `text` from `from` to `to`, which is ASCII. */
  word(text: string, from: number, to: number): string {
    // FNV-1a (Fowler, Noll and Vo), its high bits mixed into the low ones that choose the slot.
    let hash = 0x811c9dc5
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    for (;;) {
      const number = this.#slots[slot] ?? 0
      if (number === 0) return this.#add(text.slice(from, to), slot)
      const word = this.#words[number - 1] ?? ''
      if (isAt(word, text, from, to)) return word
      slot = (slot + 1) & (SLOTS - 1)
    }
  }

  #add(word: string, slot: number): string {
    if (this.#words.length === MAX_WORDS) {
      this.#words = []
      this.#slots.fill(0)
    }
    this.#slots[slot] = this.#words.push(word)
    return word
  }
}

function isAt(word: string, text: string, from: number, to: number): boolean {
  if (word.length !== to - from) return false
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(from + i)) return false
  return true
}
