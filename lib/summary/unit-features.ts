import { isStopWord } from '../search/analysis'
import { hasCue, type PaperRead, type SentenceRead } from './reading'

/** Length of a row of `Units`. */
export const UNIT_FEATURES = 16
/** Where a word stands that is in no sentence with a cue. */
const NOWHERE = 99

/** The distinct words of an abstract, or the pairs of words that follow each other, each with a row of features. */
export interface Units {
  readonly hashes: readonly number[]
  readonly rows: Float32Array
}

/** How likely a summary has a word or a pair of words, by its hash. */
export type Chances = ReadonlyMap<number, number>

interface Seen {
  readonly hash: number
  /** Of a pair, its two words. */
  readonly halves: readonly [number, number]
  readonly length: number
  readonly stopWords: number
  readonly digits: number
  readonly first: number
  last: number
  count: number
  sentences: number
  proposing: number
  finding: number
  /** The least place in a sentence with a cue. */
  earliest: number
}

/** What tells of each distinct word of the abstract whether a summary has it; `odds` gives what is known of it elsewhere. */
export function wordUnits(paper: PaperRead, odds: (hash: number) => number): Units {
  const titleLength = new Set(paper.title.hashes).size
  const inTitle = new Set(paper.title.hashes)
  return unitsOf(paper, false, inTitle, odds, seen => [titleLength, seen.sentences])
}

/** The same of each distinct pair of words, given how likely a summary has each word. */
export function pairUnits(paper: PaperRead, odds: (hash: number) => number, words: Chances): Units {
  const inTitle = new Set(paper.title.pairs)
  return unitsOf(paper, true, inTitle, odds, ({ halves }) => {
    const [a, b] = halves.map(hash => words.get(hash) ?? 0) as [number, number]
    return [Math.min(a, b), a * b]
  })
}

function unitsOf(
  paper: PaperRead,
  pairs: boolean,
  inTitle: ReadonlySet<number>,
  odds: (hash: number) => number,
  more: (seen: Seen) => readonly [number, number],
): Units {
  const total = paper.sentences.length
  const units = [...seenIn(paper, pairs).values()]
  const firstCue = paper.sentences.findIndex(sentence => proposes(sentence) || finds(sentence))
  const rows = new Float32Array(units.length * UNIT_FEATURES)
  for (const [i, unit] of units.entries())
    rows.set(
      [
        inTitle.has(unit.hash) ? 1 : 0,
        unit.count,
        unit.sentences / total,
        unit.first / Math.max(1, total - 1),
        unit.last / Math.max(1, total - 1),
        unit.proposing,
        unit.finding,
        unit.first - firstCue,
        unit.earliest,
        unit.length,
        unit.stopWords,
        unit.digits,
        odds(unit.hash),
        total,
        ...more(unit),
      ],
      i * UNIT_FEATURES,
    )
  return { hashes: units.map(({ hash }) => hash), rows }
}

function seenIn(paper: PaperRead, pairs: boolean): Map<number, Seen> {
  const seen = new Map<number, Seen>()
  for (const [place, sentence] of paper.sentences.entries()) {
    const { stems, hashes } = sentence.words
    const [proposing, finding] = [proposes(sentence) ? 1 : 0, finds(sentence) ? 1 : 0]
    const here = new Set<number>()
    for (const [i, hash] of (pairs ? sentence.words.pairs : hashes).entries()) {
      let unit = seen.get(hash)
      if (!unit) {
        const parts = pairs ? [stems[i] ?? '', stems[i + 1] ?? ''] : [stems[i] ?? '']
        unit = {
          hash,
          halves: [hashes[i] ?? 0, hashes[i + 1] ?? 0],
          length: parts.reduce((sum, part) => sum + part.length, 0),
          stopWords: parts.filter(isStopWord).length,
          digits: parts.some(part => /\d/.test(part)) ? 1 : 0,
          first: place,
          last: place,
          count: 0,
          sentences: 0,
          proposing: 0,
          finding: 0,
          earliest: NOWHERE,
        }
        seen.set(hash, unit)
      }
      unit.count++
      unit.last = place
      if (here.has(hash)) continue
      here.add(hash)
      unit.sentences++
      unit.proposing += proposing
      unit.finding += finding
      if (proposing + finding > 0) unit.earliest = Math.min(unit.earliest, i)
    }
  }
  return seen
}

function proposes(sentence: SentenceRead): boolean {
  return hasCue(sentence, 'proposes', 'thisPaper', 'paperDoes')
}

function finds(sentence: SentenceRead): boolean {
  return hasCue(sentence, 'finds', 'studies')
}
