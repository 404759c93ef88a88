import type { Page } from 'playwright-core'
import type { GlossBrowser } from '../../browser.ts'
import { freshPage, heapMB } from './session.ts'

/** The size of the toolbar's popup. */
const SIZE = { width: 380, height: 560 }

/**
 * Milliseconds from opening the popup, in a new process and with no worker, to its first results painted. The query is
 * in its field as soon as there is a field.
 */
export async function popupTime(gloss: GlossBrowser, query: string): Promise<number> {
  const popup = await openPopup(gloss, query)
  const painted = await resultsPainted(popup)
  await popup.close()
  return painted
}

/** Megabytes that the popup holds when queries have been typed into it. */
export async function popupHeap(gloss: GlossBrowser, queries: readonly string[]): Promise<number> {
  const [first = '', ...rest] = queries
  const popup = await openPopup(gloss, first)
  await resultsPainted(popup)
  for (const query of rest) {
    await popup.locator('input[type=search]').fill('')
    await popup.locator('input[type=search]').pressSequentially(query)
    await popup.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor()
  }
  const megabytes = await heapMB(popup)
  await popup.close()
  return megabytes
}

function openPopup(gloss: GlossBrowser, query: string): Promise<Page> {
  return freshPage(gloss, 'popup.html', async page => {
    await page.setViewportSize(SIZE)
    await page.addInitScript(searchAtOnce, query)
  })
}

/** In the page, before its own scripts: types the query when the field appears, and marks when results are painted. */
function searchAtOnce(query: string): void {
  let asked = false
  const observer = new MutationObserver(() => {
    const input = document.querySelector<HTMLInputElement>('input[type=search]')
    if (input && !asked) {
      asked = true
      input.value = query
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    if (!asked || !document.querySelector('[aria-label="Results"] a')) return
    observer.disconnect()
    // The second frame begins when the first, which holds the results, has been handed on.
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('results-painted')))
  })
  observer.observe(document, { childList: true, subtree: true, attributes: true })
}

/** The page's own clock, from the start of its navigation, when its results were painted. */
function resultsPainted(popup: Page): Promise<number> {
  return popup.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const timer = setTimeout(() => failed(new Error('The popup showed no results in 30 s')), 30_000)
        new PerformanceObserver((list, observer) => {
          const [mark] = list.getEntriesByName('results-painted')
          if (!mark) return
          observer.disconnect()
          clearTimeout(timer)
          done(mark.startTime)
        }).observe({ type: 'mark', buffered: true })
      }),
  )
}
