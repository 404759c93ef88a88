import { stem } from './analysis'
import { finder, hashOfPair, hashOfWord } from './feature-hash'

/** The version of the file's format. */
const VERSION = 1
/** "GLTV" as the file begins with it, read as a little-endian number. */
const MAGIC = 0x56544c47
/** Length of the file's head: eight unsigned numbers of four bytes (see `parseTermVectors`). */
const HEAD_BYTES = 32
/**
 * A vector of length one is stored times this, rounded, as signed bytes. Components past a half are cut there; in
 * these dimensions they hardly occur.
 */
export const VECTOR_SCALE = 254

/** A word of the title counts as often as this. */
export const TITLE_COUNT = 3
/** Only the heaviest features of a long text are added up; the rest hardly move its vector. */
const MAX_FEATURES = 48
const MAX_CACHED_TERMS = 1 << 16
const MAX_COUNT = 255

/** How much a feature that a text holds so often counts: 1 + ln(count). */
export const COUNT_WEIGHT = Float64Array.from({ length: MAX_COUNT + 1 }, (_, count) =>
  count === 0 ? 0 : 1 + Math.log(count),
)

/** A trained table of term vectors, which turns texts into vectors that are near where the texts mean alike. */
export interface TermVectors {
  /** Names the content of the table; only vectors of the same one can be compared. */
  readonly version: string
  readonly dimensions: number
  /** Words and pairs of words in the table. */
  readonly features: number
  /**
   * The vector of a paper, `dimensions` bytes, from its index terms in order (as `termsOf` gives them); `body` is
   * all that is said below the title. Null where the table knows none of the words. Of a long text only the heaviest
   * `most` features count: fewer for what is searched for in a few words, all where texts are compared with each other.
   */
  embedDocument(
    title: readonly string[],
    body: readonly string[],
    most?: number,
  ): Int8Array<ArrayBuffer> | null
  /** The vector of what a reader asks, from its terms in order; null where the table knows none of them. */
  embedQuery(terms: readonly string[]): Int8Array<ArrayBuffer> | null
}

/**
 * Reads a table of term vectors. The file is little-endian: the head (magic, version, dimensions, features, length of
 * the file in bytes, checksum, two zeros); the 32-bit hash of each feature; the size of one step of each row, as
 * 32-bit floats; and a row of signed bytes for each feature. Throws an error that says what is wrong with a file that
 * is damaged or of another version.
 */
export function parseTermVectors(file: Uint8Array | ArrayBuffer): TermVectors {
  const bytes = alignedBytes(file)
  if (bytes.length < HEAD_BYTES) throw damaged('it is too short to have a head')
  const head = new Uint32Array(bytes.buffer, bytes.byteOffset, HEAD_BYTES / 4)
  const [magic, version, dimensions = 0, features = 0, length, checksum] = head
  if (magic !== MAGIC) throw damaged('it does not begin as one')
  if (version !== VERSION) throw damaged(`its version is ${version}, not ${VERSION}`)
  if (dimensions === 0 || dimensions % 4 !== 0)
    throw damaged(`${dimensions} dimensions are not a multiple of four`)
  const expected = HEAD_BYTES + features * (8 + dimensions)
  if (bytes.length !== expected || length !== expected)
    throw damaged(`it has ${bytes.length} bytes where its head promises ${expected}`)
  if (checksum !== checksumOf(bytes)) throw damaged('its checksum is wrong')
  const hashes = new Int32Array(bytes.buffer, bytes.byteOffset + HEAD_BYTES, features)
  const steps = new Float32Array(bytes.buffer, hashes.byteOffset + 4 * features, features)
  const rows = new Int8Array(bytes.buffer, steps.byteOffset + 4 * features, features * dimensions)
  return tableOf(checksum.toString(36), dimensions, hashes, steps, rows)
}

/** The bytes of a file (see `parseTermVectors`) of features by their hashes, and for each a row of `dimensions` values. */
export function encodeTermVectors(hashes: Int32Array, rows: Float32Array): Uint8Array<ArrayBuffer> {
  const features = hashes.length
  const dimensions = rows.length / features
  const bytes = new Uint8Array(HEAD_BYTES + features * (8 + dimensions))
  new Int32Array(bytes.buffer, HEAD_BYTES, features).set(hashes)
  const steps = new Float32Array(bytes.buffer, HEAD_BYTES + 4 * features, features)
  const table = new Int8Array(bytes.buffer, HEAD_BYTES + 8 * features)
  for (let f = 0; f < features; f++) {
    const row = rows.subarray(f * dimensions, (f + 1) * dimensions)
    const step = row.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127
    steps[f] = step
    for (const [k, value] of row.entries()) table[f * dimensions + k] = Math.round(value / step)
  }
  const head = new Uint32Array(bytes.buffer, 0, HEAD_BYTES / 4)
  head.set([MAGIC, VERSION, dimensions, features, bytes.length, checksumOf(bytes)])
  return bytes
}

/** The checksum of a file's bytes after its head: FNV-1a over numbers of four bytes. */
function checksumOf(bytes: Uint8Array): number {
  const words = new Uint32Array(
    bytes.buffer,
    bytes.byteOffset + HEAD_BYTES,
    (bytes.length - HEAD_BYTES) >>> 2,
  )
  let hash = 0x811c9dc5
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x01000193)
  return hash >>> 0
}

