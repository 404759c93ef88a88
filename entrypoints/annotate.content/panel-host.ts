import { h, render } from 'preact'
import glossCss from '@/components/gloss.css?inline'
import panelCss from '@/components/panel.css?inline'
import tokensCss from '@/components/tokens.css?inline'
import type { Site } from '@/lib/sites/site'
import { LivePanel } from './live-panel'
import type { PaperPage } from './page'

const TAG = 'gloss-panel'
/** Fixed from the first paint on, so that nothing below ever moves; what does not fit scrolls inside. */
const IN_COLUMN = 'display: block; block-size: clamp(380px, 74vh, 600px); margin: 8px 8px 14px 0;'
const FOLDED = 'display: block; block-size: 38px; margin: 8px 8px 14px 0;'
const AT_EDGE =
  'display: block; position: fixed; inset-block: 96px 24px; inset-inline-end: 0; inline-size: 320px; z-index: 2147483000; pointer-events: none;'

/** A panel that stands on the page. */
export interface PlacedPanel {
  /** Folds it up, as the reader left it on this site. */
  fold(): void
  remove(): void
}

/** Puts the panel on the page until `signal` aborts: in the column where there is one, else at the window's edge. */
export function showPanel(site: Site, page: PaperPage, signal: AbortSignal): PlacedPanel {
  const host = document.createElement(TAG)
  const root = host.attachShadow({ mode: 'closed' })
  addStyles(root)
  const { place } = page
  const container = document.createElement('div')
  container.style.cssText = 'block-size: 100%'
  root.append(container)
  const removal = new AbortController()
  const remove = () => {
    removal.abort()
    render(null, container)
    host.remove()
  }
  const show = (folded: boolean) => {
    style(host, place ? (folded ? FOLDED : IN_COLUMN) : AT_EDGE)
    const props = {
      reading: page.reading,
      theme: site.theme(document),
      atEdge: place === null,
      folded,
      signal: removal.signal,
      onFold: show,
      onRemove: remove,
    }
    render(h(LivePanel, props), container)
  }
  show(place === null)
  if (place) place.parent.insertBefore(host, place.before)
  else (document.body ?? document.documentElement).append(host)
  signal.addEventListener('abort', remove, { once: true })
  return { remove, fold: () => place && show(true) }
}

/** The page's own rules cannot reach into the shadow root, but they can match the host: every property is held fast. */
function style(host: HTMLElement, css: string): void {
  const declarations = `all: initial; ${css}`
    .split(';')
    .map(part => part.trim())
    .filter(Boolean)
  host.setAttribute('style', declarations.map(part => `${part} !important`).join('; '))
}

/** A constructed sheet is not subject to the page's content security policy. */
function addStyles(root: ShadowRoot): void {
  const css = `${tokensCss}\n${glossCss}\n${panelCss}`
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    // Firefox refuses constructed sheets from a content script's own world in some versions.
    const element = document.createElement('style')
    element.textContent = css
    root.append(element)
  }
}
