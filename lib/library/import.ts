import type { ReadFile, ReadPaper } from '../cite/read/reader'
import type { GlossDatabase } from '../corpus/database'
import { knownPapers } from '../corpus/known-papers'
import { indexTables } from '../corpus/segment-store'
import { storePapers } from '../corpus/store'
import { isUntitled } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { type Edit, editEntries } from './edit'
import { entriesAround, libraryTables } from './entries-store'
import { Known, Listed } from './import-known'
import {
  type ImportAbout,
  type ImportChoice,
  paperOfRead,
  planMerge,
  planNew,
  titleOfRead,
} from './import-plan'
import { taggedByRules } from './rules'

export type { ImportChoice } from './import-plan'

/** Papers of one step: a transaction that is over before anybody waits for it. */
const ONE_STEP = 100

/** What a file would do to the list. */
export interface ImportPreview {
  /** The file's name, or what else the papers come from. */
  readonly name: string
  /** What the file is: "BibTeX". */
  readonly format: string
  readonly papers: readonly ReadPaper[]
  /** Titles of papers that are not on the list. */
  readonly fresh: readonly string[]
  /** Papers on the list to which the file adds something, whatever is chosen, and what. */
  readonly merges: readonly { readonly title: string; readonly changes: readonly string[] }[]
  /** Titles of papers that are on the list with all that the file says. */
  readonly same: readonly string[]
  /** Papers on the list of which the file tells another state. */
  readonly states: number
  /** A sentence each: where, and why. */
  readonly notUnderstood: readonly string[]
}

/** How an import goes on. */
export interface ImportOptions extends ImportChoice {
  /** Milliseconds. */
  readonly now: number
  /** The act that undoes all of it. */
  readonly act: string
  /** Is told how many papers are done, and what changed since the last time. */
  readonly onProgress?: (done: number, changed: readonly PaperId[]) => void | Promise<void>
  /** Stops it after the step that is being made; what is in is kept. */
  readonly signal?: AbortSignal
}

/** What came of an import. */
export interface Imported {
  /** Papers that were put on the list. */
  readonly added: number
  /** Papers on the list that changed. */
  readonly merged: number
  /** Papers of the file that were looked at: all, unless it was stopped. */
  readonly done: number
}

/** Looks what a file would do to the list, some papers at a time; changes nothing. */
export async function previewImport(
  db: GlossDatabase,
  file: ReadFile,
  name: string,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const { format, papers } = file
  const [fresh, same, left]: [string[], string[], string[]] = [[], [], []]
  const merges: { title: string; changes: readonly string[] }[] = []
  let states = 0
  for (let from = 0; from < papers.length && !signal?.aborted; from += ONE_STEP) {
    const some = papers.slice(from, from + ONE_STEP)
    await db.transaction('r', [...libraryTables(db), db.papers], async () => {
      const list = new Listed(await entriesAround(db, idsOf(some)))
      const corpus = new Known(
        await knownPapers(
          db,
          some.map(read => paperOfRead(read, read.ids)),
        ),
      )
      // Those that go by another name in the corpus are on the list under that.
      list.add(
        await entriesAround(
          db,
          some.flatMap(read => corpus.of(read)?.ids ?? []),
        ),
      )
      for (const read of some) {
        const title = read.title ?? corpus.of(read)?.title ?? titleOfRead(read)
        const found = list.of(read.ids) ?? list.of(corpus.of(read)?.ids ?? [])
        if (!found) {
          fresh.push(title)
          continue
        }
        const { row, paper } = found
        const ids = corpus.own(list.own(read.ids, row))
        const plan = planMerge(read, row, paper, ids, { states: false, tag: '' })
        if (plan.edit) merges.push({ title: row.title, changes: plan.changes })
        else same.push(row.title)
        if (read.state && read.state !== row.state) states++
        if (plan.noteLeftOut)
          left.push(`“${row.title}”: its note is left out, for with yours it would be too long to be kept.`)
      }
    })
  }
  return {
    name,
    format,
    papers,
    fresh,
    merges,
    same,
    states,
    notUnderstood: [...file.notUnderstood, ...left],
  }
}

