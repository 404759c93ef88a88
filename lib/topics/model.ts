import { decodeForest, encodeForest, type Forest } from '../learned/forest'
import { checksum } from '../search/bytes'
import { CONTEST_FEATURES } from './predict-contest'
import { WORDING_FEATURES } from './predict-features'
import {
  type Lexicon,
  type LexiconTables,
  lexiconOf,
  PHRASE_COLUMNS,
  REGISTERS,
  ROLES,
} from './predict-lexicon'

/** What was learned of keyphrases: how words and phrases are used, and how candidates are judged. */
export interface TopicModel {
  readonly lexicon: Lexicon
  /** Judges each candidate by itself, from `wordingFeatures`. */
  readonly wording: Forest
  /** Judges the best of them beside each other, from `contestOf`; gives the logit of being a keyphrase. */
  readonly contest: Forest
}

/** "GLTM" as the file begins with it, read as a little-endian number. */
const MAGIC = 0x4d544c47
const VERSION = 1
/** Length of the file's head: nine unsigned numbers of four bytes (see `parseTopicModel`). */
const HEAD_BYTES = 36
const WORD_BYTES = ROLES.length * REGISTERS
const PHRASE_BYTES = PHRASE_COLUMNS * REGISTERS

/**
 * Reads a topic model. The file is little-endian: the head (magic, version, length of the file, checksum of what
 * follows the head, numbers of words, phrases and names, lengths of the two forests); the 32-bit hashes of the words,
 * of the phrases, of the names; for each word a row of counts, for each phrase one (see `codeOfCount`); the two forests. Throws an
 * error that says what is wrong with a file that is damaged or of another version.
 */
export function parseTopicModel(file: Uint8Array | ArrayBuffer): TopicModel {
  // A copy, so that numbers of four bytes lie where they can be read in place.
  const bytes = file instanceof Uint8Array ? file.slice() : new Uint8Array(file)
  if (bytes.length < HEAD_BYTES) throw damaged('it is too short to have a head')
  const head = new Uint32Array(bytes.buffer, 0, HEAD_BYTES / 4)
  const [magic, version, length, sum, words = 0, phrases = 0, names = 0, wording = 0, contest = 0] = head
  if (magic !== MAGIC) throw damaged('it does not begin as one')
  if (version !== VERSION) throw damaged(`its version is ${version}, not ${VERSION}`)
  const forestsAt = HEAD_BYTES + words * (4 + WORD_BYTES) + phrases * (4 + PHRASE_BYTES) + 4 * names
  const expected = forestsAt + wording + contest
  if (bytes.length !== expected || length !== expected)
    throw damaged(`it has ${bytes.length} bytes where its head promises ${expected}`)
  if (sum !== checksum(bytes.subarray(HEAD_BYTES))) throw damaged('its checksum is wrong')
  const countsAt = HEAD_BYTES + 4 * (words + phrases + names)
  const tables: LexiconTables = {
    words: new Int32Array(bytes.buffer, HEAD_BYTES, words),
    phrases: new Int32Array(bytes.buffer, HEAD_BYTES + 4 * words, phrases),
    names: new Int32Array(bytes.buffer, HEAD_BYTES + 4 * (words + phrases), names),
    wordCounts: bytes.subarray(countsAt, countsAt + words * WORD_BYTES),
    phraseCounts: bytes.subarray(countsAt + words * WORD_BYTES, forestsAt),
  }
  const model = {
    lexicon: lexiconOf(tables),
    wording: decodeForest(bytes.subarray(forestsAt, forestsAt + wording)),
    contest: decodeForest(bytes.subarray(forestsAt + wording)),
  }
  if (model.wording.features !== WORDING_FEATURES || model.contest.features !== CONTEST_FEATURES)
    throw damaged('it judges by other features')
  return model
}

/** The bytes of a file (see `parseTopicModel`). */
export function encodeTopicModel(
  tables: LexiconTables,
  wording: Forest,
  contest: Forest,
): Uint8Array<ArrayBuffer> {
  const forests = [encodeForest(wording), encodeForest(contest)]
  const parts = [
    bytesOf(tables.words),
    bytesOf(tables.phrases),
    bytesOf(tables.names),
    tables.wordCounts,
    tables.phraseCounts,
    ...forests,
  ]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, HEAD_BYTES))
  let at = HEAD_BYTES
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  const [first, second] = forests.map(forest => forest.length)
  const head = [MAGIC, VERSION, bytes.length, checksum(bytes.subarray(HEAD_BYTES))]
  head.push(tables.words.length, tables.phrases.length, tables.names.length, first ?? 0, second ?? 0)
  new Uint32Array(bytes.buffer, 0, HEAD_BYTES / 4).set(head)
  return bytes
}

function bytesOf(numbers: Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

function damaged(reason: string): Error {
  return new Error(`The file of the topic model cannot be read: ${reason}.`)
}
