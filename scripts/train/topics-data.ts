import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stemmer } from 'stemmer'
import { foldText } from '@/lib/papers/title-key'
import { stem } from '@/lib/search/analysis'
import { topicKey } from '@/lib/search/topic-key'
import { type TextWord, wordsOf } from '@/lib/topics/candidates'
import type { Vocabulary } from '@/lib/topics/predict-features'

/** A text to learn from, with the stems of its keyphrases. */
export interface Lesson {
  readonly words: readonly TextWord[]
  readonly keys: ReadonlySet<string>
  readonly topics: readonly string[]
  readonly register: number
  fold: number
}

interface Row {
  readonly title: string
  readonly abstract: string
  readonly keyphrases: readonly string[]
  readonly day?: string
}

/** The texts of the sets named, in folds: neighbours in time share one, as what is new comes in waves. */
export function readLessons(
  folder: string,
  sets: readonly (readonly [string, number])[],
  folds: number,
): Lesson[] {
  return sets.flatMap(([set, register]) => {
    const rows = readFileSync(join(folder, set, 'docs.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Row)
    const dated = rows.toSorted((a, b) =>
      (a.day ?? '') < (b.day ?? '') ? -1 : (a.day ?? '') > (b.day ?? '') ? 1 : 0,
    )
    return dated.map((row, i) => {
      const phrases = row.keyphrases.flatMap(withAcronym)
      return {
        words: wordsOf(row.title, row.abstract),
        keys: new Set(phrases.map(keyOf)),
        topics: [...new Set(row.keyphrases.map(topicKey))].filter(Boolean),
        register,
        fold: Math.floor((folds * i) / dated.length),
      }
    })
  })
}

/** What the corpus of these texts knows: in how many of them a word stands, and of how many a topic is said. */
export class LessonCorpus {
  readonly #words = new Map<string, number>()
  readonly #topics = new Map<string, number>()
  readonly #size: number

  constructor(lessons: readonly Lesson[]) {
    this.#size = lessons.length
    for (const lesson of lessons) {
      const stems = new Set(
        lesson.words.flatMap(({ lower }) =>
          foldText(lower)
            .split(/[^\p{L}\p{N}]+/u)
            .map(stem),
        ),
      )
      for (const each of stems) this.#words.set(each, (this.#words.get(each) ?? 0) + 1)
      for (const key of lesson.topics) this.#topics.set(key, (this.#topics.get(key) ?? 0) + 1)
    }
  }

  /** The corpus as a lesson meets it: its own topics are not counted, and those of no text where `withTopics` is false. */
  vocabularyFor(lesson: Lesson, withTopics: boolean): Vocabulary {
    const own = new Set(lesson.topics)
    return {
      papers: this.#size,
      topicCount: key =>
        withTopics ? Math.max(0, (this.#topics.get(key) ?? 0) - (own.has(key) ? 1 : 0)) : 0,
      wordCount: word => this.#words.get(stem(word)) ?? 0,
    }
  }
}

/** "chain of thought (CoT)" names two things that a text may say: the words, and the acronym. */
function withAcronym(phrase: string): string[] {
  const [, words, acronym] = /^(.*\S)\s*\(([^()\s]{2,12})\)$/.exec(phrase) ?? []
  return words && acronym ? [words, acronym] : [phrase]
}

function keyOf(phrase: string): string {
  return phrase.toLowerCase().split(/\s+/).map(stemmer).join(' ')
}
