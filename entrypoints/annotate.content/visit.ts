import { browser } from 'wxt/browser'
import { ask } from '@/lib/messaging/client'
import type { LibraryChanged, PageChanged, PageSaid, PaperMention } from '@/lib/messaging/protocol'
import { type PageSettings, readPageSettings } from '@/lib/settings'
import type { Recognised } from '@/lib/sites/recognise'
import { missingAnchors } from '@/lib/sites/self-check'
import type { PageReading, PaperReading } from '@/lib/sites/site'
import { Badges } from './badges'
import { watchDocument } from './dom-watch'
import { followKeys } from './keys'
import { PlacedPanel } from './panel-host'

/** Milliseconds that a look at a document takes at the most, for it to be looked at with every change. */
const LONG = 2
/** Rows that the popup is told of. */
const MAX_ROWS = 10_000
/** How long a page that changed its address may go on showing what it showed before, in milliseconds. */
const STALE_FOR = 3000

/** One address of a page, for as long as it stands there: reads it, annotates it, and follows what the page does. */
export class Visit {
  recognised: Recognised
  readonly #controller = new AbortController()
  readonly #settings: Promise<PageSettings> = readPageSettings()
  readonly #begun = performance.now()
  /** What the page said before it changed its address: until that changes too, it says nothing of the new one. */
  readonly #before: PaperReading | null
  #panel: PlacedPanel | null = null
  #badges: Badges | null = null
  #paper: PaperReading | null = null
  #off = false

  constructor(recognised: Recognised, before: PaperReading | null = null) {
    this.recognised = recognised
    this.#before = before
    const { signal } = this.#controller
    // The worker starts and reads what it will be asked for while the page is still being loaded.
    void ask('wake', { ids: recognised.address.ids }).catch(() => undefined)
    // Rows of a long list get their badges while the rest of it is still coming.
    if (recognised.address.kind === 'listing') this.#follow()
    if (document.readyState === 'loading') this.#whileParsed(signal)
    else this.#start()
    void this.#settings.then(settings => this.#apply(settings))
  }

  /** What the page says now. */
  get paper(): PaperReading | null {
    return this.#paper
  }

  end(): void {
    this.#controller.abort()
    this.#panel?.remove()
  }

  /** What the popup and the side panel are told. */
  said(): PageSaid {
    const { site, address, url } = this.recognised
    return {
      site: site.id,
      siteName: site.name,
      host: location.host,
      kind: address.kind,
      paper: this.#paper && this.#mention(this.#paper),
      rows: this.#badges?.mentions.slice(0, MAX_ROWS) ?? [],
      missing: missingAnchors(site, document, url),
    }
  }

  /**
   * While the page is parsed only the panel's place is waited for, so that it stands there before the browser paints
   * what comes below it.
   */
  #whileParsed(signal: AbortSignal): void {
    const { site, url } = this.recognised
    let again = 0
    const observer = new MutationObserver(() => {
      if (this.#panel) return this.#panel.keep()
      // In a document so large that looking for the place takes long, it is looked for less often.
      const start = performance.now()
      if (start < again) return
      if (site.panelPlace(document)) this.#show(site.read(document, url).paper())
      const took = performance.now() - start
      if (took > LONG) again = start + took * 20
    })
    observer.observe(document, { childList: true, subtree: true })
    signal.addEventListener('abort', () => observer.disconnect(), { once: true })
    const parsed = () => {
      observer.disconnect()
      this.#start()
    }
    document.addEventListener('DOMContentLoaded', parsed, { once: true, signal })
  }

  #start(): void {
    const { signal } = this.#controller
    if (this.recognised.address.kind !== 'listing') this.#follow()
    void this.#look()
    // The page's own switch between light and dark.
    const themes = new MutationObserver(() => this.#panel?.refresh())
    if (document.documentElement) themes.observe(document.documentElement, { attributes: true })
    signal.addEventListener('abort', () => themes.disconnect(), { once: true })
  }

