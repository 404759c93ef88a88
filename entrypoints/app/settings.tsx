import { routeHash } from '@/lib/pages/route'
import { useNow, useSettings } from '@/lib/pages/surroundings'
import { changeSettings, type Settings } from '@/lib/settings'
import type { PageProps } from './app'
import { useRegistry } from './registry'
import { AddDigest } from './settings/add-digest'
import { BackupSection } from './settings/backup'
import { DevicesSection } from './settings/devices'
import { DigestsSection } from './settings/digests'
import { ForYouSection } from './settings/for-you'
import { KnowsPage } from './settings/knows'
import { AppearanceSection, PrivacySection } from './settings/sections'
import { SitesSection } from './settings/sites'
import { StorageSection } from './settings/storage'
import { SummariesSection } from './settings/summaries'
import { SyncSection } from './settings/sync'

/** Everything the reader can choose, and what leaves the machine. */
export function SettingsPage({ parameters, status, say }: PageProps) {
  const settings = useSettings()
  const registry = useRegistry()
  const now = useNow()
  if (parameters.get('page') === 'knows') return <KnowsPage />
  if (!settings) return <p class="empty">Loading settings</p>
  const change = (part: Partial<Settings>) =>
    void changeSettings(() => part).catch(() => say('The setting could not be stored. Nothing was changed.'))
  return (
    <>
      <header class="page-head">
        <h1>Settings</h1>
      </header>
      <section class="setting" aria-labelledby="digests">
        <h2 id="digests">Digests</h2>
        <DigestsSection status={status} registry={registry} now={now} say={say} />
        <AddDigest status={status} registry={registry} say={say} />
      </section>
      <SyncSection status={status} settings={settings} now={now} change={change} say={say} />
      <DevicesSection now={now} say={say} />
      <AppearanceSection settings={settings} change={change} />
      <SitesSection settings={settings} change={change} say={say} />
      <SummariesSection settings={settings} change={change} say={say} />
      <ForYouSection settings={settings} change={change} say={say} />
      <BackupSection settings={settings} change={change} say={say} />
      <StorageSection status={status} say={say} />
      <PrivacySection status={status} />
      <section class="setting" aria-labelledby="about">
        <h2 id="about">How Gloss knows</h2>
        <p>
          <a class="btn" href={routeHash('settings', { page: 'knows' })}>
            What Gloss knows, and how it comes to what it says
          </a>
        </p>
      </section>
    </>
  )
}
