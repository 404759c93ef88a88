import { browser } from 'wxt/browser'
import type { Corpus } from '../corpus/corpus'
import { appUrl } from '../extension'
import { type LookedAt, saveTab, telling } from './quick-save'

/** The keys that the reader gives Gloss in the browser's settings: save what the tab shows, open the reading list. */
export function registerCommands(open: () => Promise<Corpus>): void {
  browser.commands.onCommand.addListener((command: string, tab?: LookedAt) => {
    if (command === 'open-library') void browser.tabs.create({ url: appUrl('#/library') })
    if (command === 'save-paper') void savePaper(open, tab)
  })
}

async function savePaper(open: () => Promise<Corpus>, given: LookedAt | undefined): Promise<void> {
  // Older versions of Firefox do not say which tab it is.
  const tab = given ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0]
  if (tab) await telling(tab.id, async () => saveTab(await open(), tab, 'shortcut'))
}
