import { askedHosts, isFetched } from '@/lib/pages/followed'
import type { Status } from '@/lib/pages/status'
import type { Settings } from '@/lib/settings'
import { dayInWords, dayOfTime } from '@/lib/time'

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
}

/** Light or dark. */
export function AppearanceSection({ settings, change }: Props) {
  return (
    <section class="setting" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <label class="row">
        Theme of Gloss’s own pages
        <select
          class="btn"
          value={settings.theme}
          onChange={event => change({ theme: event.currentTarget.value as Settings['theme'] })}
        >
          <option value="system">As the system</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <p class="muted">On other sites the panel is as light or dark as the page it stands on.</p>
    </section>
  )
}

/** What leaves the machine: exactly the hosts that are asked. */
export function PrivacySection({ status }: { readonly status: Status | undefined }) {
  const hosts = askedHosts(status?.digests.map(({ row }) => row) ?? [])
  const paused = status?.digests.some(({ row }) => isFetched(row) && row.paused)
  const last = status?.lastSuccess ? `; last on ${dayInWords(dayOfTime(status.lastSuccess))}` : ''
  return (
    <section class="setting" aria-labelledby="privacy">
      <h2 id="privacy">Privacy</h2>
      <p class="prose">
        Looking at a page, searching and saving send nothing anywhere. What Gloss asks the network for is the
        digests themselves, without cookies and without a word about what you read.
      </p>
      {hosts.length > 0 && status?.syncOn ? (
        <>
          <p>
            The digests that you follow come from {hosts.length === 1 ? 'one host' : 'these hosts'}
            {last}:
          </p>
          <ul class="bullets" aria-label="Hosts that are asked">
            {hosts.map(host => (
              <li key={host}>{host}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          {status?.syncOn === false
            ? 'Sync is off: nothing is asked of anyone.'
            : `No digest is ${paused ? 'running' : 'followed'}: nothing is asked of anyone.`}
        </p>
      )}
    </section>
  )
}
