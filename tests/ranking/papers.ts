import { type Background, BackgroundCount } from '@/lib/ranking/background'
import { contentOf, type RankedPaper } from '@/lib/ranking/content'
import { type Row, rowOf } from '@/lib/ranking/row'
import { parseTermVectors } from '@/lib/search/term-vectors'
import { tableOf } from '../corpus/vectors'

/** Subjects of made-up papers, each with words of its own. */
export const SUBJECTS = {
  lamps: ['lantern', 'beacon', 'glow', 'wick', 'lamp', 'shade', 'oil', 'brightness'],
  gulls: ['gull', 'feather', 'nest', 'flock', 'wing', 'egg', 'cliff', 'migration'],
  tides: ['tide', 'harbour', 'swell', 'estuary', 'current', 'mooring', 'salt', 'ebb'],
}
export type Subject = keyof typeof SUBJECTS

/** A table in which the words of a subject share their directions with no other's by chance alone. */
export const vectors = parseTermVectors(tableOf(Object.values(SUBJECTS).flat()))

/** The `n`-th paper of a subject. */
export function paperOn(subject: Subject, n: number, categories: readonly string[] = []): RankedPaper {
  const words = SUBJECTS[subject]
  const word = (i: number) => words[(n + i) % words.length]
  return {
    title: `The ${word(0)} and the ${word(1)}`,
    abstract: `We study the ${word(2)}, the ${word(3)} and the ${word(5)}.`,
    summaries: [],
    categories,
  }
}

/** Papers of all subjects as the background. */
export function background(): Background {
  const counted = new BackgroundCount()
  for (let n = 0; n < 30; n++)
    for (const subject of Object.keys(SUBJECTS) as Subject[])
      counted.add(contentOf(paperOn(subject, n, n % 2 === 0 ? ['cs.LG'] : ['cs.CV']), vectors))
  return counted.background()
}

export const BACKGROUND = background()

export function rowOn(subject: Subject, n: number, categories?: readonly string[]): Row {
  return rowOf(contentOf(paperOn(subject, n, categories), vectors), BACKGROUND)
}
