import type { Page } from 'playwright-core'
import { type MainThread, readMainThread, resetMainThread } from './main-thread.ts'
import type { Stage } from './stage.ts'
import { until } from './wait.ts'

/** Milliseconds. */
const STORED_WITHIN = 300_000
const LOOK_EVERY = 50

/** A paper as a digest names it. */
export interface Named {
  readonly id: string
  readonly title: string
}

/** When a paper was stored and when the popup had found it, by this machine's clock, and how the popup fared. */
export interface Found {
  readonly storedAt: number
  readonly at: number
  readonly mainThread: MainThread
}

/**
 * One that is not stored yet, and whose title can be typed into the search field as it is: words alone, and enough of
 * them to name it. The starter digest has some of the others.
 */
export async function awaited({ stored }: Stage, papers: readonly Named[]): Promise<Named> {
  const missing = new Set(await stored.missing(papers.map(({ id }) => id)))
  const paper = papers.find(
    ({ id, title }) => missing.has(id) && /^[\w ,:-]+$/.test(title) && title.split(' ').length >= 5,
  )
  if (!paper) throw new Error('There is no new paper with a plain title to search for')
  return paper
}

/** Waits until a paper is stored, searches for it in the popup as a reader would, and closes the popup. */
export async function findFirst({ stored, popup, today }: Stage, { id, title }: Named): Promise<Found> {
  await resetMainThread(popup)
  const wait = { within: STORED_WITHIN, every: LOOK_EVERY }
  await until(`The first paper, ${id},`, async () => (await stored.title(id)) !== undefined, wait)
  const storedAt = Date.now()
  const at = await search(popup, title)
  const mainThread = await readMainThread(popup)
  await popup.close()
  // A page in the background is hardly ever painted.
  await today.bringToFront()
  return { storedAt, at, mainThread }
}

/** Types a title into the popup; returns when it was found, by this machine's clock. */
function search(popup: Page, title: string): Promise<number> {
  return popup.evaluate(async title => {
    /** Milliseconds. The popup drops the answer to what was overtaken, so it is not asked again at once. */
    const [ASK_EVERY, GIVE_UP_AFTER] = [2000, 60_000]
    const wordsOf = (text: string | null) => (text?.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ')
    const wanted = wordsOf(title)
    const input = document.querySelector<HTMLInputElement>('input[type=search]')
    if (!input) throw new Error('The popup has no search field')
    const found = () =>
      [...document.querySelectorAll('[aria-label="Results"] a')].some(link =>
        wordsOf(link.textContent).includes(wanted),
      )
    const end = Date.now() + GIVE_UP_AFTER
    for (let times = 0; Date.now() < end; times++) {
      // A query that does not change is not asked again.
      input.value = times % 2 ? `${wanted} ` : wanted
      input.dispatchEvent(new Event('input', { bubbles: true }))
      const askAgain = Date.now() + ASK_EVERY
      while (Date.now() < askAgain) {
        if (found()) return Date.now()
        await new Promise(done => setTimeout(done, 10))
      }
    }
    throw new Error(`The popup never found “${title}”, though it is stored`)
  }, title)
}
