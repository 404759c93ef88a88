import type { GlossDatabase } from '../corpus/database'
import type { Edit, EntryRow } from '../corpus/library-rows'
import { type Stamp, seeing } from '../entries/clock'
import {
  blankEntry,
  type Entry,
  type Field,
  type Fields,
  isListed,
  joinEntries,
  stampsOf,
  withVersion,
} from '../entries/entry'
import { rootFirst } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { mergePapers, uniqueIds } from '../papers/merge'
import { clockOf, entriesAround, libraryTables, Neighbourhood, putEntries, Ticking } from './entries-store'
import { entryEdited, inverseOf } from './inverse'
import { recordStep } from './undo-steps'

export type { Edit } from '../corpus/library-rows'

/** How edits are remembered, so that they can be undone. */
export interface EditAbout {
  /** What was done, as a sentence: "Tagged 12 papers". Edits without one cannot be undone. */
  readonly label?: string
  /** Steps of one act, such as a long import, are undone together. */
  readonly act?: string
  /** Milliseconds. */
  readonly now: number
}

/** What edits changed. */
export interface Edited {
  /** Every identifier of the entries that changed. */
  readonly ids: readonly PaperId[]
  /** Papers that changed; edits of papers that are not on the list, and bring none, change nothing. */
  readonly papers: number
}

/**
 * Edits papers of the list in one transaction: all of it is done, and can be undone, or nothing. To be called with at
 * most some hundred edits at once; longer acts are several steps of one `act`.
 */
export async function editEntries(
  db: GlossDatabase,
  edits: readonly Edit[],
  about: EditAbout,
): Promise<Edited> {
  if (edits.length === 0) return { ids: [], papers: 0 }
  return db.transaction('rw', libraryTables(db), async () => {
    const clock = new Ticking(await clockOf(db))
    const ids = new Set<PaperId>()
    const back: Edit[] = []
    const again: Edit[] = []
    const near = new Neighbourhood(await entriesAround(db, uniqueIds(edits.flatMap(namesOf))))
    const all = new Map<PaperId, EntryRow>()
    for (const edit of edits) {
      const around = near.around(namesOf(edit))
      const changed = applyEdit(edit, around, clock, about.now)
      if (changed.length === 0) continue
      back.unshift(inverseOf(edit, around))
      again.push(edit)
      for (const entry of changed) {
        near.put(entry)
        all.set(entry.key, entry)
      }
      for (const entry of [...around, ...changed]) for (const id of entry.ids) ids.add(id)
      // What an entry is merged into may not have been near it before, nor what shares a name with one that comes back.
      const wasListed = new Set(around.filter(isListed).map(({ key }) => key))
      const further = changed
        .filter(isListed)
        .flatMap(entry => [
          ...(entry.into ? [entry.into] : []),
          ...(wasListed.has(entry.key) ? [] : entry.ids),
        ])
      for (const entry of further.length > 0 ? await entriesAround(db, further) : [])
        if (!all.has(entry.key)) near.put(entry)
    }
    if (again.length === 0) return { ids: [], papers: 0 }
    await putEntries(db, [...all.values()], near.all)
    await db.libraryState.put(clock.row)
    if (about.label) await recordStep(db, { label: about.label, act: about.act, back, again, at: about.now })
    return { ids: [...ids], papers: again.length }
  })
}

function namesOf({ ids, paper }: Edit): PaperId[] {
  return uniqueIds([...ids, ...(paper?.ids ?? [])])
}

/** The entries that an edit changes, as they are after it. */
function applyEdit(edit: Edit, around: readonly EntryRow[], clock: Ticking, now: number): EntryRow[] {
  const listed = around.filter(isListed).sort(rootFirst)
  if (edit.remove) return listed.map(entry => clock.revise(withoutEdits(entry)))
  const root = entryEdited(edit, listed) ?? newEntry(edit, around)
  if (!root) return []
  const at = clock.stamp(now)
  const others =
    edit.note === undefined ? [] : listed.filter(entry => entry !== root && entry.notes.length > 0)
  return [
    clock.revise(edited(root, edit, isListed(root), at, now)),
    // What is shown as one has one note, so those of the others go.
    ...others.map(other => clock.revise(withNote(other, '', clock.stamp(now)))),
  ]
}

/** The entry that a paper gets when it comes to the list: a new one, or the one it had when it was on it before. */
function newEntry(edit: Edit, around: readonly EntryRow[]): Entry | undefined {
  const { paper } = edit
  if (!paper) return undefined
  return around.find(({ key }) => key === paper.id) ?? blankEntry(paper.id, paper.ids)
}

function edited(entry: Entry, edit: Edit, wasListed: boolean, at: Stamp, now: number): Entry {
  const set = { ...(!wasListed && { state: 'to-read' as const, saved: now }), ...edit.set }
  const fields: Record<string, unknown> = { ...entry.fields }
  for (const [field, value] of Object.entries(withReadTime(set, entry, now)))
    fields[field] = withVersion(entry.fields[field as Field] as never, value as never, at)
  const tags = { ...entry.tags }
  for (const [tag, on] of Object.entries(edit.tags ?? {})) tags[tag] = withVersion(tags[tag], on, at)
  const { paper } = edit
  const whole = paper && entry.paper ? mergePapers(entry.paper, paper) : (paper ?? entry.paper)
  const changed = {
    ...entry,
    // Not those of `edit`, which may name all that is shown as one: it could never be taken apart again.
    ids: uniqueIds([...entry.ids, ...(paper?.ids ?? [])]),
    fields: fields as Entry['fields'],
    tags,
    ...(whole && { paper: whole }),
  }
  return edit.note === undefined ? changed : withNote(changed, edit.note, at)
}

/** Whoever is done with a paper has read it now; whoever takes it up again has not. */
function withReadTime(set: Partial<Fields>, entry: Entry, now: number): Partial<Fields> {
  if (set.state === undefined || set.read !== undefined) return set
  if (set.state === 'done') return { ...set, read: now }
  return entry.fields.read ? { ...set, read: null } : set
}

function withNote(entry: Entry, text: string, at: Stamp): Entry {
  const before = entry.notes.map(([, stamp]) => stamp)
  return { ...entry, notes: [[text, at]], rewritten: seeing(entry.rewritten, before) }
}

/** The entry without anything that was said of it until now; joined with itself, it keeps nothing more than that. */
function withoutEdits(entry: Entry): Entry {
  const gone = { ...entry, removed: seeing(entry.removed, stampsOf(entry)) }
  return joinEntries(gone, gone)
}
