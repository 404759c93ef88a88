import { useNow, useSettings } from '@/lib/pages/surroundings'
import { changeSettings, type Settings } from '@/lib/settings'
import type { PageProps } from './app'
import { useRegistry } from './registry'
import { AddDigest } from './settings/add-digest'
import { DigestsSection } from './settings/digests'
import { AppearanceSection, PrivacySection, SitesSection } from './settings/sections'
import { StorageSection } from './settings/storage'
import { SyncSection } from './settings/sync'

/** Everything the reader can choose, and what leaves the machine. */
export function SettingsPage({ status, say }: PageProps) {
  const settings = useSettings()
  const registry = useRegistry()
  const now = useNow()
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
      <AppearanceSection settings={settings} change={change} />
      <SitesSection settings={settings} change={change} />
      <StorageSection status={status} say={say} />
      <PrivacySection status={status} />
    </>
  )
}
