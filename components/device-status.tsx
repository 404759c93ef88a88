import type { DevicesState } from '@/lib/library/device-accounts'
import { ago } from '@/lib/time'

interface Props {
  readonly state: DevicesState
  readonly meeting: boolean
  /** Milliseconds. */
  readonly now: number
}

/** How it stands between the devices: when they met last, what did not fit, what went wrong and when it goes on. */
export function DeviceStatus({ state, meeting, now }: Props) {
  const { last, lastSuccess, retryAt, stopped } = state
  const met = lastSuccess === undefined ? 'Not synced yet' : `Synced ${ago(lastSuccess, now)}`
  return (
    <div class="device-status">
      <p role="status">{meeting ? 'Syncing' : met}</p>
      {last && !last.ok && (
        <p class="notice bad" role="alert">
          {last.said.join(' ')}
          {stopped
            ? ' It does not go on by itself.'
            : retryAt !== undefined && retryAt > now && ` It goes on by itself ${waitText(retryAt - now)}.`}
        </p>
      )}
      {last?.ok && last.said.length > 0 && (
        <div class="notice" role="status">
          {last.said.map(line => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </div>
  )
}

function waitText(wait: number): string {
  const minutes = Math.ceil(wait / 60_000)
  if (minutes <= 1) return 'in a minute'
  return minutes < 90 ? `in ${minutes} minutes` : `in ${Math.round(minutes / 60)} hours`
}
