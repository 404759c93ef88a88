import { browser } from 'wxt/browser'
import { appUrl } from '../extension'
import { selectionQuery } from './selection'

const SEARCH_SELECTION = 'search-selection'

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
    const query = encodeURIComponent(selectionQuery(info.selectionText ?? ''))
    void browser.tabs.create({ url: appUrl(`#/search?q=${query}`) })
  })
}