  /** Looks at the page again when it has changed. */
  #follow(): void {
    watchDocument(
      () => this.#look(),
      () => this.#panel?.keep(),
      this.#controller.signal,
    )
  }

  async #look(): Promise<void> {
    if (this.#off) return
    try {
      await this.#read()
    } catch (error) {
      // Such as on a page whose elements are named like what every document has. It stays as it is.
      console.debug('Gloss:', error)
    }
  }

  async #read(): Promise<void> {
    const { site, address, url } = this.recognised
    const reading = site.read(document, url)
    if (address.kind === 'pdf') return this.#tell(reading.paper())
    if (address.kind === 'paper') this.#show(reading.paper())
    await this.#mark(reading)
  }

  #show(read: PaperReading | null): void {
    const paper = read && this.#isOld(read) ? this.#certain() : read
    if (!paper || this.#off || sameReading(paper, this.#paper)) return
    this.#paper = paper
    const { site } = this.recognised
    if (this.#panel) this.#panel.show(this.#mention(paper))
    else {
      this.#panel = new PlacedPanel(site, this.#mention(paper), site.panelPlace(document), () =>
        this.#turnOff(),
      )
      void this.#settings.then(settings => this.#panel?.apply(settings))
    }
    tellExtension()
  }

  /** Whether the page still shows the paper of the address it stood at before. */
  #isOld(read: PaperReading): boolean {
    const before = this.#before
    return before !== null && read.title !== undefined && read.title === before.title
  }

  /** The paper as far as the address tells, once a page has gone on showing another for long. */
  #certain(): PaperReading | null {
    const { ids } = this.recognised.address
    return ids.length > 0 && performance.now() - this.#begun > STALE_FOR ? { ids } : null
  }

  /** Chrome shows PDFs in a viewer of its own: only the toolbar can say that Gloss knows the paper. */
  #tell(paper: PaperReading | null): void {
    if (!paper || this.#paper) return
    this.#paper = paper
    void ask('annotate', { paper: this.#mention(paper) }).catch(() => undefined)
  }

  async #mark(reading: PageReading): Promise<void> {
    const settings = await this.#settings
    const { signal } = this.#controller
    if (signal.aborted || this.#off) return
    this.#badges ??= this.#makeBadges(settings, signal)
    const badges = this.#badges
    const before = badges.mentions.length
    await badges.update(function* () {
      yield* reading.rows()
      if (settings.markLinks) yield* reading.links()
    })
    if (badges.mentions.length !== before) tellExtension()
  }

  #makeBadges(settings: PageSettings, signal: AbortSignal): Badges {
    const { site } = this.recognised
    const badges = new Badges({ settings, theme: () => site.theme(document), signal })
    if (!site.ownKeys) followKeys(() => badges.inOrder(), signal)
    const onMessage = (message: LibraryChanged) => {
      if (message.type === 'library-changed') badges.follow(message)
    }
    browser.runtime.onMessage.addListener(onMessage)
    signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(onMessage), {
      once: true,
    })
    return badges
  }

  /** A paper with the page that shows it: what the reader says of the two is kept for both. */
  #mention(paper: PaperReading): PaperMention {
    const { site, address } = this.recognised
    const native = address.native ?? address.ids[0]
    return native ? { ...paper, page: `${site.id}:${native}` } : paper
  }

  #apply(settings: PageSettings): void {
    if (settings.offHosts.includes(location.host)) this.#turnOff()
  }

  #turnOff(): void {
    this.#off = true
    this.end()
    tellExtension(true)
  }
}

function sameReading(a: PaperReading, b: PaperReading | null): boolean {
  return b !== null && `${a.ids}` === `${b.ids}` && a.title === b.title && a.abstract === b.abstract
}

/** The side panel may be open beside the page, and the toolbar's button says what is on it: `empty` for nothing. */
export function tellExtension(empty = false): void {
  const changed: PageChanged = { type: 'page-changed', ...(empty && { empty: true }) }
  void browser.runtime.sendMessage(changed).catch(() => undefined)
}
