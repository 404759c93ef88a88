import { h, render } from 'preact'
import panelCss from '@/components/panel.css?inline'
import type { PaperMention } from '@/lib/messaging/protocol'
import { changePageSettings, type PageSettings } from '@/lib/settings'
import type { PanelPlace, Site } from '@/lib/sites/site'
import { Guard } from './guard'
import { LivePanel, type PanelShape } from './live-panel'
import { noteStyles } from './note-styles'
import { dress, hold, type ShadowHost, shadowHost } from './shadow-host'

const TAG = 'gloss-panel'
/** Fixed from the first paint on, so that nothing below ever moves; what does not fit scrolls inside. */
const AT_EDGE =
  'display: block; position: fixed; inset-block: 0; inset-inline-end: 0; inline-size: 0; z-index: 2147483000;'
const SHAPES: Record<PanelShape, { readonly open: string; readonly folded: string }> = {
  column: {
    open: 'display: block; block-size: clamp(380px, 74vh, 600px); margin: 8px 8px 14px 0;',
    folded: 'display: block; block-size: 38px; margin: 8px 8px 14px 0;',
  },
  block: {
    open: 'display: block; block-size: 268px; max-inline-size: 760px; margin: 12px 0 16px; clear: both;',
    folded: 'display: block; block-size: 38px; max-inline-size: 760px; margin: 12px 0 16px; clear: both;',
  },
  edge: { open: AT_EDGE, folded: AT_EDGE },
}
/** A page that takes the panel away more often than this is let go. */
const MAX_RETURNS = 40

/** The panel of a page, from its first moment until it is taken off. */
export class PlacedPanel {
  readonly #site: Site
  readonly #shadow: ShadowHost = shadowHost(TAG)
  readonly #container: HTMLDivElement
  readonly #removal = new AbortController()
  readonly #guard: Guard
  readonly #onTurnOff: () => void
  #mention: PaperMention
  #place: PanelPlace | null
  #folded: boolean
  #returns = 0

  constructor(site: Site, mention: PaperMention, place: PanelPlace | null, onTurnOff: () => void) {
    this.#site = site
    this.#mention = mention
    this.#place = place
    this.#folded = place === null
    this.#onTurnOff = onTurnOff
    this.#container = document.createElement('div')
    this.#container.style.cssText = 'block-size: 100%'
    this.#shadow.root.append(this.#container)
    this.#guard = new Guard(this.#shadow.host, this.#removal.signal)
    this.#render()
    this.#insert()
  }

  /** Takes over how the reader left the panel on this site. */
  apply(settings: PageSettings): void {
    const { host } = location
    if (settings.edgeHosts.includes(host)) this.#toEdge()
    this.#folded =
      this.#shape === 'edge' ? !settings.openHosts.includes(host) : settings.collapsedHosts.includes(host)
    this.#render()
  }

  /** Shows another reading of the page, where it says more or something else. */
  show(mention: PaperMention): void {
    this.#mention = mention
    this.#render()
  }

  /** Follows the page from light to dark. */
  refresh(): void {
    this.#render()
  }

  /** Puts the panel back where the page took it away with what was around it. Costs nothing while it stands. */
  keep(): void {
    if (this.#shadow.host.isConnected || this.#removal.signal.aborted || this.#returns >= MAX_RETURNS) return
    this.#returns++
    if (this.#place) {
      this.#place = this.#site.panelPlace(document)
      if (!this.#place) this.#folded = true
    }
    this.#render()
    this.#insert()
  }

  remove(): void {
    this.#removal.abort()
    render(null, this.#container)
    this.#shadow.host.remove()
  }

  get #shape(): PanelShape {
    return this.#place?.shape ?? 'edge'
  }

  #toEdge(): void {
    if (!this.#place) return
    this.#place = null
    this.#insert()
  }

  #insert(): void {
    const { host } = this.#shadow
    const { parent, before } = this.#place ?? { parent: document.documentElement, before: null }
    // A place inside of what a site transforms would not be the window's edge: the root element is.
    parent?.insertBefore(host, before)
    dress(this.#shadow, noteStyles + panelCss)
  }

  #render(): void {
    const shape = this.#shape
    hold(this.#shadow.host, SHAPES[shape][this.#folded ? 'folded' : 'open'])
    const { host } = location
    render(
      h(LivePanel, {
        mention: this.#mention,
        theme: this.#site.theme(document),
        shape,
        folded: this.#folded,
        host,
        canMove: this.#place !== null || this.#site.panelPlace(document) !== null,
        guard: this.#guard,
        signal: this.#removal.signal,
        onFold: folded => this.#fold(folded),
        onMove: () => this.#move(),
        onTurnOff: () => {
          this.#change(({ offHosts }) => ({ offHosts: withHost(offHosts, true) }))
          this.#onTurnOff()
        },
      }),
      this.#container,
    )
  }

  #fold(folded: boolean): void {
    this.#folded = folded
    this.#render()
    if (this.#shape === 'edge') this.#change(({ openHosts }) => ({ openHosts: withHost(openHosts, !folded) }))
    else this.#change(({ collapsedHosts }) => ({ collapsedHosts: withHost(collapsedHosts, folded) }))
  }

  /** From the page to the window's edge, or back. */
  #move(): void {
    const toEdge = this.#place !== null
    this.#place = toEdge ? null : this.#site.panelPlace(document)
    this.#insert()
    this.#render()
    this.#change(({ edgeHosts, openHosts }) => ({
      edgeHosts: withHost(edgeHosts, toEdge),
      openHosts: withHost(openHosts, toEdge),
    }))
  }

  #change(change: (settings: PageSettings) => Partial<PageSettings>): void {
    void changePageSettings(change)
  }
}

function withHost(hosts: readonly string[], on: boolean): string[] {
  const others = hosts.filter(host => host !== location.host)
  return on ? [...others, location.host] : others
}
