import { type Browser, browser } from 'wxt/browser'
import type { Corpus } from '../corpus/corpus'
import { appUrl } from '../extension'
import { patternsOf } from '../sites/recognise'
import { sites } from '../sites/registry'
import { saveLink, saveSelected, saveTab, telling } from './quick-save'
import { selectionQuery } from './selection'

/** What Firefox tells of a link besides. */
type Clicked = Browser.contextMenus.OnClickData & { readonly linkText?: string }

const ENTRIES: readonly Browser.contextMenus.CreateProperties[] = [
  { id: 'search-selection', title: 'Search Gloss for "%s"', contexts: ['selection'] },
  { id: 'save-selection', title: 'Save papers in the selection', contexts: ['selection'] },
  { id: 'save-link', title: 'Save linked paper to Gloss', contexts: ['link'] },
  // Elsewhere it would stand in the menu of every page there is.
  { id: 'save-page', title: 'Save this paper', contexts: ['page'], documentUrlPatterns: patternsOf(sites) },
]

/** The context menu: selected text is searched in the digest, and what is named or linked is saved. */
export function registerMenus(open: () => Promise<Corpus>): void {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.removeAll(() => {
      for (const entry of ENTRIES) browser.contextMenus.create(entry)
    })
  })
  browser.contextMenus.onClicked.addListener((info: Clicked, tab) => {
    const { selectionText = '', linkUrl = '', linkText } = info
    switch (info.menuItemId) {
      case 'search-selection': {
        const query = encodeURIComponent(selectionQuery(selectionText))
        void browser.tabs.create({ url: appUrl(`#/search?q=${query}`) })
        break
      }
      case 'save-selection':
        void telling(tab?.id, async () => saveSelected(await open(), selectionText))
        break
      case 'save-link':
        void telling(tab?.id, async () => saveLink(await open(), linkUrl, linkText))
        break
      case 'save-page': {
        const shown = { id: tab?.id, url: info.pageUrl ?? tab?.url }
        void telling(tab?.id, async () => saveTab(await open(), shown, 'menu'))
      }
    }
  })
}
