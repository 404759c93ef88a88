/** The fields of a paper that are searched. */
export const FIELDS = ['title', 'topics', 'summary', 'authors', 'abstract'] as const
export type Field = (typeof FIELDS)[number]

/** Where each field's count lies in a packed number, and the most it can say. The commonest are the lowest. */
const LAYOUT: Record<Field, { readonly shift: number; readonly most: number }> = {
  abstract: { shift: 0, most: 7 },
  title: { shift: 3, most: 3 },
  summary: { shift: 5, most: 3 },
  topics: { shift: 7, most: 1 },
  authors: { shift: 8, most: 1 },
}

/** Packed field counts are below this. */
export const PACKED_FIELDS = 512
/** The packed counts of a word that stands once in the abstract and nowhere else: most of all postings. */
export const ONCE_IN_ABSTRACT = 1

/** By number of a field in `FIELDS`: what one more occurrence adds to packed counts, and the bits of its count, all set. */
export const COUNT_STEPS = FIELDS.map(field => 1 << LAYOUT[field].shift)
export const COUNT_TOPS = FIELDS.map(field => LAYOUT[field].most << LAYOUT[field].shift)

/** How often a word stands in a field, from its packed counts. */
export function countIn(packed: number, field: Field): number {
  const { shift, most } = LAYOUT[field]
  return (packed >> shift) & most
}

/** A table of packed counts → the sum of the counts, each times its field's weight; looked up instead of computed. */
export function weightedCounts(weights: Partial<Record<Field, number>>): Float32Array {
  return Float32Array.from({ length: PACKED_FIELDS }, (_, packed) =>
    FIELDS.reduce((sum, field) => sum + (weights[field] ?? 0) * countIn(packed, field), 0),
  )
}

/** Number of words of a text on a log scale of one byte; within 2.2 %, exact to 31. */
export function packLength(length: number): number {
  if (length < EXACT_LENGTHS) return length
  return Math.min(255, EXACT_LENGTHS + Math.round(LENGTH_STEPS * Math.log2(length / EXACT_LENGTHS)))
}

/** Words from a packed length. */
export function unpackLength(packed: number): number {
  return LENGTHS[packed] ?? 0
}

const EXACT_LENGTHS = 32
const LENGTH_STEPS = 16
const LENGTHS = Float32Array.from({ length: 256 }, (_, packed) =>
  packed < EXACT_LENGTHS ? packed : EXACT_LENGTHS * 2 ** ((packed - EXACT_LENGTHS) / LENGTH_STEPS),
)
