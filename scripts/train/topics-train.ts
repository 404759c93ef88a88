import type { Forest } from '@/lib/learned/forest'
import { encodeTopicModel } from '@/lib/topics/model'
import { CONTEST_FEATURES, contestOf, wordingScores } from '@/lib/topics/predict-contest'
import {
  type JudgedText,
  type Vocabulary,
  WORDING_FEATURES,
  wordingFeatures,
} from '@/lib/topics/predict-features'
import { readText } from '@/lib/topics/predict-judge'
import { type Lexicon, lexiconOf } from '@/lib/topics/predict-lexicon'
import { type BoostingOptions, boost } from './boosting'
import { Random } from './random'
import { type Lesson, LessonCorpus, readLessons } from './topics-data'
import { countLexicon } from './topics-lexicon'

/** The sets that are learned from, each with its register (see `REGISTERS`). */
const SETS = [
  ['hf-keywords-train', 0],
  ['inspec-train', 1],
  ['inspec-dev', 1],
] as const
export const FOLDS = 5
/** How often a text is met again cut down to its title, or to its first sentences, as a page may show no more. */
const TITLE_SHARE = 0.15
const START_SHARE = 0.1
const START_SENTENCES = 3
/** How often a text is met with a corpus that has topics, and with one that has hardly a paper. */
const TOPICS_SHARE = 0.5
const EMPTY_SHARE = 0.15

const WORDING: Omit<BoostingOptions, 'seed'> = {
  trees: 60,
  depth: 5,
  rate: 0.2,
  minLeaf: 40,
  l2: 5,
  loss: 'logistic',
  rowShare: 0.5,
  featureShare: 0.4,
}
const CONTEST: Omit<BoostingOptions, 'seed'> = { ...WORDING, trees: 150, depth: 6, rate: 0.08, rowShare: 0.7 }

const NO_CORPUS: Vocabulary = { papers: 0, topicCount: () => 0, wordCount: () => 0 }

/** A text as it is judged, with what is right. */
interface Exercise {
  readonly fold: number
  readonly text: JudgedText
  readonly vocabulary: Vocabulary
  readonly lexicon: Lexicon
  readonly rows: Float32Array
  readonly labels: Float32Array
}

/** Trains on the sets in `folder`; gives the bytes of the model and tells `say` how it goes. */
export function train(folder: string, seed: number, say: (line: string) => void): Uint8Array<ArrayBuffer> {
  return learn(readLessons(folder, SETS, FOLDS), seed, say)
}

/**
 * Learns from `lessons`. What a text is judged by is never learned from that text: its words and phrases are counted
 * in the other folds, and so is what judges its candidates one by one before they are set beside each other.
 */
export function learn(
  lessons: readonly Lesson[],
  seed: number,
  say: (line: string) => void,
): Uint8Array<ArrayBuffer> {
  const random = new Random(seed)
  const corpora = [0, 1].map(
    register => new LessonCorpus(lessons.filter(lesson => lesson.register === register)),
  )
  const exercises: Exercise[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const lexicon = lexiconOf(countLexicon(lessons.filter(lesson => lesson.fold !== fold)))
    for (const lesson of lessons.filter(each => each.fold === fold))
      for (const words of versionsOf(lesson, random)) {
        const corpus = random.next() < EMPTY_SHARE ? undefined : corpora[lesson.register]
        const vocabulary = corpus?.vocabularyFor(lesson, random.next() < TOPICS_SHARE) ?? NO_CORPUS
        exercises.push(exerciseOf({ ...lesson, words }, lexicon, vocabulary))
      }
  }
  const all = exercises.reduce((sum, exercise) => sum + exercise.labels.length, 0)
  say(`${lessons.length} texts, ${all} candidates`)

  const rows: Float32Array[] = []
  const labels: Float32Array[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const judge = wordingForest(
      exercises.filter(exercise => exercise.fold !== fold),
      seed,
    )
    for (const exercise of exercises.filter(each => each.fold === fold)) {
      const contest = contestOf(
        exercise.text,
        exercise.rows,
        wordingScores(judge, exercise.rows),
        exercise.vocabulary,
        exercise.lexicon,
      )
      rows.push(contest.rows)
      labels.push(Float32Array.from(contest.finalists, i => exercise.labels[i] ?? 0))
    }
    say(`fold ${fold + 1} of ${FOLDS}`)
  }
  const wording = wordingForest(exercises, seed)
  const contest = boost(
    { rows: joined(rows), labels: joined(labels), features: CONTEST_FEATURES },
    { ...CONTEST, seed },
  )
  const tables = countLexicon(lessons)
  say(`${tables.words.length} words, ${tables.phrases.length} phrases`)
  return encodeTopicModel(tables, wording, contest)
}

function versionsOf({ words }: Lesson, random: Random): Lesson['words'][] {
  const versions = [words]
  if (random.next() < TITLE_SHARE) versions.push(words.filter(word => word.inTitle))
  else if (random.next() < START_SHARE) versions.push(words.filter(word => word.sentence <= START_SENTENCES))
  return versions
}

function exerciseOf(lesson: Lesson, lexicon: Lexicon, vocabulary: Vocabulary): Exercise {
  const text = readText(lesson.words, lexicon, vocabulary)
  const labels = Float32Array.from(text.candidates, ({ key }) => (lesson.keys.has(key) ? 1 : 0))
  return { fold: lesson.fold, text, vocabulary, lexicon, rows: wordingFeatures(text), labels }
}

function wordingForest(exercises: readonly Exercise[], seed: number): Forest {
  const rows = joined(exercises.map(exercise => exercise.rows))
  const labels = joined(exercises.map(exercise => exercise.labels))
  return boost({ rows, labels, features: WORDING_FEATURES }, { ...WORDING, seed })
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
