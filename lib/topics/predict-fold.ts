import type { PredictedTopic } from './predict'
import { explains } from './vocabulary-acronyms'

/** An acronym gives way to what it stands for where that is at least so likely a topic itself. */
const MIN_WRITTEN_OUT = 0.25

/** Of topics in order those that say something new: not in other words, and not as a part of what was said before. */
export function foldedTopics(topics: readonly PredictedTopic[]): PredictedTopic[] {
  const kept: PredictedTopic[] = []
  for (const topic of topics.filter(each => !isExplained(each, topics)))
    if (!kept.some(({ key }) => holds(key, topic.key) || holds(topic.key, key) || isJoined(key, topic.key)))
      kept.push(topic)
  return kept
}

/** Whether another topic is what this one, an acronym, stands for. */
function isExplained({ label }: PredictedTopic, topics: readonly PredictedTopic[]): boolean {
  if (!/^\p{Lu}[\p{L}\d-]*\p{Lu}s?$/u.test(label)) return false
  return topics.some(
    other =>
      other.confidence >= MIN_WRITTEN_OUT &&
      /[\s-]/.test(other.label) &&
      other.label !== label &&
      explains(other.label, label)?.length === other.label.length,
  )
}

/** Whether two keys differ only in where their words part: "xmodel lm" and "xmodellm". */
function isJoined(a: string, b: string): boolean {
  return a.replaceAll(' ', '') === b.replaceAll(' ', '')
}

function holds(whole: string, part: string): boolean {
  return ` ${whole} `.includes(` ${part} `)
}
