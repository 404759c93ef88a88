import type { GlossDatabase } from '../corpus/database'
import { isStamp } from '../entries/clock'
import { blankEntry, joinVersions, latest, type Versions, withVersion } from '../entries/entry'
import { matcherOf, searchText } from '../entries/filter'
import { listRow } from '../entries/list-row'
import type { Paper } from '../papers/paper'
import { parseQuery } from '../search/query'
import { z } from '../zod'
import { clockOf, libraryTables, Ticking } from './entries-store'
import { readState, writeState } from './shared-state'

/** Papers that match a query get a tag when they are saved. */
export interface TagRule {
  readonly id: string
  /** In the language of the search: `topic:diffusion`. */
  readonly query: string
  readonly tag: string
}

/** The rules as devices agree on them: each is the last word of any device; null for one that was deleted. */
export type SharedRules = Readonly<Record<string, Versions<Omit<TagRule, 'id'> | null>>>

const KEY = 'rules'

const ruleSchema = z.nullable(
  z.object({ query: z.string().check(z.maxLength(2000)), tag: z.string().check(z.maxLength(200)) }),
)
const rulesSchema = z.record(
  z.string().check(z.regex(/^[0-9a-z-]{1,64}$/)),
  z.array(z.tuple([ruleSchema, z.string().check(z.refine(isStamp, 'not a stamp'))])),
)

/** The rules, in the order in which they were made. */
export async function tagRules(db: GlossDatabase): Promise<TagRule[]> {
  const shared = await sharedRules(db)
  return Object.entries(shared).flatMap(([id, versions]) => {
    const rule = latest(versions)
    return rule ? [{ id, ...rule }] : []
  })
}

/** Makes, changes or (with null) deletes a rule. */
export async function setRule(
  db: GlossDatabase,
  id: string,
  rule: Omit<TagRule, 'id'> | null,
  now: number,
): Promise<void> {
  await db.transaction('rw', libraryTables(db), async () => {
    const clock = new Ticking(await clockOf(db))
    const shared = await sharedRules(db)
    const versions = withVersion(shared[id], rule, clock.stamp(now))
    await db.libraryState.put(clock.row)
    await writeState(db, KEY, { ...shared, [id]: versions })
  })
}

/** The rules as they are told to other devices. */
export async function sharedRules(db: GlossDatabase): Promise<SharedRules> {
  return parseRules(await readState(db, KEY)) ?? {}
}

/** Rules from outside, or null where they are none. */
export function parseRules(value: unknown): SharedRules | null {
  const parsed = z.safeParse(rulesSchema, value)
  return parsed.success ? (parsed.data as SharedRules) : null
}

/** The rules of two devices as one. */
export function joinRules(a: SharedRules, b: SharedRules): SharedRules {
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  return Object.fromEntries(ids.map(id => [id, joinVersions(a[id] ?? [], b[id] ?? [], {})]))
}

/** The tags that the rules give a paper. */
export async function taggedByRules(db: GlossDatabase, paper: Paper): Promise<Record<string, true>> {
  const rules = await tagRules(db)
  if (rules.length === 0) return {}
  const entry = { ...blankEntry(paper.id, paper.ids), fields: { state: [['to-read', ''] as const] }, paper }
  const row = listRow([entry])
  if (!row) return {}
  const text = searchText(row, paper.abstract)
  const given = rules.filter(({ query }) => matcherOf(parseQuery(query))(row, text))
  return Object.fromEntries(given.map(({ tag }) => [tag, true as const]))
}
