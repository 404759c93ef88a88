import { browser } from 'wxt/browser'
import { isDay } from './time'

/** What the reader has chosen, kept in `storage.local`. Read by content scripts too, so it is parsed by hand, without Zod. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  /** Hosts on which Gloss shows nothing. */
  readonly offHosts: readonly string[]
  /** Hosts on which the panel is folded up. */
  readonly collapsedHosts: readonly string[]
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
  /** How the papers of a list are ordered. */
  readonly listOrder: ListOrder
  /** Whether the reader has been through the first page, or does not want to. */
  readonly welcomed: boolean
}

/** The orders of a list. */
export const LIST_ORDERS = ['upvotes', 'for-you', 'list'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

const KEY = 'settings'

const DEFAULTS: Settings = {
  theme: 'system',
  offHosts: [],
  collapsedHosts: [],
  followedTopics: [],
  mutedTopics: [],
  syncFrom: '2023-05-04',
  syncOn: true,
  syncMetered: false,
  ownSummaries: false,
  learning: true,
  listOrder: 'upvotes',
  welcomed: false,
}

/** The settings as stored; anything missing or damaged is as by default. */
export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(KEY)
  return parseSettings(stored[KEY])
}

let lastChange: Promise<unknown> = Promise.resolve()

/** Changes some settings and keeps the others. Changes made at once in one context follow each other. */
export function changeSettings(change: (settings: Settings) => Partial<Settings>): Promise<Settings> {
  const changing = lastChange.then(async () => {
    const settings = await readSettings()
    const changed = { ...settings, ...change(settings) }
    await browser.storage.local.set({ [KEY]: changed })
    return changed
  })
  lastChange = changing.catch(() => undefined)
  return changing
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

/** Reads settings from any stored value. */
export function parseSettings(stored: unknown): Settings {
  const raw = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<keyof Settings, unknown>
  return {
    theme: raw.theme === 'light' || raw.theme === 'dark' ? raw.theme : DEFAULTS.theme,
    offHosts: strings(raw.offHosts),
    collapsedHosts: strings(raw.collapsedHosts),
    followedTopics: strings(raw.followedTopics),
    mutedTopics: strings(raw.mutedTopics),
    syncFrom: typeof raw.syncFrom === 'string' && isDay(raw.syncFrom) ? raw.syncFrom : DEFAULTS.syncFrom,
    syncOn: raw.syncOn !== false,
    syncMetered: raw.syncMetered === true,
    ownSummaries: raw.ownSummaries === true,
    learning: raw.learning !== false,
    listOrder: LIST_ORDERS.find(order => order === raw.listOrder) ?? DEFAULTS.listOrder,
    welcomed: raw.welcomed === true,
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
