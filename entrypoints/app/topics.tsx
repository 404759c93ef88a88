import { BusyLine } from '@/components/busy-line'
import { useTopics } from '@/lib/pages/topics-state'
import type { PageProps } from './app'
import { ReadingFailed } from './reading-failed'
import { OneTopic } from './topics/one-topic'
import { TopicsOverview } from './topics/overview'

/** The topics of the corpus: all of them, or the one that is asked for. */
export function TopicsPage({ parameters, say }: PageProps) {
  const { vocabulary, settings, counting, error, choose } = useTopics()
  const tell = (change: Promise<unknown>) =>
    void change.catch((reason: unknown) => say(reason instanceof Error ? reason.message : String(reason)))
  const choices = {
    onFollow: (label: string, on: boolean) => tell(choose.follow(label, on)),
    onMute: (label: string, on: boolean) => tell(choose.mute(label, on)),
  }
  if (error) return <ReadingFailed error={error} />
  if (!settings || (!vocabulary && counting)) return <BusyLine text="Counting the topics of your papers" />
  const asked = parameters.get('topic')
  if (asked)
    return (
      <OneTopic
        key={asked}
        label={asked}
        vocabulary={vocabulary ?? null}
        settings={settings}
        say={say}
        {...choices}
      />
    )
  return <TopicsOverview vocabulary={vocabulary ?? null} settings={settings} {...choices} />
}
