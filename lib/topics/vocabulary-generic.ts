import { isName } from './vocabulary-labels'

/** What it takes to tell words that say nothing: papers by word, in topics and in texts. */
export interface WordUse {
  /** Papers with topics, all of whose texts were read. */
  readonly papers: number
  readonly inTopics: ReadonlyMap<string, number>
  readonly inTexts: ReadonlyMap<string, number>
}

/** In fewer texts any word may seem special. */
const MIN_TEXTS = 200
/** Of the papers whose text holds a word, the share that has it among their topics, below which it is a mere word. */
const MIN_TOPICALITY = { alone: 0.4, phrase: 0.25 }
/** Of those papers, the share that has the word alone as a topic. */
const MIN_KEYNESS = 0.05
/** Words of fewer texts are not common. */
const MIN_SHARE = 0.005

/**
 * Whether a topic says nothing of a paper, as "benchmark" or "state-of-the-art performance": its words are in many texts
 * of which few have them among their topics. `words` are those of its key; names always say something.
 */
export function isGeneric(label: string, words: readonly string[], papers: number, use: WordUse): boolean {
  if (use.papers < MIN_TEXTS || isName(label)) return false
  const least = words.length > 1 ? MIN_TOPICALITY.phrase : MIN_TOPICALITY.alone
  const common = words.every(word => {
    const texts = use.inTexts.get(word) ?? 0
    return texts >= MIN_SHARE * use.papers && (use.inTopics.get(word) ?? 0) < least * texts
  })
  if (!common || words.length > 1) return common
  const [word = ''] = words
  return papers < MIN_KEYNESS * (use.inTexts.get(word) ?? 0)
}
