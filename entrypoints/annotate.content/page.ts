import { browser } from 'wxt/browser'
import type { WhichPaper } from '@/lib/messaging/protocol'
import type { PageReading, PanelPlace, Site } from '@/lib/sites/site'

/** A paper page that is read: what it says, and where the panel goes, if anywhere. */
export interface PaperPage {
  readonly reading: PageReading
  readonly place: PanelPlace | null
}

/**
 * Waits until the panel's place has been parsed, or the whole page has, and reads the page. At the first of the two,
 * so that the panel stands there before the browser paints what comes below it. Null when the page shows no paper.
 */
export function paperOnPage(site: Site, signal: AbortSignal): Promise<PaperPage | null> {
  const url = new URL(location.href)
  return new Promise(resolve => {
    const settle = (parsed: boolean): boolean => {
      const place = site.panelPlace(document)
      const reading = place || parsed ? site.read(document, url) : null
      if (!parsed && !(place && reading)) return false
      observer.disconnect()
      resolve(reading && { reading, place })
      return true
    }
    const observer = new MutationObserver(() => settle(false))
    if (settle(document.readyState !== 'loading')) return
    observer.observe(document, { childList: true, subtree: true })
    document.addEventListener('DOMContentLoaded', () => settle(true), { once: true, signal })
    signal.addEventListener('abort', () => observer.disconnect(), { once: true })
  })
}

/** Tells the popup what the page says of its paper. */
export function answerWhichPaper(reading: PageReading, signal: AbortSignal): void {
  const onMessage = (message: WhichPaper, _sender: unknown, respond: (reading: PageReading) => void) => {
    if (message.type === 'which-paper') respond(reading)
  }
  browser.runtime.onMessage.addListener(onMessage)
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(onMessage), { once: true })
}
