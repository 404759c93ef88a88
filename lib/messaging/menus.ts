import { browser } from 'wxt/browser'
import { appUrl } from '../extension'

const SEARCH_SELECTION = 'search-selection'
const MAX_QUERY_LENGTH = 200

/** The context menu: selected text is searched in the digest. */
export function registerMenus(): void {
  browser.runtime.onInstalled.addListener(() => {
    browser.contextMenus.removeAll(() => {
      browser.contextMenus.create({
        id: SEARCH_SELECTION,
        title: 'Search Gloss for "%s"',
        contexts: ['selection'],
      })
    })
  })
  browser.contextMenus.onClicked.addListener(info => {
    if (info.menuItemId !== SEARCH_SELECTION) return
    const query = encodeURIComponent((info.selectionText ?? '').slice(0, MAX_QUERY_LENGTH))
    void browser.tabs.create({ url: appUrl(`#/search?q=${query}`) })
  })
}