/**
 * How like `query` each vector is, into `out`: the cosine, within what bytes can tell. `vectors` holds them one after
 * the other, each of `query.length` bytes; as many are read as `out` is long.
 */
export function similarities(vectors: Int8Array, query: Int8Array, out: Float32Array): void {
  const dimensions = query.length
  const unit = 1 / (VECTOR_SCALE * VECTOR_SCALE)
  let at = 0
  for (let i = 0; i < out.length; i++) {
    // Four sums that do not wait for each other; half the time of one.
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let k = 0; k < dimensions; k += 4) {
      a += (vectors[at + k] ?? 0) * (query[k] ?? 0)
      b += (vectors[at + k + 1] ?? 0) * (query[k + 1] ?? 0)
      c += (vectors[at + k + 2] ?? 0) * (query[k + 2] ?? 0)
      d += (vectors[at + k + 3] ?? 0) * (query[k + 3] ?? 0)
    }
    at += dimensions
    out[i] = (a + b + c + d) * unit
  }
}

/** The cosine of a vector, `at` bytes into `vectors`, with `query`. */
export function similarity(vectors: Int8Array, at: number, query: Int8Array): number {
  let sum = 0
  for (let k = 0; k < query.length; k++) sum += (vectors[at + k] ?? 0) * (query[k] ?? 0)
  return sum / (VECTOR_SCALE * VECTOR_SCALE)
}

function tableOf(
  version: string,
  dimensions: number,
  hashes: Int32Array,
  steps: Float32Array,
  rows: Int8Array,
): TermVectors {
  const find = finder(hashes)
  // Each surface form is stemmed, hashed and looked up once; the number of a form leads to both.
  const forms = new Map<string, number>()
  const formHash = new Int32Array(MAX_CACHED_TERMS)
  const formRow = new Int32Array(MAX_CACHED_TERMS)
  const counts = new Uint8Array(hashes.length)
  const found = new Int32Array(hashes.length)
  const weights = new Float64Array(hashes.length)
  const sum = new Float64Array(dimensions)

  function formOf(term: string): number {
    const known = forms.get(term)
    if (known !== undefined) return known
    if (forms.size >= MAX_CACHED_TERMS) forms.clear()
    const form = forms.size
    formHash[form] = hashOfWord(stem(term))
    formRow[form] = find(formHash[form] ?? 0)
    forms.set(term, form)
    return form
  }

  /** Counts the features of one field after the `n` found before; gives how many there are now. */
  function count(terms: readonly string[], times: number, n: number): number {
    let previous = 0
    for (let i = 0; i < terms.length; i++) {
      const form = formOf(terms[i] ?? '')
      const hash = formHash[form] ?? 0
      const row = formRow[form] ?? -1
      if (row >= 0) n = add(row, times, n)
      const pair = i > 0 ? find(hashOfPair(previous, hash)) : -1
      if (pair >= 0) n = add(pair, times, n)
      previous = hash
    }
    return n
  }

  function add(row: number, times: number, n: number): number {
    const before = counts[row] ?? 0
    counts[row] = Math.min(MAX_COUNT, before + times)
    if (before > 0) return n
    found[n] = row
    return n + 1
  }

  function vectorOf(n: number, most = MAX_FEATURES): Int8Array<ArrayBuffer> | null {
    for (let i = 0; i < n; i++) {
      const row = found[i] ?? 0
      weights[i] = (COUNT_WEIGHT[counts[row] ?? 0] ?? 0) * (steps[row] ?? 0)
      counts[row] = 0
    }
    const least = n > most ? (weights.slice(0, n).sort()[n - most] ?? 0) : 0
    sum.fill(0)
    for (let i = 0; i < n; i++) {
      const weight = weights[i] ?? 0
      if (weight < least) continue
      const start = (found[i] ?? 0) * dimensions
      for (let k = 0; k < dimensions; k++) sum[k] = (sum[k] ?? 0) + weight * (rows[start + k] ?? 0)
    }
    return quantized(sum)
  }

  return {
    version,
    dimensions,
    features: hashes.length,
    embedDocument: (title, body, most) => vectorOf(count(body, 1, count(title, TITLE_COUNT, 0)), most),
    embedQuery: terms => vectorOf(count(terms, 1, 0)),
  }
}

/** `vector` scaled to length one, as bytes; null where it has no length. */
function quantized(vector: Float64Array): Int8Array<ArrayBuffer> | null {
  let squares = 0
  for (let k = 0; k < vector.length; k++) squares += (vector[k] ?? 0) ** 2
  if (squares === 0) return null
  const factor = VECTOR_SCALE / Math.sqrt(squares)
  const bytes = new Int8Array(vector.length)
  for (let k = 0; k < bytes.length; k++)
    bytes[k] = Math.max(-127, Math.min(127, Math.round(factor * (vector[k] ?? 0))))
  return bytes
}

/** The file's bytes where numbers of four bytes can be read in place. */
function alignedBytes(file: Uint8Array | ArrayBuffer): Uint8Array {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file)
  return bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
}

function damaged(reason: string): Error {
  return new Error(`The file of term vectors cannot be read: ${reason}.`)
}
