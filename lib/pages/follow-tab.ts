import { useEffect, useState } from 'preact/hooks'
import { type Browser, browser } from 'wxt/browser'
import type { PageChanged } from '../messaging/protocol'
import { watchSettings } from '../settings'
import { activeTab, readTab, type ThisTab } from './this-tab'

/** Changes come in flocks: the tab is looked at once for each, after so many milliseconds. */
const LOOK_AFTER = 100

/**
 * Tells what the active tab of this window shows, at once and whenever that changes, until `signal` aborts. What was
 * read of a tab that the reader has left meanwhile is not told, nor the same twice.
 */
export function followActiveTab(tell: (tab: ThisTab) => void, signal: AbortSignal): void {
  /** Counts the changes from tab to tab. */
  let left = 0
  let asked = 0
  let newest = 0
  let active: number | undefined
  let told = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async () => {
    timer = undefined
    const mine = ++asked
    const since = left
    const isStale = () => signal.aborted || since !== left || mine < newest
    const tab = await activeTab().catch(() => undefined)
    if (isStale()) return
    active = tab?.id
    const shown: ThisTab = tab ? await readTab(tab) : { state: 'none' }
    if (isStale()) return
    newest = mine
    const text = JSON.stringify(shown)
    if (text === told) return
    told = text
    tell(shown)
  }
  const soon = () => {
    timer ??= setTimeout(look, LOOK_AFTER)
  }
  const leave = () => {
    left++
    soon()
  }
  const onUpdated = (id: number, change: { readonly status?: string; readonly url?: string }) => {
    if (id === active && (change.status || change.url)) soon()
  }
  const onMessage = (message: PageChanged, sender: Browser.runtime.MessageSender) => {
    if (message?.type === 'page-changed' && sender.tab?.id === active) soon()
  }
  const { tabs, windows, runtime } = browser
  tabs.onActivated.addListener(leave)
  tabs.onUpdated.addListener(onUpdated)
  windows.onFocusChanged.addListener(soon)
  runtime.onMessage.addListener(onMessage)
  watchSettings(soon, signal)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    tabs.onActivated.removeListener(leave)
    tabs.onUpdated.removeListener(onUpdated)
    windows.onFocusChanged.removeListener(soon)
    runtime.onMessage.removeListener(onMessage)
  })
  void look()
}

/** What the active tab shows, followed; null until it is read. `show` puts in its place what was just read of it. */
export function useThisTab(): {
  readonly tab: ThisTab | null
  readonly show: (tab: ThisTab) => void
} {
  const [tab, show] = useState<ThisTab | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    followActiveTab(show, controller.signal)
    return () => controller.abort()
  }, [])
  return { tab, show }
}
