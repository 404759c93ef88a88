import { useEffect, useState } from 'preact/hooks'
import { StatusBar } from '@/components/status-bar'
import { ask } from '@/lib/messaging/client'
import { number, problemText, statusText } from '@/lib/pages/status'
import { changeSettings, readSettings, type Settings, watchSettings } from '@/lib/settings'
import { dailySources } from '@/lib/sources/registry'
import { dayInWords, isDay } from '@/lib/time'
import type { PageProps } from './app'

/** Everything the reader can choose, and what leaves the machine. */
export function SettingsPage({ status, say }: PageProps) {
  const [settings, setSettings] = useState<Settings | null>(null)
  const [used, setUsed] = useState<number | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    void readSettings().then(setSettings)
    watchSettings(setSettings, controller.signal)
    void navigator.storage.estimate().then(({ usage }) => setUsed(usage ?? null))
    return () => controller.abort()
  }, [])
  if (!settings) return <p class="empty">Loading settings</p>
  const change = (part: Partial<Settings>) => void changeSettings(() => part)
  const now = Date.now()
  const [source] = dailySources
  const syncNow = () =>
    ask('sync', {}).then(
      ({ started }) => say(started ? 'Syncing' : 'A sync is already running'),
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    )
  return (
    <>
      <header class="page-head">
        <h1>Settings</h1>
      </header>
      <section class="setting">
        <h2>Digest</h2>
        <label class="row">
          <input
            type="checkbox"
            checked={settings.syncOn}
            onChange={event => change({ syncOn: event.currentTarget.checked })}
          />
          Sync {source?.title}
        </label>
        <label class="row">
          Back to
          <input
            class="btn"
            type="date"
            value={settings.syncFrom}
            min={source?.firstDay}
            onChange={event =>
              isDay(event.currentTarget.value) && change({ syncFrom: event.currentTarget.value })
            }
          />
        </label>
        {status && (
          <StatusBar
            text={`${statusText(status, now)} · ${number(status.progress.daysDone)} of ${number(status.progress.daysInAll)} days`}
            problem={problemText(status, now)}
            done={status.progress.daysDone / Math.max(1, status.progress.daysInAll)}
          />
        )}
        <p>
          <button type="button" class="btn" onClick={syncNow} disabled={!settings.syncOn}>
            Sync now
          </button>
        </p>
      </section>
      <section class="setting">
        <h2>Appearance</h2>
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
      <section class="setting">
        <h2>Sites</h2>
        {settings.offHosts.length === 0 && <p class="muted">Gloss is on wherever it knows the site.</p>}
        <ul class="hosts">
          {settings.offHosts.map(host => (
            <li key={host} class="row">
              <span>Off on {host}</span>
              <button
                type="button"
                class="btn"
                onClick={() => change({ offHosts: settings.offHosts.filter(other => other !== host) })}
              >
                Turn on
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section class="setting">
        <h2>Privacy</h2>
        <p>
          Looking at a page, searching and saving send nothing anywhere. The one thing Gloss asks the network
          for is the digest itself, day by day, from {source ? new URL(source.homepage).host : 'its host'},
          and it asks for the same days whoever reads
          {status?.lastSuccess
            ? `; last on ${dayInWords(new Date(status.lastSuccess).toISOString().slice(0, 10))}`
            : ''}
          .
        </p>
        {used !== null && (
          <p class="muted">
            Your digest, index and reading list take {(used / 1e6).toFixed(1)} MB on this machine.
          </p>
        )}
      </section>
    </>
  )
}
