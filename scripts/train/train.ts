import { encodeTermVectors } from '@/lib/search/term-vectors'
import { readCorpus } from './corpus'
import { heldOutScores } from './evaluate'
import { Model } from './model'
import { Random } from './random'

const DIMENSIONS = 96
/** As many as make a file of five million bytes: each takes eight and one for each dimension. */
const MAX_FEATURES = 48_000
const PASSES = 10
/** So many papers are never trained on. */
const HELD = 2000

/** Trains on the papers of `file`; gives the bytes of the table and tells `say` how it goes. */
export function train(file: string, seed: number, say: (line: string) => void): Uint8Array<ArrayBuffer> {
  const corpus = readCorpus(file, MAX_FEATURES, HELD)
  say(`${corpus.size} papers, ${corpus.words} words, ${corpus.hashes.length - corpus.words} pairs of words`)
  const random = new Random(seed)
  const model = new Model(corpus, DIMENSIONS, random)
  const order = Int32Array.from({ length: corpus.size - HELD }, (_, i) => HELD + i)
  for (let pass = 0; pass < PASSES; pass++) {
    random.shuffle(order)
    const loss = model.pass(order, pass / PASSES, (pass + 1) / PASSES)
    say(`pass ${pass + 1} of ${PASSES}: loss ${loss.toFixed(4)}`)
  }
  const table = encodeTermVectors(corpus.hashes, model.rows)
  for (const line of heldOutScores(table, corpus.heldTerms)) say(line)
  return table
}
