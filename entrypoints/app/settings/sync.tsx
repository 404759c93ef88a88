import { ask } from '@/lib/messaging/client'
import { messageOf } from '@/lib/pages/failure'
import type { Status } from '@/lib/pages/status'
import { statusText } from '@/lib/pages/status-words'
import type { Settings } from '@/lib/settings'
import { dayOfTime, isDay } from '@/lib/time'

interface Props {
  readonly status: Status | undefined
  readonly settings: Settings
  readonly now: number
  readonly change: (part: Partial<Settings>) => void
  readonly say: (text: string) => void
}

/** Whether, how far back and over which connections digests are fetched. */
export function SyncSection({ status, settings, now, change, say }: Props) {
  const syncNow = () =>
    ask('sync', {}).then(
      ({ started }) => say(started ? 'Syncing' : 'A sync is already running'),
      (error: unknown) => say(messageOf(error)),
    )
  return (
    <section class="setting" aria-labelledby="sync">
      <h2 id="sync">Sync</h2>
      <label class="row">
        <input
          type="checkbox"
          checked={settings.syncOn}
          onChange={event => change({ syncOn: event.currentTarget.checked })}
        />
        Fetch new papers in the background
      </label>
      <label class="row">
        <input
          type="checkbox"
          checked={settings.syncMetered}
          disabled={!settings.syncOn}
          onChange={event => change({ syncMetered: event.currentTarget.checked })}
        />
        Also on metered connections
      </label>
      <label class="row">
        Back to
        <input
          class="btn"
          type="date"
          value={settings.syncFrom}
          max={dayOfTime(now)}
          onChange={event =>
            isDay(event.currentTarget.value) && change({ syncFrom: event.currentTarget.value })
          }
        />
      </label>
      <p class="row sync-now">
        <button type="button" class="btn" onClick={syncNow} disabled={!settings.syncOn}>
          Sync now
        </button>
        {/* How each digest stands, and what went wrong with it, is said beside it. */}
        {status && <span class="faint">{statusText(status, now)}</span>}
      </p>
    </section>
  )
}
