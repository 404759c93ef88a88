import { decodeForest, encodeForest, type Forest } from '../learned/forest'
import { UNIT_FEATURES } from './unit-features'
import { VARIANT_FEATURES } from './variant-features'

/** A number for every slot; a word, a pair of words or a wording has the slot of its hash. */
export interface SlotTable {
  readonly values: Int8Array<ArrayBuffer>
  /** A value is worth its whole number times this. */
  readonly step: number
}

/** What was learned of summaries that people wrote. */
export interface SummaryModel {
  /** How much more often than others a word, a pair of words comes in summaries, as a logit. */
  readonly wordOdds: SlotTable
  readonly pairOdds: SlotTable
  /** How rare a word is. */
  readonly rarity: SlotTable
  /** What the words of a sentence say of its worth as a summary. */
  readonly wording: SlotTable
  /** Whether a summary has a word, a pair of words of the abstract; logits. */
  readonly words: Forest
  readonly pairs: Forest
  /** What a sentence is worth as the summary, against the others of its abstract. */
  readonly variants: Forest
}

const MAGIC = [0x67, 0x73, 0x75, 0x31]
/** Bits of a hash that give its slot. */
const SLOT_BITS = 13
/** Slots of a table. */
export const SLOTS = 1 << SLOT_BITS

const TABLES = ['wordOdds', 'pairOdds', 'rarity', 'wording'] as const
const FORESTS = ['words', 'pairs', 'variants'] as const
const LENGTHS = { words: UNIT_FEATURES, pairs: UNIT_FEATURES, variants: VARIANT_FEATURES }

/** The slot of a hash. */
export function slotOf(hash: number): number {
  return hash >>> (32 - SLOT_BITS)
}

/** The number that `table` has for a hash. */
export function slotValue(table: SlotTable, hash: number): number {
  return (table.values[slotOf(hash)] ?? 0) * table.step
}

/** A model as bytes: mark, the tables with their steps, then each forest behind its length. Numbers lowest byte first. */
export function encodeSummaryModel(model: SummaryModel): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.from(MAGIC)]
  for (const name of TABLES) {
    const { step, values } = model[name]
    const bytes = new Uint8Array(4 + SLOTS)
    new DataView(bytes.buffer).setFloat32(0, step, true)
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, SLOTS), 4)
    parts.push(bytes)
  }
  for (const name of FORESTS) {
    const forest = encodeForest(model[name])
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, forest.length, true)
    parts.push(length, forest)
  }
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Reads what `encodeSummaryModel` wrote. Throws where it is damaged or of another kind. */
export function parseSummaryModel(file: ArrayBuffer | Uint8Array): SummaryModel {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file)
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) throw damaged('it is of another kind')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = MAGIC.length
  const take = (length: number) => {
    if (at + length > bytes.length) throw damaged('it is cut off')
    at += length
    return at - length
  }
  const table = (): SlotTable => {
    const step = view.getFloat32(take(4), true)
    const from = take(SLOTS)
    if (!Number.isFinite(step)) throw damaged('a table has no scale')
    return { step, values: Int8Array.from(bytes.subarray(from, from + SLOTS), byte => (byte << 24) >> 24) }
  }
  const forest = (name: (typeof FORESTS)[number]): Forest => {
    const length = view.getUint32(take(4), true)
    const from = take(length)
    const read = decodeForest(bytes.subarray(from, from + length))
    if (read.features !== LENGTHS[name])
      throw damaged(`${name} asks for other features than this version knows`)
    return read
  }
  const model = {
    wordOdds: table(),
    pairOdds: table(),
    rarity: table(),
    wording: table(),
    words: forest('words'),
    pairs: forest('pairs'),
    variants: forest('variants'),
  }
  if (at !== bytes.length) throw damaged('it is longer than it should be')
  return model
}

function damaged(reason: string): Error {
  return new Error(`The model for key sentences cannot be read: ${reason}.`)
}
