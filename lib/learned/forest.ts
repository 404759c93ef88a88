import { ByteReader, ByteWriter } from '../search/bytes'

/**
 * Regression trees whose leaves are added up (Friedman, "Greedy function approximation: a gradient boosting machine",
 * 2001). All trees lie one after another, each node before its two children and the left child next to it.
 */
export interface Forest {
  /** Length of a row of features. */
  readonly features: number
  /** What every row begins with. */
  readonly base: number
  /** A leaf is worth its whole number times this. */
  readonly step: number
  /** Where each feature may be cut, in ascending order. */
  readonly cuts: readonly Float32Array[]
  /** The first node of each tree. */
  readonly roots: Uint32Array
  /** Of each node the feature it asks for, or -1 for a leaf. */
  readonly feature: Int16Array
  /** Of each node the number of its cut: left is what lies below it. Of a leaf its worth in steps. */
  readonly cut: Int16Array
  /** Of each node its right child. */
  readonly right: Uint32Array
  /** `cut` as the number that is compared, of a leaf as the number that is added. */
  readonly value: Float32Array
}

const MAGIC = [0x67, 0x66, 0x6f, 0x31]
/** Stands where another node has its feature. */
const LEAF = 0xff
/** As many cuts as there is room for in a byte. */
export const MAX_CUTS = 255
/** Features are numbered by a byte, one number of which marks a leaf. */
export const MAX_FEATURES = 255

/** The sum of all trees for the row of features that begins at `at`; for a model of logits a logit. */
export function predict(forest: Forest, rows: Float32Array, at = 0): number {
  const { roots, feature, value, right } = forest
  let sum = forest.base
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t] ?? 0
    for (let asked = feature[node] ?? -1; asked >= 0; asked = feature[node] ?? -1)
      node = (rows[at + asked] ?? 0) < (value[node] ?? 0) ? node + 1 : (right[node] ?? 0)
    sum += value[node] ?? 0
  }
  return sum
}

/** What a forest is made of; the rest follows from it. */
export type ForestParts = Pick<Forest, 'base' | 'step' | 'cuts' | 'roots' | 'feature' | 'cut' | 'right'>

/** A forest of these nodes. Base and step are rounded to what a file can hold, so that writing changes nothing. */
export function forestOf(parts: ForestParts): Forest {
  const [base, step] = [Math.fround(parts.base), Math.fround(parts.step)]
  const value = Float32Array.from(parts.feature, (asked, node) => {
    const cut = parts.cut[node] ?? 0
    return asked < 0 ? cut * step : (parts.cuts[asked]?.[cut] ?? 0)
  })
  return { ...parts, base, step, features: parts.cuts.length, value }
}

/**
 * A forest as bytes: mark, base and step, the cuts of each feature, then every tree in order, a node as its feature and
 * cut in a byte each, a leaf as 255 and its worth in two bytes. All numbers lowest byte first.
 */
export function encodeForest(forest: Forest): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter()
  writer.append(MAGIC)
  writer.append(bytesOf(Float32Array.of(forest.base, forest.step)))
  writer.varint(forest.features)
  for (const cuts of forest.cuts) {
    writer.varint(cuts.length)
    writer.append(bytesOf(cuts))
  }
  writer.varint(forest.roots.length)
  for (const [node, asked] of forest.feature.entries()) {
    const cut = forest.cut[node] ?? 0
    if (asked < 0) writer.append([LEAF, cut & 0xff, (cut >> 8) & 0xff])
    else writer.append([asked, cut])
  }
  return writer.take()
}

/** Reads what `encodeForest` wrote. Throws where it is damaged. */
export function decodeForest(bytes: Uint8Array): Forest {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw damaged('it is of another kind')
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reader = new ByteReader(bytes, MAGIC.length + 8)
  const float = (at: number) => {
    if (at + 4 > bytes.length) throw damaged('it is cut off')
    return numbers.getFloat32(at, true)
  }
  const features = reader.varint()
  if (features > MAX_FEATURES) throw damaged('it has too many features')
  const cuts = Array.from({ length: features }, () => {
    const count = reader.varint()
    if (count > MAX_CUTS) throw damaged('a feature has too many cuts')
    return Float32Array.from({ length: count }, () => {
      reader.at += 4
      return float(reader.at - 4)
    })
  })
  const trees = reader.varint()
  if (reader.at > bytes.length) throw damaged('it is cut off')
  const nodes = readTrees(bytes, reader.at, trees, cuts)
  return forestOf({ base: float(MAGIC.length), step: float(MAGIC.length + 4), cuts, ...nodes })
}

/** Reads `trees` trees that lie from `at` to the end. */
function readTrees(bytes: Uint8Array, at: number, trees: number, cuts: readonly Float32Array[]) {
  // A node takes two bytes or more.
  const most = Math.max(0, bytes.length - at) >> 1
  const [feature, cut, right] = [new Int16Array(most), new Int16Array(most), new Uint32Array(most)]
  const roots: number[] = []
  /** Nodes whose right child is still to come. */
  const open: number[] = []
  let node = 0
  let done = true
  while (at < bytes.length) {
    if (done) roots.push(node)
    const asked = bytes[at] ?? LEAF
    const low = bytes[at + 1] ?? 0
    if (asked === LEAF) {
      if (at + 3 > bytes.length) throw damaged('it is cut off')
      feature[node] = -1
      cut[node] = low | ((bytes[at + 2] ?? 0) << 8)
      const parent = open.pop()
      done = parent === undefined
      if (parent !== undefined) right[parent] = node + 1
      at += 3
    } else {
      if (low >= (cuts[asked]?.length ?? 0)) throw damaged('a tree cuts where nothing is to be cut')
      feature[node] = asked
      cut[node] = low
      open.push(node)
      done = false
      at += 2
    }
    node++
  }
  if (!done || roots.length !== trees) throw damaged('it is cut off')
  return {
    roots: Uint32Array.from(roots),
    feature: feature.slice(0, node),
    cut: cut.slice(0, node),
    right: right.slice(0, node),
  }
}

function bytesOf(numbers: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length)
  const view = new DataView(bytes.buffer)
  for (const [i, number] of numbers.entries()) view.setFloat32(4 * i, number, true)
  return bytes
}

function damaged(reason: string): Error {
  return new Error(`A model that ships with Gloss cannot be read: ${reason}.`)
}
