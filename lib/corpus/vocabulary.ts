import { ANALYSIS_VERSION } from '../search/analysis'
import { parseVocabulary, type TopicVocabulary } from '../topics/vocabulary'
import type { GlossDatabase } from './database'

/** Changes whenever the same papers would give another vocabulary; the index's analysis is the other half. */
const VOCABULARY_VERSION = 1
/** The row of the vocabulary, and a small one beside it: whether there is a new one is asked often. */
export const VOCABULARY = 'vocabulary'
export const VOCABULARY_STATE = 'vocabulary-state'

interface Known {
  readonly version: string
  readonly vocabulary: TopicVocabulary
}

const known = new WeakMap<GlossDatabase, Known>()

/** The topics of the corpus as they were last counted; null before that. Read once while the context lives. */
export async function vocabularyOf(db: GlossDatabase): Promise<TopicVocabulary | null> {
  const version = (await db.learned.get(VOCABULARY_STATE))?.version
  if (version === undefined || !isCurrent(version)) return null
  const read = known.get(db)
  if (read?.version === version) return read.vocabulary
  const row = await db.learned.get(VOCABULARY)
  const vocabulary = row?.version === version ? parseVocabulary(row.value) : null
  if (vocabulary) known.set(db, { version, vocabulary })
  return vocabulary
}

/** Whether a row was written by this version of the code. */
export function isCurrent(version: string): boolean {
  return version.startsWith(`${codeVersion()}.`)
}

/** The version of the code that makes a vocabulary. */
export function codeVersion(): string {
  return `${VOCABULARY_VERSION}.${ANALYSIS_VERSION}`
}
