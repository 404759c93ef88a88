import type { GlossDatabase } from '../corpus/database'
import type { Edit } from '../corpus/library-rows'
import { indexTables } from '../corpus/segment-store'
import { storePapers } from '../corpus/store'
import { type Entry, isListed, tagsOf } from '../entries/entry'
import { groupEntries } from '../entries/join'
import { isUntitled, listRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { uniqueIds } from '../papers/merge'
import type { TermVectors } from '../search/term-vectors'
import { copiesOf, differenceOf } from './backup-compare'
import type { Backup } from './backup-format'
import { editEntries } from './edit'
import { entriesAround, libraryTables, Neighbourhood } from './entries-store'
import { inverseOf, noteOf } from './inverse'
import { absorb } from './replica'
import { setRule, tagRules } from './rules'
import { recordStep } from './undo-steps'

/** How a backup is restored. */
export interface RestoreWish {
  /** Joined with the list as another device's would be, or in place of it. */
  readonly mode: 'merge' | 'replace'
  /** Whether papers that were removed since come back; replacing brings them back anyway. */
  readonly bringBack: boolean
}

/** What names a restore, and follows it. */
export interface RestoreAbout {
  /** All its steps are undone together. */
  readonly act: string
  /** What was done, as a sentence: "Restored a backup". */
  readonly label: string
  /** Milliseconds. */
  readonly now: number
  /** Told how many steps of all are done, after each; inside the transaction of the step. */
  readonly onStep?: (done: number, all: number) => Promise<void> | void
}

/** Papers of one step; more where there are so many that not every step could be undone. */
const AT_ONCE = 100
/** Steps of one act that are certain to be remembered. */
const MOST_STEPS = 150

/**
 * Restores the list of a backup in steps, each whole by itself: broken off, what is done is kept and can be undone, and the
 * same again does the rest. Returns the identifiers of what changed.
 */
export async function restoreList(
  db: GlossDatabase,
  backup: Backup,
  wish: RestoreWish,
  about: RestoreAbout,
): Promise<PaperId[]> {
  const vectors = await db.termVectors()
  const { rules } = backup
  const copies = [...(await copiesOf(backup)).values()]
  const papers = [...groupEntries(copies), ...copies.filter(copy => !isListed(copy)).map(copy => [copy])]
  const removals = wish.mode === 'replace' ? await rowsToRemove(db, papers) : []
  const [goes, comes] = [inSteps(removals), inSteps(papers)]
  const changed = new Set<PaperId>()
  let done = 0
  const step = async (work: () => Promise<readonly PaperId[]>) => {
    const tables = [...libraryTables(db), db.papers, ...indexTables(db)]
    const ids = await db.transaction('rw', tables, async () => {
      const ids = await work()
      await about.onStep?.(done + 1, goes.length + comes.length)
      return ids
    })
    done++
    for (const id of ids) changed.add(id)
  }
  for (const some of goes)
    await step(async () => {
      const edits = some.map(({ ids }): Edit => ({ ids, remove: true }))
      return (await editEntries(db, edits, { now: about.now, label: about.label, act: about.act })).ids
    })
  for (const some of comes) await step(() => restoreSome(db, some, wish, about, vectors))
  if (wish.mode === 'merge') await absorb(db, { entries: [], rules })
  else await replaceRules(db, rules, about.now)
  return [...changed]
}

/** Takes in some papers, each with its entries, and remembers how to undo it. Inside a transaction. */
async function restoreSome(
  db: GlossDatabase,
  papers: readonly Entry[][],
  { mode, bringBack }: RestoreWish,
  { act, label, now }: RestoreAbout,
  vectors: TermVectors | null,
): Promise<PaperId[]> {
  const names = uniqueIds(papers.flat().flatMap(entry => entry.ids))
  const before = new Neighbourhood(await entriesAround(db, names))
  const changed = new Set(await absorb(db, { entries: papers.flat() }))
  const joined = new Neighbourhood(await entriesAround(db, names))
  const edits = papers.flatMap(paper => wantedEdit(paper, joined, mode, bringBack) ?? [])
  if (edits.length > 0) {
    const arriving = edits.flatMap(({ paper }) => (paper && !isUntitled(paper) ? paper : []))
    await storePapers(db, arriving, vectors)
    for (const id of (await editEntries(db, edits, { now })).ids) changed.add(id)
  }
  if (changed.size === 0) return []
  const after = new Neighbourhood(await entriesAround(db, names))
  const acts = papers.flatMap(paper => {
    const ids = uniqueIds(paper.flatMap(entry => entry.ids))
    if (!ids.some(id => changed.has(id))) return []
    const [was, is] = [before.around(ids).filter(isListed), after.around(ids).filter(isListed)]
    return was.length === 0 && is.length === 0
      ? []
      : [{ back: editTo(ids, was, is), again: editTo(ids, is, was) }]
  })
  if (acts.length > 0)
    await recordStep(db, {
      label,
      act,
      back: acts.map(({ back }) => back).reverse(),
      again: acts.map(({ again }) => again),
      at: now,
    })
  return [...changed]
}

/** What is to be said anew of a paper, for what the backup says of it is older than what is known; undefined for nothing. */
function wantedEdit(
  paper: readonly Entry[],
  here: Neighbourhood,
  mode: RestoreWish['mode'],
  bringBack: boolean,
): Edit | undefined {
  const wanted = listRow(paper)
  // A removal that the backup knows of was taken in already.
  if (!wanted) return undefined
  const now = here.around(wanted.ids).filter(isListed)
  const row = listRow(now)
  if (!row) return mode === 'replace' || bringBack ? editTo(wanted.ids, paper, []) : undefined
  if (mode === 'merge' || differenceOf(wanted, row).length === 0) return undefined
  return editTo(wanted.ids, paper, now)
}

/** The edit that makes the list say of a paper what `target` says, where now it says what `now` says. */
function editTo(ids: readonly PaperId[], target: readonly Entry[], now: readonly Entry[]): Edit {
  // What would undo its removal says everything of it.
  const { paper, ...whole } = inverseOf({ ids, remove: true }, target)
  if (whole.remove) return whole
  const listed = now.filter(isListed)
  const off = tagsOf(listed).map(tag => [tag, false] as const)
  return {
    ...whole,
    tags: { ...Object.fromEntries(off), ...whole.tags },
    ...(whole.note === undefined && noteOf(listed) !== '' && { note: '' }),
    // What is on the list has its paper.
    ...(paper && listed.length === 0 && { paper }),
  }
}

async function rowsToRemove(db: GlossDatabase, papers: readonly Entry[][]) {
  const kept = new Set(papers.flatMap(paper => (paper.some(isListed) ? paper.flatMap(({ ids }) => ids) : [])))
  return (await db.library.toArray()).filter(({ ids }) => !ids.some(id => kept.has(id)))
}

/** Makes the rules those of a backup, as edits of now, so that other devices learn of it. */
async function replaceRules(db: GlossDatabase, rules: Backup['rules'], now: number): Promise<void> {
  await absorb(db, { entries: [], rules })
  const wanted = new Map(
    Object.entries(rules).flatMap(([id, versions]) => {
      const [last] = versions.toSorted(([, a], [, b]) => (a < b ? 1 : -1))
      return last?.[0] ? [[id, last[0]] as const] : []
    }),
  )
  const here = new Map((await tagRules(db)).map(({ id, query, tag }) => [id, { query, tag }]))
  for (const [id, rule] of wanted)
    if (JSON.stringify(here.get(id)) !== JSON.stringify({ query: rule.query, tag: rule.tag }))
      await setRule(db, id, rule, now)
  for (const id of here.keys()) if (!wanted.has(id)) await setRule(db, id, null, now)
}

function inSteps<T>(all: readonly T[]): T[][] {
  const size = Math.max(AT_ONCE, Math.ceil(all.length / MOST_STEPS))
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}
