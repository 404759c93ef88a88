import { defineContentScript } from 'wxt/utils/define-content-script'
import { readSettings } from '@/lib/settings'
import { recognise, sites } from '@/lib/sites/registry'
import { answerWhichPaper, paperOnPage } from './page'
import { showPanel } from './panel-host'

export default defineContentScript({
  matches: sites.flatMap(site => [...site.matches]),
  runAt: 'document_start',
  async main(context) {
    const recognised = recognise(location.href)
    if (!recognised) return
    const settings = await readSettings()
    if (settings.offHosts.includes(location.host)) return
    const page = await paperOnPage(recognised.site, context.signal)
    const folded = settings.collapsedHosts.includes(location.host)
    if (!page) return
    showPanel(recognised.site, page, folded, context.signal)
    answerWhichPaper(page.reading, context.signal)
  },
})
