import { TOPIC_MARK } from './segment'
import { topicKey } from './topic-key'

/** What knows the spellings of topics; a `TopicVocabulary` does. */
export interface TopicNames {
  /** The keys of all spellings of a topic; of what is none its own. */
  keysOf(label: string): readonly string[]
  /** The one good label of a topic. */
  labelOf(label: string): string | undefined
}

/** Terms of the index that stand for a topic: of every spelling that is known, else of the one that is given. */
export function topicTerms(label: string, topics?: TopicNames | null): string[] {
  const keys = topics?.keysOf(label) ?? []
  return (keys.length > 0 ? keys : [topicKey(label)]).map(key => TOPIC_MARK + key)
}
