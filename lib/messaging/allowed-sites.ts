import { type Browser, browser } from 'wxt/browser'
import { changeSettings, readSettings, watchSettings } from '../settings'
import { sites } from '../sites/registry'
import { pagesOf } from './granted-hosts'

const SCRIPT = 'allowed'
const FILE = 'content-scripts/annotate.js'

let last: Promise<unknown> = Promise.resolve()

/**
 * Sees to it that every page of the hosts that the reader allows is annotated: as long as the browser lets Gloss, and the
 * settings have the host. Registers its listeners at once.
 */
export function followAllowedSites(): void {
  const update = () => inTurn(registerAllowed)
  browser.runtime.onInstalled.addListener(update)
  browser.runtime.onStartup.addListener(update)
  browser.permissions.onAdded.addListener(update)
  browser.permissions.onRemoved.addListener(() =>
    inTurn(async () => {
      await forgetBarred()
      await registerAllowed()
    }),
  )
  watchSettings((now, before) => {
    if (now.allowedHosts.join(' ') !== before.allowedHosts.join(' ')) update()
  })
}

/** What was asked for first is done first, so that the last word is what stays. */
function inTurn(work: () => Promise<void>): void {
  last = last.then(work).catch(error => console.error('Gloss: allowed sites could not be registered', error))
}

async function registerAllowed(): Promise<void> {
  const { allowedHosts } = await readSettings()
  const matches = (await grantedAmong(allowedHosts)).flatMap(host => pagesOf(host) ?? []).sort()
  const [known] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] })
  if (matches.length === 0) {
    if (known) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] })
    return
  }
  const script: Browser.scripting.RegisteredContentScript = {
    id: SCRIPT,
    matches: [...new Set(matches)],
    // There the manifest has it run, and nothing runs twice.
    excludeMatches: sites.flatMap(site => [...site.matches]),
    js: [FILE],
    runAt: 'document_start',
    allFrames: false,
    persistAcrossSessions: true,
  }
  if (known) await browser.scripting.updateContentScripts([script])
  else await browser.scripting.registerContentScripts([script])
}

/** Takes hosts out of the settings that the browser does not let Gloss into any more. */
async function forgetBarred(): Promise<void> {
  const { allowedHosts } = await readSettings()
  const granted = new Set(await grantedAmong(allowedHosts))
  const barred = new Set(allowedHosts.filter(host => !granted.has(host)))
  if (barred.size > 0)
    await changeSettings(now => ({ allowedHosts: now.allowedHosts.filter(host => !barred.has(host)) }))
}

async function grantedAmong(hosts: readonly string[]): Promise<string[]> {
  const granted = await Promise.all(
    hosts.map(async host => {
      const origin = pagesOf(host)
      // A browser rejects what is no pattern to it.
      return origin !== null && (await browser.permissions.contains({ origins: [origin] }).catch(() => false))
    }),
  )
  return hosts.filter((_, n) => granted[n])
}
