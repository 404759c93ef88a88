import { browser } from 'wxt/browser'
import { changeSettings } from '../settings'
import { giveBackHost, requestHosts } from './permissions'

/** Firefox's side panel, which other browsers know nothing of. */
interface WithSidebar {
  readonly sidebarAction?: { open(): Promise<void> }
}

/** Turns Gloss on again on a host, and loads the page anew that the reader looks at. */
export async function turnOn(host: string, tab: number): Promise<void> {
  await changeSettings(({ offHosts }) => ({ offHosts: without(offHosts, host) }))
  await browser.tabs.reload(tab)
}

/** Turns Gloss off on a host. */
export async function turnOff(host: string): Promise<void> {
  await changeSettings(({ offHosts }) => ({ offHosts: [...without(offHosts, host), host] }))
}

/**
 * Asks for leave to annotate every page of a host, which holds until it is taken back. To be called in the very handler
 * of a click. False where the reader refuses.
 */
export async function allowHost(host: string): Promise<boolean> {
  const asking = requestHosts([`https://${host}/`])
  // At once: where the browser's question takes the focus, it closes the popup, and nobody is there for the answer. A host
  // that is listed here without leave is not touched.
  const listing = changeSettings(({ allowedHosts }) => ({
    allowedHosts: [...without(allowedHosts, host), host],
  }))
  const given = await asking.catch(() => false)
  await listing
  if (!given) await changeSettings(({ allowedHosts }) => ({ allowedHosts: without(allowedHosts, host) }))
  return given
}

/** Takes a host's pages out of what is annotated, and gives the leave back. */
export async function forgetHost(host: string): Promise<void> {
  await changeSettings(({ allowedHosts }) => ({ allowedHosts: without(allowedHosts, host) }))
  await giveBackHost(`https://${host}/`)
}

/** What opens the side panel; null in a browser that has none. To be called in the very handler of a click. */
export function sidePanelOpener(window: number): (() => Promise<void>) | null {
  const { sidebarAction } = browser as typeof browser & WithSidebar
  if (sidebarAction) return () => sidebarAction.open()
  // Chrome has had a side panel for longer than a way to open it.
  const { sidePanel } = browser
  return sidePanel?.open ? () => sidePanel.open({ windowId: window }) : null
}

function without(hosts: readonly string[], host: string): string[] {
  return hosts.filter(other => other !== host)
}
