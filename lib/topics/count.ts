import { topicKey } from '../search/topic-key'

/** A topic with the number of papers that carry it and the label most of them use. */
export interface TopicCount {
  readonly key: string
  readonly label: string
  readonly papers: number
}

/** Counts the topics of papers, each given by its labels; the commonest first. */
export function countTopics(papers: readonly (readonly string[])[]): TopicCount[] {
  const topics = new Map<string, Map<string, number>>()
  for (const labels of papers) {
    const seen = new Set<string>()
    for (const label of labels) {
      const key = topicKey(label)
      if (!key || seen.has(key)) continue
      seen.add(key)
      const spellings = topics.get(key) ?? new Map<string, number>()
      spellings.set(label, (spellings.get(label) ?? 0) + 1)
      topics.set(key, spellings)
    }
  }
  return [...topics.entries()]
    .map(([key, spellings]) => ({
      key,
      label: [...spellings.entries()].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? key,
      papers: [...spellings.values()].reduce((sum, count) => sum + count, 0),
    }))
    .sort((a, b) => b.papers - a.papers || (a.label < b.label ? -1 : 1))
}