/**
 * Puts the papers of a file on the list and into the corpus, a hundred at a time, each hundred whole or not at all. What
 * the list and the corpus know better is kept. Stopped or broken off, what is in stays in; the same file again adds the
 * rest, and changes nothing of what is in.
 */
export async function importPapers(
  db: GlossDatabase,
  { papers, name }: Pick<ImportPreview, 'papers' | 'name'>,
  { onProgress, signal, act, ...choice }: ImportOptions,
): Promise<Imported> {
  const vectors = await db.termVectors()
  const about: ImportAbout = { ...choice, from: name }
  const label =
    papers.length === 1 ? 'Imported a paper' : `Imported ${papers.length.toLocaleString('en')} papers`
  let [added, merged, done] = [0, 0, 0]
  while (done < papers.length && !signal?.aborted) {
    const some = papers.slice(done, done + ONE_STEP)
    const tables = [...libraryTables(db), db.papers, ...indexTables(db)]
    const step = await db.transaction('rw', tables, async () => {
      const edits: { readonly isNew: boolean; readonly edit: Edit }[] = []
      const plans = await planStep(db, some, vectors, about)
      const again: ReadPaper[] = plans.later
      edits.push(...plans.edits)
      const edited = await editEntries(
        db,
        edits.map(({ edit }) => edit),
        { now: about.now, label, act },
      )
      const changed = new Set(edited.ids)
      // Of two that turned out to be one paper the second finds what the first has said.
      for (const read of again) {
        const { edits: more } = await planStep(db, [read], vectors, about)
        edits.push(...more)
        const { ids } = await editEntries(
          db,
          more.map(({ edit }) => edit),
          { now: about.now, label, act },
        )
        for (const id of ids) changed.add(id)
      }
      return { fresh: edits.filter(({ isNew }) => isNew).length, edits: edits.length, changed: [...changed] }
    })
    done += some.length
    added += step.fresh
    merged += step.edits - step.fresh
    await onProgress?.(done, step.changed)
  }
  return { added, merged, done }
}

/** Stores some papers, and says what to do to the list; papers that are another's of these are left for later. */
async function planStep(
  db: GlossDatabase,
  some: readonly ReadPaper[],
  vectors: Parameters<typeof storePapers>[2],
  about: ImportAbout,
): Promise<{ edits: { isNew: boolean; edit: Edit }[]; later: ReadPaper[] }> {
  const list = new Listed(await entriesAround(db, idsOf(some)))
  const corpus = new Known(
    await knownPapers(
      db,
      some.map(read => paperOfRead(read, read.ids)),
    ),
  )
  const named = some.map(read => {
    const row = list.of(read.ids)?.row
    const ids = corpus.own(row ? list.own(read.ids, row) : read.ids)
    return { read, ids, paper: paperOfRead(read, ids) }
  })
  // What nothing but its identifier is known of is nothing to be found.
  const told = named.flatMap(({ paper }) => (isUntitled(paper) ? [] : paper))
  await storePapers(db, told, vectors)
  const stored = new Known(
    await knownPapers(
      db,
      named.map(({ paper }) => paper),
    ),
  )
  list.add(
    await entriesAround(
      db,
      named.flatMap(({ paper }) => stored.byId(paper.ids)?.ids ?? []),
    ),
  )
  const edits: { isNew: boolean; edit: Edit }[] = []
  const later: ReadPaper[] = []
  const taken = new Set<PaperId>()
  for (const { read, ids, paper } of named) {
    const whole = stored.byId(ids) ?? paper
    const found = list.of(ids) ?? list.of(whole.ids)
    const target = found?.row.id ?? whole.id
    if (taken.has(target)) {
      later.push(read)
      continue
    }
    taken.add(target)
    if (found) {
      const { edit } = planMerge(read, found.row, found.paper, ids, about)
      if (edit) edits.push({ isNew: false, edit })
    } else {
      const ruled = await taggedByRules(db, whole)
      edits.push({ isNew: true, edit: planNew(read, whole, ruled, about) })
    }
  }
  return { edits, later }
}

function idsOf(some: readonly ReadPaper[]): PaperId[] {
  return some.flatMap(({ ids }) => ids)
}
