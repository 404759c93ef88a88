import { browser } from 'wxt/browser'
import type { LibraryChanged } from './protocol'

/** Tells every open page of the extension and every content script. Those that are gone are not missed. */
export async function announce(change: LibraryChanged): Promise<void> {
  await browser.runtime.sendMessage(change).catch(() => undefined)
  for (const tab of await browser.tabs.query({}))
    if (tab.id !== undefined) void browser.tabs.sendMessage(tab.id, change).catch(() => undefined)
}
