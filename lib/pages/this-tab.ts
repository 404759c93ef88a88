import { browser } from 'wxt/browser'
import { askPage } from '../messaging/page-said'
import type { PageSaid, PaperMention } from '../messaging/protocol'
import { readSettings, type Settings } from '../settings'
import { anyPage } from '../sites/any-page'
import { recognise } from '../sites/registry'
import { type Change, changeOf } from './changed'

/** What Gloss needs to know of a tab. Its address is there only where the reader, or a host's permission, allows it. */
export interface Tab {
  readonly id?: number | undefined
  readonly windowId: number
  readonly url?: string | undefined
  readonly status?: string | undefined
}

/** Where a page is shown. */
interface Place {
  readonly tab: number
  readonly window: number
  /** As in the settings: with its port. */
  readonly host: string
  /** Whether the reader turned Gloss off on this host. */
  readonly off: boolean
  /** Whether the reader can have every page of this host annotated, and has not yet. */
  readonly canAllow: boolean
}

/** A page of which something is known. */
export interface TabPage extends Place {
  readonly state: 'page'
  /** The site's id of `lib/sites`. */
  readonly site: string
  readonly siteName: string
  readonly kind: PageSaid['kind']
  readonly paper: PaperMention | null
  readonly rows: readonly PaperMention[]
  /** What of the page was expected and is not there. */
  readonly missing: readonly string[]
  /** Whether the page itself was read; else its address is all that tells. */
  readonly heard: boolean
  /** How the page is not as its site's pages were when they were last looked at; null where it is. */
  readonly changed: Change | null
}

/** A page that no site knows. It can be annotated all the same. */
export interface OtherPage extends Place {
  readonly state: 'other'
}

/** What a tab shows: `barred` where the browser lets no extension work, `none` where there is nothing to say. */
export type ThisTab = TabPage | OtherPage | { readonly state: 'barred' | 'none' }

const ANNOTATE_SCRIPT = '/content-scripts/annotate.js'
/** Sites of the browsers' own makers on which no extension may run. */
const BARRED =
  /^https:\/\/(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore|microsoftedge\.microsoft\.com\/addons|addons\.mozilla\.org)(?:\/|$)/
const NOTHING: ThisTab = { state: 'none' }

/** The tab that the reader looks at in this window. */
export async function activeTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab
}

/**
 * What a tab shows, as its page says. Where no script of Gloss's answers (PDFs, a site that is off, a page from before
 * Gloss was there) the address tells, where it may be seen. Never rejects.
 */
export async function readTab(tab: Tab): Promise<ThisTab> {
  const { id, url } = tab
  // Pages of an extension are no pages of papers, and Gloss's own would answer themselves.
  if (id === undefined || (url && !/^https?:/.test(url))) return NOTHING
  const [said, settings] = await Promise.all([askPage(id), readSettings()])
  return shownBy({ ...tab, id }, said, settings)
}

/**
 * Runs Gloss on a page that no site knows, which the reader asked for by a click in the popup. Rejects where the browser
 * does not let it run, and where the page cannot be read.
 */
export async function annotateTab(tab: number): Promise<ThisTab> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: [ANNOTATE_SCRIPT] })
  const said = await askPage(tab)
  if (!said) throw new Error('The page could not be read. Reload it and try again.')
  const now = await browser.tabs.get(tab)
  return shownBy({ ...now, id: tab }, said, await readSettings())
}

/** Whether a page is one that no site knows, and was annotated because the reader wanted it. */
export function isAnyPage(page: TabPage): boolean {
  return page.site === anyPage.id
}

function shownBy(tab: Tab & { readonly id: number }, said: PageSaid | null, settings: Settings): ThisTab {
  const { id, url, windowId, status } = tab
  const recognised = url ? recognise(url) : null
  const { host = said?.host ?? '', hostname = host, protocol } = (url && URL.parse(url)) || {}
  const off = settings.offHosts.includes(host)
  const place = {
    tab: id,
    window: windowId,
    host,
    off,
    canAllow: protocol === 'https:' && !settings.allowedHosts.includes(hostname),
  }
  const named: PaperMention | null = recognised?.address.ids.length ? { ids: recognised.address.ids } : null
  if (said)
    return {
      ...place,
      state: 'page',
      ...said,
      host,
      paper: said.paper ?? (said.kind === 'listing' ? null : named),
      // Where Gloss is off it answers, and reads nothing.
      heard: !off,
      changed: off || status === 'loading' || said.site === anyPage.id ? null : changeOf(said),
    }
  if (recognised)
    return {
      ...place,
      state: 'page',
      site: recognised.site.id,
      siteName: recognised.site.name,
      kind: recognised.address.kind,
      paper: named,
      rows: [],
      missing: [],
      heard: false,
      changed: null,
    }
  if (url && BARRED.test(url)) return { state: 'barred' }
  return url && host ? { ...place, state: 'other' } : NOTHING
}
