import type { IndexReader } from '../search/index-reader'
import { similarities } from '../search/term-vectors'
import type { GlossDatabase } from './database'
import { checkedVectors } from './segment-store'

/** Vectors of segments that a context has read, kept while it lives. They are read on the first question of meaning. */
export class VectorCache {
  readonly #vectors = new Map<number, Int8Array>()

  /**
   * How near each document of an index is in meaning to a text, given by its index terms: cosines by document number, 0
   * for a document without a vector. Null where the term vectors know none of the words.
   */
  async similarities(
    db: GlossDatabase,
    index: IndexReader,
    terms: readonly string[],
  ): Promise<Float32Array | null> {
    const query = (await db.termVectors())?.embedQuery(terms)
    if (!query) return null
    await this.#read(db, index)
    const out = new Float32Array(index.size)
    for (const { segment, base, ids } of index.parts) {
      const vectors = this.#vectors.get(segment)
      const count = ids.packed.length
      // Those of another table, or of none, until upkeep has built the segment anew.
      if (vectors?.length === count * query.length)
        similarities(vectors, query, out.subarray(base, base + count))
    }
    return out
  }

  async #read(db: GlossDatabase, index: IndexReader): Promise<void> {
    const wanted = new Set(index.parts.map(({ segment }) => segment))
    for (const segment of this.#vectors.keys()) if (!wanted.has(segment)) this.#vectors.delete(segment)
    const missing = [...wanted].filter(segment => !this.#vectors.has(segment))
    const rows = await db.vectors.bulkGet(missing)
    for (const [i, segment] of missing.entries()) this.#vectors.set(segment, checkedVectors(segment, rows[i]))
  }
}
