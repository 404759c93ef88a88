import { browser } from 'wxt/browser'
import type { PaperId } from '../papers/identifier'
import type { BadgeNote, Note, PageChanged } from './protocol'

const ACCENT = '#0b6e62'
const ON_ACCENT = '#ffffff'
/** Tabs of which it is remembered what they show. */
const MOST_TABS = 200
/** How long something is said for a moment, in milliseconds. */
const MOMENT = 4000

/** What the button in the toolbar says: at most four characters, and a sentence for its title. */
export interface ToolbarWords {
  readonly text: string
  readonly title: string
}

/** The tab that a message comes from; `url` is the address of its page. */
export interface SenderTab {
  readonly tab?: { readonly id?: number | undefined; readonly incognito?: boolean } | undefined
  readonly frameId?: number | undefined
  readonly url?: string | undefined
}

interface Shown {
  readonly url: string
  /** The papers of a list that are known; null where the page is about one paper. */
  readonly rows: Set<PaperId> | null
}

const shown = new Map<number, Shown>()
/** Tabs on whose button something is said for a moment, with what it says after that. */
const moments = new Map<number, { after: ToolbarWords }>()

/** Shows on the button of a tab what is known of the paper that its page is about. */
export function showPaper(sender: SenderTab, note: Note): void {
  const tab = tabOf(sender)
  // On a list one asks for a paper's note to see its card. It goes on saying how many are known.
  if (tab === undefined || pageIn(tab, sender, null).rows) return
  void show(tab, paperWords(note))
}

/** Shows on the button of a tab how many papers of its list are known; a page about one paper merely refers to others. */
export function showRows(sender: SenderTab, badges: readonly (BadgeNote | null)[]): void {
  const tab = tabOf(sender)
  const rows = tab === undefined ? null : pageIn(tab, sender, new Set()).rows
  if (tab === undefined || !rows) return
  for (const badge of badges) if (badge?.ids[0]) rows.add(badge.ids[0])
  void show(tab, rowsWords(rows.size))
}

/** Shows nothing on the button of a tab, until its page is asked about again. */
export function showNothing(sender: SenderTab): void {
  const tab = tabOf(sender)
  if (tab === undefined) return
  // Also where nothing is remembered: what was shown outlives the worker that showed it.
  shown.delete(tab)
  void show(tab, rowsWords(0))
}

/** Says on the button of a tab for a moment what came of something that the reader did elsewhere than on the page. */
export async function showBriefly(tabId: number | undefined, words: ToolbarWords): Promise<void> {
  if (tabId === undefined) return
  const after = moments.get(tabId)?.after ?? (await saidOn(tabId))
  const moment = { after }
  moments.set(tabId, moment)
  setTimeout(() => {
    if (moments.get(tabId) !== moment) return
    moments.delete(tabId)
    void put(tabId, moment.after)
  }, MOMENT)
  await put(tabId, words)
}

/** Whether a message of a content script says that its page shows no paper. */
export function isEmptied(message: unknown): boolean {
  const { type, empty } = (message ?? {}) as Partial<PageChanged>
  return type === 'page-changed' && empty === true
}

/** What is said of one paper. */
export function paperWords({
  inDigest,
  standing,
  saved,
  state = 'to-read',
}: Pick<Note, 'inDigest' | 'standing' | 'saved' | 'state'>): ToolbarWords {
  const upvotes = inDigest ? standing?.upvotes : undefined
  const said = [
    ...(inDigest ? ['in your digest'] : []),
    ...(upvotes === undefined ? [] : [upvotes === 1 ? '1 upvote' : `${upvotes} upvotes`]),
    ...(saved ? [`on your reading list${state === 'to-read' ? '' : `, ${state}`}`] : []),
  ]
  return {
    text: upvotes !== undefined ? compact(upvotes) : saved ? '✓' : '',
    title: said.length > 0 ? `Gloss: ${said.join(', ')}` : 'Gloss',
  }
}

/** What is said of a list of which so many papers are known. */
export function rowsWords(known: number): ToolbarWords {
  if (known === 0) return { text: '', title: 'Gloss' }
  return {
    text: compact(known),
    title: `Gloss: ${known === 1 ? '1 paper' : `${known} papers`} on this page that Gloss knows`,
  }
}

/** A count in at most four characters: "128", "1.2k", "12k". */
function compact(count: number): string {
  if (count < 1000) return String(count)
  const thousands = count / 1000
  return thousands < 9.95 ? `${thousands.toFixed(1).replace('.0', '')}k` : `${Math.round(thousands)}k`
}

function tabOf({ tab, frameId = 0 }: SenderTab): number | undefined {
  return frameId === 0 ? tab?.id : undefined
}

/** What a tab shows; where it shows another page than before, `rows` are what it begins with. */
function pageIn(tab: number, { url = '' }: SenderTab, rows: Set<PaperId> | null): Shown {
  const page = url.replace(/#.*$/s, '')
  const known = shown.get(tab)
  if (known?.url === page) return known
  const now = { url: page, rows }
  shown.delete(tab)
  shown.set(tab, now)
  for (const [oldest] of shown) {
    if (shown.size <= MOST_TABS) break
    shown.delete(oldest)
  }
  return now
}

/** Shows words on the button of a tab; where something is said for a moment, after that. */
async function show(tabId: number, words: ToolbarWords): Promise<void> {
  const moment = moments.get(tabId)
  if (moment) moment.after = words
  else await put(tabId, words)
}

async function saidOn(tabId: number): Promise<ToolbarWords> {
  const { action } = browser
  const said = Promise.all([action.getBadgeText({ tabId }), action.getTitle({ tabId })])
  const [text, title] = await said.catch(() => ['', 'Gloss'] as const)
  return { text, title }
}

/** Browsers take all of it back when the tab shows another document. */
async function put(tabId: number, { text, title }: ToolbarWords): Promise<void> {
  const { action } = browser
  await Promise.all([
    action.setBadgeBackgroundColor({ tabId, color: ACCENT }),
    action.setBadgeTextColor({ tabId, color: ON_ACCENT }),
    action.setBadgeText({ tabId, text }),
    action.setTitle({ tabId, title }),
  ]).catch(() => undefined) // The tab was closed meanwhile.
}
