import type { Page } from 'playwright-core'
import { openRealPopup, type Setting } from './gloss'

/** A page of the extension that Playwright does not attach to: the popup, the side panel. */
export interface OwnPage {
  /** What it shows; a part of it alone, where a selector names one. */
  text(selector?: string): Promise<string>
  /** The names of its buttons. */
  buttons(): Promise<string[]>
  /** Clicks the button of this name as a reader does. */
  click(name: string): Promise<void>
}

/** Opens the popup as the toolbar's button does, over `tab`. */
export async function popupOver(setting: Setting, tab: Page): Promise<OwnPage> {
  await openRealPopup(setting, tab)
  return attachTo(setting, tab, 'popup.html')
}

/** Opens the side panel beside `tab`, by the popup's button for it. */
export async function sidePanelBeside(setting: Setting, tab: Page): Promise<OwnPage> {
  const popup = await popupOver(setting, tab)
  while (!(await popup.buttons()).includes('Open in side panel')) await tab.waitForTimeout(50)
  await popup.click('Open in side panel')
  return attachTo(setting, tab, 'sidepanel.html')
}

/** Speaks to an open page of the extension through the session of a tab, once it is there. */
async function attachTo({ gloss }: Setting, tab: Page, path: string): Promise<OwnPage> {
  const session = await gloss.context.newCDPSession(tab)
  const find = async () => {
    const { targetInfos } = await session.send('Target.getTargets')
    return targetInfos.find(({ url }) => url === gloss.page(path))
  }
  let target = await find()
  for (let tries = 0; !target && tries < 100; tries++) {
    await tab.waitForTimeout(50)
    target = await find()
  }
  if (!target) throw new Error(`${path} did not open`)
  const { targetId } = target
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  let last = 0
  const evaluate = <T>(expression: string) =>
    new Promise<T>((resolve, reject) => {
      const id = ++last
      const onMessage = (event: { readonly message: string }) => {
        const { id: answered, result, error } = JSON.parse(event.message) as Answer<T>
        if (answered !== id) return
        session.off('Target.receivedMessageFromTarget', onMessage)
        const problem = error?.message ?? result?.exceptionDetails?.exception?.description
        if (problem || !result) reject(new Error(problem ?? 'No answer'))
        else resolve(result.result.value)
      }
      session.on('Target.receivedMessageFromTarget', onMessage)
      // With a gesture: what only a reader's click may do, a click here may, too.
      const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
      const message = JSON.stringify({ id, method: 'Runtime.evaluate', params })
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
  return {
    text: (selector = 'body') =>
      evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText.replace(/\\s+/g, ' ') ?? ''`),
    buttons: () => evaluate(`[...document.querySelectorAll('button')].map(${NAME})`),
    click: name =>
      evaluate(
        `[...document.querySelectorAll('button')].find(button => (${NAME})(button) === ${JSON.stringify(name)}).click()`,
      ),
  }
}

const NAME = `button => button.getAttribute('aria-label') ?? button.innerText.trim()`

interface Answer<T> {
  readonly id?: number
  readonly error?: { readonly message: string }
  readonly result?: {
    readonly result: { readonly value: T }
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
  }
}
