import { defineContentScript } from 'wxt/utils/define-content-script'
import { readSettings } from '@/lib/settings'
import { recognise, sites } from '@/lib/sites/registry'
import { answerWhichPaper, paperOnPage } from './page'
import { showPanel } from './panel-host'

export default defineContentScript({
  matches: sites.flatMap(site => [...site.matches]),
  runAt: 'document_start',
  async main({ signal }) {
    const recognised = recognise(location.href)
    if (!recognised) return
    // Read while the page is parsed. The panel takes its place without waiting for it: after the first paint that
    // would move the page.
    const settings = readSettings()
    const page = await paperOnPage(recognised.site, signal)
    if (!page) return
    const panel = showPanel(recognised.site, page, signal)
    answerWhichPaper(page.reading, signal)
    const { offHosts, collapsedHosts } = await settings
    if (offHosts.includes(location.host)) panel.remove()
    else if (collapsedHosts.includes(location.host)) panel.fold()
  },
})
