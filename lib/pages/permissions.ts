import { browser } from 'wxt/browser'
import * as granted from '../messaging/granted-hosts'
import { corpus } from './context'
import { originOf } from './origins'

/**
 * Asks the reader for leave to ask the hosts of these addresses. To be called in the very handler of a click: a browser
 * shows the question then only. False where the reader refuses.
 */
export async function requestHosts(urls: readonly string[]): Promise<boolean> {
  const origins = [...new Set(urls.flatMap(url => originOf(url) ?? []))]
  if (origins.length === 0) return true
  return browser.permissions.request({ origins })
}

/** Gives back the leave for the host of an address, unless something else that the reader wants needs it. */
export function giveBackHost(url: string): Promise<void> {
  return granted.giveBackHost(corpus.db, url)
}

/** Those of these addresses that the browser does not let Gloss ask. */
export async function barredAmong(urls: readonly string[]): Promise<ReadonlySet<string>> {
  const barred = await Promise.all(
    urls.map(async url => {
      const origin = originOf(url)
      const allowed = origin && (await browser.permissions.contains({ origins: [origin] }))
      return allowed ? [] : [url]
    }),
  )
  return new Set(barred.flat())
}

/** Calls `listener` whenever the reader or the browser gives or takes leave, until `signal` aborts. */
export function watchPermissions(listener: () => void, signal: AbortSignal): void {
  const { onAdded, onRemoved } = browser.permissions
  onAdded.addListener(listener)
  onRemoved.addListener(listener)
  signal.addEventListener('abort', () => {
    onAdded.removeListener(listener)
    onRemoved.removeListener(listener)
  })
}
