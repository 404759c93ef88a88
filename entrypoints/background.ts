import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { offerWelcome } from '@/lib/extension'
import { followAllowedSites } from '@/lib/messaging/allowed-sites'
import { registerCommands } from '@/lib/messaging/commands'
import { followDevices } from '@/lib/messaging/device-handlers'
import { handleMessages } from '@/lib/messaging/handlers'
import { registerMenus } from '@/lib/messaging/menus'
import { registerOmnibox } from '@/lib/messaging/omnibox'
import { workerCorpus } from '@/lib/messaging/worker-corpus'
import { ensureAlarm, followSettings, SYNC_ALARM, startSync } from '@/lib/sync/schedule'

export default defineBackground(() => {
  const openCorpus = workerCorpus(() => void startSync())
  handleMessages(openCorpus)
  registerMenus(openCorpus)
  registerCommands(openCorpus)
  registerOmnibox(openCorpus)
  followSettings()
  followAllowedSites()
  followDevices()
  browser.alarms.onAlarm.addListener(alarm => {
    if (alarm.name === SYNC_ALARM) startSync()
  })
  browser.runtime.onInstalled.addListener(({ reason }) => {
    startSync()
    if (reason === 'install') void offerWelcome()
  })
  browser.runtime.onStartup.addListener(() => void ensureAlarm())
})
