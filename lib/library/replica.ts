import type { GlossDatabase } from '../corpus/database'
import { indexTables } from '../corpus/segment-store'
import { storePapers } from '../corpus/store'
import type { Entry } from '../entries/entry'
import { isListed, joinEntries } from '../entries/entry'
import { joinCopies, textOf } from '../entries/join'
import { isUntitled } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { clockOf, entriesAround, libraryTables, putEntries, Ticking } from './entries-store'
import { joinRules, type SharedRules, sharedRules } from './rules'
import { readState, writeState } from './shared-state'

/** What devices tell each other: entries as they have them, removed ones among them, and the rules. */
export interface Parcel {
  readonly entries: readonly Entry[]
  readonly rules?: SharedRules
}

/** Entries that are taken in in one transaction. */
const AT_ONCE = 100
const TO_STORE = 'papers-to-store'
const RULES = 'rules'

/** Everything this device has to tell. */
export async function wholeParcel(db: GlossDatabase): Promise<Required<Parcel>> {
  return db.transaction('r', libraryTables(db), async () => ({
    entries: (await db.entries.toArray()).map(({ rev: _, into: __, ...entry }) => entry),
    rules: await sharedRules(db),
  }))
}

/**
 * Joins what others told with what is here, some at a time; each transaction is whole, so that a killed worker goes on
 * with the next and nothing is half taken in. The same parcel again changes nothing. Returns the identifiers of all
 * entries that changed.
 */
export async function absorb(db: GlossDatabase, { entries, rules }: Parcel): Promise<PaperId[]> {
  const changed = new Set<PaperId>()
  const copies = [...joinCopies(entries).values()]
  for (let from = 0; from < copies.length; from += AT_ONCE)
    for (const id of await absorbSome(db, copies.slice(from, from + AT_ONCE))) changed.add(id)
  if (rules) await absorbRules(db, rules)
  return [...changed]
}

/** Rules as all say them; what is said of one here from now on is later than all of that. */
async function absorbRules(db: GlossDatabase, rules: SharedRules): Promise<void> {
  await db.transaction('rw', libraryTables(db), async () => {
    const clock = new Ticking(await clockOf(db))
    clock.hear(Object.values(rules).flatMap(versions => versions.map(([, at]) => at)))
    await db.libraryState.put(clock.row)
    await writeState(db, RULES, joinRules(await sharedRules(db), rules))
  })
}

async function absorbSome(db: GlossDatabase, copies: readonly Entry[]): Promise<PaperId[]> {
  return db.transaction('rw', libraryTables(db), async () => {
    const clock = new Ticking(await clockOf(db))
    const known = await db.entries.bulkGet(copies.map(({ key }) => key))
    const news = copies.flatMap((copy, n): { readonly before?: Entry; readonly after: Entry }[] => {
      const before = known[n]
      if (!before) return [{ after: copy }]
      const { rev: _, into: __, ...entry } = before
      const after = joinEntries(entry, copy)
      return textOf(after) === textOf(entry) ? [] : [{ before: entry, after }]
    })
    if (news.length === 0) return []
    const rows = news.map(({ after }) => clock.revise(after))
    const around = await entriesAround(db, [
      ...new Set(news.flatMap(({ before, after }) => [...(before?.ids ?? []), ...after.ids])),
    ])
    const into = rows.flatMap(row => row.into ?? [])
    const targets = into.length > 0 ? await entriesAround(db, into) : []
    await putEntries(db, rows, [...around, ...targets])
    await db.libraryState.put(clock.row)
    const waiting = new Set((await readState(db, TO_STORE)) as PaperId[] | undefined)
    for (const { key, paper } of rows) if (paper && !isUntitled(paper)) waiting.add(key)
    if (waiting.size > 0) await writeState(db, TO_STORE, [...waiting])
    return rows.flatMap(row => row.ids)
  })
}

/**
 * Puts papers that came with the list from elsewhere into the corpus, so that they are found and related like all others.
 * What is left when the worker is killed is done the next time.
 */
export async function storeArrived(db: GlossDatabase): Promise<void> {
  const vectors = await db.termVectors()
  for (;;) {
    const more = await db.transaction(
      'rw',
      [...libraryTables(db), db.papers, ...indexTables(db)],
      async () => {
        const waiting = ((await readState(db, TO_STORE)) as PaperId[] | undefined) ?? []
        const some = waiting.slice(0, AT_ONCE)
        const entries = await db.entries.bulkGet(some)
        const papers = entries.flatMap(entry => (entry?.paper && isListed(entry) ? entry.paper : []))
        await storePapers(db, papers, vectors)
        const rest = waiting.slice(AT_ONCE)
        await writeState(db, TO_STORE, rest.length > 0 ? rest : undefined)
        return rest.length > 0
      },
    )
    if (!more) return
  }
}
