import { useEffect, useState } from 'preact/hooks'
import { vocabularyOf } from '../corpus/vocabulary'
import { topicChoice } from '../topics/muted'
import { corpus } from './context'
import { useSettings } from './surroundings'

const NONE: readonly string[] = []
const nothing = () => false

/** Which topics the reader does not want to see, under any of their spellings. */
export function useMuted(): (label: string) => boolean {
  const muted = useSettings()?.mutedTopics ?? NONE
  const [isMuted, setMuted] = useState<(label: string) => boolean>(() => nothing)
  const names = JSON.stringify(muted)
  useEffect(() => {
    let current = true
    const take = (choice: (label: string) => boolean) => {
      if (current) setMuted(() => choice)
    }
    if (muted.length === 0) take(nothing)
    else {
      take(topicChoice(muted))
      vocabularyOf(corpus.db).then(
        vocabulary => take(topicChoice(muted, vocabulary)),
        // Without the vocabulary those are hidden that are spelt alike.
        (error: unknown) => console.error('Gloss: the topics could not be read', error),
      )
    }
    return () => {
      current = false
    }
  }, [names])
  return isMuted
}
