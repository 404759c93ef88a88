import { FEED_TITLE, FEED_URL, type FeedHost } from './feed.ts'
import type { Stage } from './stage.ts'
import { untilQuiet, untilSynced } from './wait.ts'

/** Follows the feed alone until all of it is stored, indexed and at rest, and leaves only the blank page open. */
export async function followWhole(stage: Stage, feed: FeedHost): Promise<void> {
  await stage.send('remove-digest', { digest: 'hf', papers: 'keep' })
  await stage.changeSettings({ syncOn: true })
  const { digest } = await stage.send('follow', { kind: 'gloss-digest', url: FEED_URL, title: FEED_TITLE })
  const watched = { standing: () => stage.stored.standing(digest), requests: () => feed.requests.length }
  const allAsked = () => feed.requests.length > feed.shards.length
  await untilSynced('The feed', watched, allAsked, async ({ phase }) => allAsked() && phase === 'idle')
  await untilQuiet('the upkeep of the index', watched)
  await stage.changeSettings({ syncOn: false })
  await stage.today.close()
  await stage.popup.close()
}
