import { readFileSync } from 'node:fs'

/** A line of `docs.jsonl`. */
export interface Document {
  readonly id: string
  readonly title: string
  readonly abstract?: string | readonly string[]
  readonly references?: readonly string[]
  readonly keyphrases?: readonly string[]
  readonly categories?: readonly string[]
}

/** A line of `queries.jsonl`. */
export interface Query {
  readonly id: string
  readonly text?: string
  readonly doc?: string
  /** Several papers that stand for what a reader likes. */
  readonly docs?: readonly string[]
  /** Papers that the reader did not want. */
  readonly skipped?: readonly string[]
  readonly pool?: readonly string[]
  readonly fold?: string | number
  readonly kind?: string
}

/** The abstract of a document as one text. */
export function abstractOf({ abstract = '' }: Document): string {
  return typeof abstract === 'string' ? abstract : abstract.join(' ')
}

/** The grades of `qrels.tsv`, by query and document. */
export function readGrades(file: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [query = '', doc = '', grade] = line.split('\t')
    if (!Number.isFinite(Number(grade))) continue
    const ofQuery = grades.get(query) ?? new Map<string, number>()
    grades.set(query, ofQuery.set(doc, Number(grade)))
  }
  return grades
}

/** The rows of a file of JSON lines. */
export function rows<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as T)
}

/** Means of scores from 0 to 1, as values from 0 to 100 with two decimals. */
export function mean(scores: readonly Record<string, number>[]): Record<string, number> {
  return average(
    scores.map(each => Object.fromEntries(Object.entries(each).map(([name, value]) => [name, 100 * value]))),
  )
}

/** Means of values, with two decimals. */
export function average(scores: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(scores[0] ?? {})
  return Object.fromEntries(
    names.map(name => {
      const sum = scores.reduce((total, each) => total + (each[name] ?? 0), 0)
      return [name, Math.round((100 * sum) / scores.length) / 100]
    }),
  )
}
