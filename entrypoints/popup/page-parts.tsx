import type { ComponentChildren } from 'preact'
import { browser } from 'wxt/browser'
import { ChangedSite } from '@/components/changed-site'
import { messageOf } from '@/lib/pages/failure'
import { changedSiteReport } from '@/lib/pages/report'
import { sidePanelOpener, turnOn } from '@/lib/pages/tab-actions'
import type { OtherPage, TabPage } from '@/lib/pages/this-tab'

interface Props {
  readonly page: TabPage | OtherPage
  readonly say: (text: string) => void
}

/** What the page is called, and below it how it stands. */
export function PageName(props: {
  readonly page: TabPage | OtherPage
  readonly standing?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const { page, standing, children } = props
  const whole = typeof children === 'string' ? children : undefined
  return (
    <div class="name">
      <p class="faint">This page{page.off && ` · off on ${page.host}`}</p>
      <span class="title" dir="auto" title={whole}>
        {children}
      </span>
      {standing}
    </div>
  )
}

/** Turns Gloss on again on the page's host, and loads the page anew. */
export function TurnOnButton({ page, say }: Props) {
  return (
    <button
      type="button"
      class="btn"
      onClick={() => void turnOn(page.host, page.tab).catch((error: unknown) => say(messageOf(error)))}
    >
      Turn on
    </button>
  )
}

/** Opens the side panel beside the page; no button in a browser that has none. */
export function SidePanelButton({ page, say }: Props) {
  const open = sidePanelOpener(page.window)
  if (!open) return null
  return (
    <button
      type="button"
      class="btn quiet"
      aria-label="Open in side panel"
      title="Open in side panel"
      // Nothing is waited for before it: a browser opens the side panel in the handler of a click only.
      onClick={() =>
        void open()
          .then(() => window.close())
          .catch((error: unknown) => say(messageOf(error)))
      }
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <rect
          x="1.7"
          y="2.7"
          width="12.6"
          height="10.6"
          rx="2"
          fill="none"
          stroke="currentColor"
          stroke-width="1.4"
        />
        <path d="M10 3v10" stroke="currentColor" stroke-width="1.4" />
      </svg>
    </button>
  )
}

/** That the page's site has changed, or may have, with a report to copy; nothing where it has not. */
export function Changed({ page }: { readonly page: TabPage }) {
  if (!page.changed) return null
  return (
    <ChangedSite
      change={page.changed}
      report={changedSiteReport(page, browser.runtime.getManifest().version, navigator.userAgent)}
      onCopy={copyText}
    />
  )
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
