import type { GlossDatabase } from '../../corpus/database'
import type { Entry } from '../../entries/entry'
import { textOf } from '../../entries/join'
import { toldEntry } from '../../entries/wire'
import type { PaperId } from '../../papers/identifier'
import { z } from '../../zod'
import type { SyncOutcome } from '../outcome'
import { absorb, wholeParcel } from '../replica'
import { joinRules, parseRules, type SharedRules } from '../rules'
import { itemSize, LIMITS, type SyncArea, type SyncLimits } from './area'
import { type Bucket, fillBucket, readBucket } from './bucket'
import { FORMAT, packItem, unpackItem } from './item'
import { NEWER, refusal, unreadable } from './refusal'
import { BUCKETS, bucketOf, type Told, toldOf } from './wanted'

const META = 'gloss'
const RULES = 'rules'
const RULES_ROOM = 4000
const bucketKeys = Array.from({ length: BUCKETS }, (_, n) => `list-${n}`)
const OURS = new Set([META, RULES, ...bucketKeys])

const metaSchema = z.object({ format: z.int().check(z.gte(1)) })

export interface BrowserSyncOptions {
  readonly limits?: SyncLimits
}

/**
 * One round with the reader's other devices through the browser's own sync: what they told is joined with what is here,
 * and then what they do not know yet is written, in one write. A round that is broken off anywhere loses nothing: the next
 * one begins anew with what is here. To be called by one context at a time.
 */
export async function syncThroughBrowser(
  db: GlossDatabase,
  area: SyncArea,
  { limits = LIMITS }: BrowserSyncOptions = {},
): Promise<SyncOutcome> {
  let items: Record<string, unknown>
  try {
    items = await area.get(null)
  } catch (error) {
    return unreadable(error)
  }
  const read = await readItems(items)
  if (read === 'newer') return NEWER
  const changed = await takeIn(db, read)
  const { texts, said } = await toWrite(db, items, read, limits)
  if (Object.keys(texts).length > 0)
    try {
      await area.set(read.meta ? texts : { ...texts, [META]: { format: FORMAT } })
    } catch (error) {
      return refusal(error)
    }
  return { ok: true, changed, said }
}

/** Takes the list out of the browser's sync; devices keep what they have. */
export async function clearBrowserSync(area: SyncArea): Promise<void> {
  await area.remove([...OURS])
}

interface Read {
  /** Whether the format is noted. */
  readonly meta: boolean
  readonly buckets: readonly Bucket[]
  readonly rules: { readonly value: SharedRules; readonly damaged: boolean }
}

async function readItems(items: Record<string, unknown>): Promise<Read | 'newer'> {
  const meta = z.safeParse(metaSchema, items[META])
  if (meta.success && meta.data.format > FORMAT) return 'newer'
  const buckets: Bucket[] = []
  for (const key of bucketKeys) {
    const bucket = await readBucket(items[key])
    if (bucket === 'newer') return 'newer'
    buckets.push(bucket)
  }
  const rules = await readRules(items[RULES])
  return rules === 'newer' ? 'newer' : { meta: meta.success, buckets, rules }
}

async function readRules(text: unknown): Promise<Read['rules'] | 'newer'> {
  if (text === undefined) return { value: {}, damaged: false }
  const item = await unpackItem(text)
  if (item.kind === 'newer') return 'newer'
  const value = item.kind === 'read' ? parseRules(item.value) : null
  return { value: value ?? {}, damaged: value === null }
}

/** Joins what others told with what is here. Most of it is known, so nothing is asked of the database for that. */
async function takeIn(db: GlossDatabase, { buckets, rules }: Read): Promise<PaperId[]> {
  const here = await wholeParcel(db)
  const known = new Map(here.entries.map(entry => [entry.key, entry]))
  const isNews = (copy: Entry) => {
    const entry = known.get(copy.key)
    return !entry || textOf(toldEntry(entry)) !== textOf(copy)
  }
  const entries = buckets.flatMap(bucket => [...bucket.entries.values()]).filter(isNews)
  const rulesDiffer = !isSame(joinRules(here.rules, rules.value), here.rules)
  return absorb(db, { entries, ...(rulesDiffer && { rules: rules.value }) })
}

/** The items that are to be written, and what the reader is to know of it. */
async function toWrite(
  db: GlossDatabase,
  items: Record<string, unknown>,
  read: Read,
  limits: SyncLimits,
): Promise<{ readonly texts: Record<string, string>; readonly said: string[] }> {
  const { entries, rules } = await wholeParcel(db)
  const told = entries.map(entry => toldOf(toldEntry(entry)))
  const byBucket = Map.groupBy(told, ({ entry }) => bucketOf(entry.key))
  const room = roomOf(items, limits)
  const texts: Record<string, string> = {}
  const held = new Set<PaperId>()
  for (const [n, key] of bucketKeys.entries()) {
    const bucket = read.buckets[n] ?? { entries: new Map(), damaged: false }
    const filled = await fillBucket(key, bucket, byBucket.get(n) ?? [], room)
    if (filled.text !== undefined) texts[key] = filled.text
    for (const id of filled.held) held.add(id)
  }
  let rulesFit = true
  const allRules = joinRules(read.rules.value, rules)
  if (read.rules.damaged || !isSame(allRules, read.rules.value)) {
    const text = await packItem(allRules)
    rulesFit = itemSize(RULES, text) <= RULES_ROOM
    if (rulesFit) texts[RULES] = text
  }
  const damaged = [...read.buckets, read.rules].filter(item => item.damaged).length
  return { texts, said: [...saidOf(told, held, limits), ...rulesSaid(rulesFit), ...damageSaid(damaged)] }
}

/** What each item of the list may count for, beside all that is not of the list. */
function roomOf(items: Record<string, unknown>, limits: SyncLimits): number {
  const others = Object.entries(items).filter(([key]) => !OURS.has(key))
  const taken = others.reduce((sum, [key, value]) => sum + itemSize(key, value), 0)
  const left = limits.bytes - taken - RULES_ROOM - itemSize(META, { format: FORMAT })
  return Math.min(limits.itemBytes, Math.floor(left / BUCKETS))
}

function saidOf(told: readonly Told[], held: ReadonlySet<PaperId>, { bytes }: SyncLimits): string[] {
  const listed = told.filter(one => one.listed)
  const out = listed.filter(({ entry }) => !held.has(entry.key))
  const gone = told.filter(one => !one.listed && !held.has(one.entry.key)).length
  const [some, all] = [out.length, listed.length].map(count => count.toLocaleString('en'))
  const size = `${Math.floor(bytes / 1024)} kB`
  const long = out.filter(one => one.long > 0).length
  return [
    ...(out.length > 0
      ? [
          `${some} of ${all} papers do not fit into the browser's sync (${size}); they stay on this device. WebDAV has room for all.`,
        ]
      : []),
    ...(long > 0 ? [`Of these, ${long.toLocaleString('en')} have long notes.`] : []),
    ...(gone > 0
      ? [
          `Other devices may not hear of ${gone.toLocaleString('en')} older removals: there is no room left to tell them.`,
        ]
      : []),
  ]
}

function rulesSaid(fit: boolean): string[] {
  return fit
    ? []
    : [
        "The rules for tags do not fit into the browser's sync; they stay on this device. WebDAV has room for them.",
      ]
}

function damageSaid(count: number): string[] {
  if (count === 0) return []
  return [
    "A part of the browser's sync was damaged. It was written anew from what this device knows; nothing is lost here.",
  ]
}

function isSame(a: SharedRules, b: SharedRules): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
