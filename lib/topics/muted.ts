import { topicKey } from '../search/topic-key'

/** What finds the one label of a topic; a `TopicVocabulary` does. */
interface Labels {
  labelOf(label: string): string | undefined
}

/** Topics that the reader chose, of which each is found by any of its spellings. */
export function topicChoice(
  chosen: readonly string[],
  vocabulary?: Labels | null,
): (label: string) => boolean {
  if (chosen.length === 0) return () => false
  const keyOf = (label: string) => topicKey(vocabulary?.labelOf(label) ?? label)
  const keys = new Set(chosen.map(keyOf))
  return label => keys.has(keyOf(label))
}

/**
 * Whether the reader muted a topic. With the vocabulary every spelling counts as one, without it only those that differ in
 * case, hyphens and plurals.
 */
export function isMuted(
  settings: { readonly mutedTopics: readonly string[] },
  label: string,
  vocabulary?: Labels | null,
): boolean {
  return topicChoice(settings.mutedTopics, vocabulary)(label)
}
