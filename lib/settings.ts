import { browser } from 'wxt/browser'
import { isDay } from './time'

/** What the reader has chosen, kept in `storage.local`. Read by content scripts too, so it is parsed by hand, without Zod. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  /** Hosts on which Gloss shows nothing. */
  readonly offHosts: readonly string[]
  /** Hosts on which the panel is folded up. */
  readonly collapsedHosts: readonly string[]
  /** Hosts on which the panel stands at the window's edge though the page has a place for it. */
  readonly edgeHosts: readonly string[]
  /** Hosts on which the panel at the edge is left open. */
  readonly openHosts: readonly string[]
  /** Hosts that Gloss does not know, of which every page is annotated. */
  readonly allowedHosts: readonly string[]
  /** Whether every row of a list gets a badge, or those alone that Gloss knows. */
  readonly everyRow: boolean
  /** Whether papers that the reader has seen are dimmed in lists. */
  readonly dimSeen: boolean
  /** Whether papers that the reader has skipped are hidden in lists. */
  readonly hideSkipped: boolean
  /** Whether references and links to papers that Gloss knows are marked. */
  readonly markLinks: boolean
  /** The reader's word that a page's paper is not the one of the same title: `<page> <identifier>` each. */
  readonly notSame: readonly string[]
  /** Topics that the reader follows, by their label. */
  readonly followedTopics: readonly string[]
  /** Topics that the reader does not want to see. */
  readonly mutedTopics: readonly string[]
  /** The oldest day to fetch, `YYYY-MM-DD`. */
  readonly syncFrom: string
  /** False stops all syncing; everything else goes on working. */
  readonly syncOn: boolean
  /** Whether Gloss also syncs by itself where data costs money or is scarce. */
  readonly syncMetered: boolean
  /** Whether the browser's own model, where it has one, summarises papers that no digest has summarised. */
  readonly ownSummaries: boolean
  /** Whether it is noted what the reader saves, opens and skips, for an order that is learned from it on this machine. */
  readonly learning: boolean
  /** Whether it is remembered which papers' pages the reader visits, on this machine alone. */
  readonly history: boolean
  /** How the papers of a list are ordered. */
  readonly listOrder: ListOrder
  /** How the reading list is ordered, by a name of `lib/entries/order.ts`, where a name that is none is told. */
  readonly libraryOrder: string
  /** By what the reading list is grouped, by a name of the same. */
  readonly libraryGroup: string
  /** The citation format that was used last, by its name. */
  readonly citeFormat: string
  /** How often a copy of the list is kept on this machine. */
  readonly snapshots: SnapshotRate
  /** Whether the reader has been through the first page, or does not want to. */
  readonly welcomed: boolean
}

/** The orders of a list. */
export const LIST_ORDERS = ['upvotes', 'for-you', 'list'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

/** How often copies of the list are kept. */
export const SNAPSHOT_RATES = ['off', 'daily', 'weekly'] as const
export type SnapshotRate = (typeof SNAPSHOT_RATES)[number]

const KEY = 'settings'

/** What a content script asks for: it has no room for more. */
const ON_PAGES = {
  offHosts: [],
  collapsedHosts: [],
  edgeHosts: [],
  openHosts: [],
  everyRow: false,
  dimSeen: false,
  hideSkipped: false,
  markLinks: true,
  ownSummaries: false,
} satisfies Partial<Settings>

/** The settings that content scripts go by. */
export type PageSettings = Pick<Settings, keyof typeof ON_PAGES>

const DEFAULTS: Settings = {
  ...ON_PAGES,
  theme: 'system',
  allowedHosts: [],
  notSame: [],
  followedTopics: [],
  mutedTopics: [],
  syncFrom: '2023-05-04',
  syncOn: true,
  syncMetered: false,
  learning: true,
  history: false,
  listOrder: 'upvotes',
  libraryOrder: 'saved',
  libraryGroup: 'none',
  citeFormat: 'bibtex',
  snapshots: 'weekly',
  welcomed: false,
}

/** The settings as stored; anything missing or damaged is as by default. */
export async function readSettings(): Promise<Settings> {
  return parseSettings(await readRaw())
}

/** Those of them that content scripts go by. */
export async function readPageSettings(): Promise<PageSettings> {
  return parsed(ON_PAGES, await readRaw())
}

let lastChange: Promise<unknown> = Promise.resolve()

/** Changes some settings and keeps the others. Changes made at once in one context follow each other. */
export function changeSettings(change: (settings: Settings) => Partial<Settings>): Promise<Settings> {
  return changeRaw(raw => {
    const settings = parseSettings(raw)
    return { ...settings, ...change(settings) }
  })
}

/** The same for content scripts, which know nothing of the others. */
export function changePageSettings(
  change: (settings: PageSettings) => Partial<PageSettings>,
): Promise<unknown> {
  return changeRaw(raw => ({ ...raw, ...change(parsed(ON_PAGES, raw)) }))
}

function changeRaw<T extends object>(change: (raw: object) => T): Promise<T> {
  const changing = lastChange.then(async () => {
    const changed = change(await readRaw())
    await browser.storage.local.set({ [KEY]: changed })
    return changed
  })
  lastChange = changing.catch(() => undefined)
  return changing
}

async function readRaw(): Promise<object> {
  const stored = await browser.storage.local.get(KEY)
  return Object(stored[KEY])
}

/** Forgets what the reader chose. */
export async function clearSettings(): Promise<void> {
  await browser.storage.local.clear()
}

/** Calls `listener` on every change, with what was before it, until `signal` aborts. */
export function watchSettings(
  listener: (settings: Settings, before: Settings) => void,
  signal?: AbortSignal,
): void {
  const onChanged = (changes: Record<string, { newValue?: unknown; oldValue?: unknown }>, area: string) => {
    const change = changes[KEY]
    if (area === 'local' && change) listener(parseSettings(change.newValue), parseSettings(change.oldValue))
  }
  browser.storage.onChanged.addListener(onChanged)
  signal?.addEventListener('abort', () => browser.storage.onChanged.removeListener(onChanged))
}

/** Reads settings from any stored value: what is missing, or of another kind than its default, is as by default. */
export function parseSettings(stored: unknown): Settings {
  const settings = parsed(DEFAULTS, stored)
  const wrong = Object.entries(settings).filter(([key, value]) => !isAllowed(key, value))
  return { ...settings, ...Object.fromEntries(wrong.map(([key]) => [key, DEFAULTS[key as keyof Settings]])) }
}

/** What is stored of the settings that `presets` names; what is missing, or of another kind than there, is as there. */
function parsed<T extends object>(presets: T, stored: unknown): T {
  const raw = Object(stored) as Record<string, unknown>
  const entries = Object.entries(presets).map(([key, preset]) => {
    const value = raw[key]
    if (Array.isArray(preset))
      return [key, Array.isArray(value) ? value.filter(item => typeof item === 'string') : [...preset]]
    return [key, typeof value === typeof preset ? value : preset]
  })
  return Object.fromEntries(entries) as T
}

const THEMES: readonly unknown[] = ['system', 'light', 'dark']

function isAllowed(key: string, value: unknown): boolean {
  if (key === 'theme') return THEMES.includes(value)
  if (key === 'snapshots') return SNAPSHOT_RATES.some(rate => rate === value)
  if (key === 'listOrder') return LIST_ORDERS.some(order => order === value)
  return key !== 'syncFrom' || isDay(String(value))
}
