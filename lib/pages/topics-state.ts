import { useEffect, useMemo, useState } from 'preact/hooks'
import { vocabularyOf } from '../corpus/vocabulary'
import { refreshVocabulary } from '../corpus/vocabulary-refresh'
import { changeSettings } from '../settings'
import type { TopicVocabulary } from '../topics/vocabulary'
import { corpus, ready } from './context'
import { useLive } from './live'
import { useSettings } from './surroundings'
import { withTopic } from './topics'

/** The topics of the corpus and what the reader chose of them; undefined until both are read. */
export function useTopics() {
  const live = useLive(() => vocabularyOf(corpus.db), [])
  const settings = useSettings()
  const [counting, setCounting] = useState(true)
  const [failed, setFailed] = useState<Error>()
  useEffect(() => {
    const controller = new AbortController()
    ready
      .then(() => refreshVocabulary(corpus.db, controller.signal))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setFailed(error instanceof Error ? error : new Error(String(error)))
      })
      .finally(() => setCounting(false))
    return () => controller.abort()
  }, [])
  const vocabulary = live.value ?? undefined
  const choose = useMemo(() => chooser(vocabulary), [vocabulary])
  // What was counted before can be shown whatever keeps it from being counted anew.
  const error = live.error ?? (vocabulary ? undefined : failed)
  return { vocabulary, settings, counting, error, choose }
}

/** Follows or mutes a topic, or stops doing so. A topic is never both. */
function chooser(vocabulary: TopicVocabulary | undefined) {
  const change = (label: string, followed: boolean, muted: boolean) =>
    changeSettings(({ followedTopics, mutedTopics }) => ({
      followedTopics: withTopic(followedTopics, label, followed, vocabulary),
      mutedTopics: withTopic(mutedTopics, label, muted, vocabulary),
    }))
  return {
    follow: (label: string, on: boolean) => change(label, on, false),
    mute: (label: string, on: boolean) => change(label, false, on),
  }
}
