import type { BodyVersion, DayRow, Failed, GlossDatabase, SourceRow } from '../corpus/database'
import { storeBatch } from '../corpus/store'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import type { Reading, Step } from '../sources/source'
import type { Day } from '../time'
import { isRange } from './fetch-step'

/** A step that was read, and where its digest stands with it. */
export interface Stored {
  readonly digest: string
  readonly step: Step
  readonly reading: Reading
  readonly version: BodyVersion
  /** Milliseconds. */
  readonly fetched: number
  readonly state: SourceRow
  readonly knownOnly: boolean
}

/** Papers that are stored in one transaction: about half a second's work, and the loss when the worker is killed. */
const PAPERS_A_BATCH = 1000

/**
 * Stores what was read of a step, its checkpoint with the last of its papers. Cut short before that, what is there is
 * whole and the step is fetched again. Returns how many papers the digest had not brought before.
 */
export async function storeReading(db: GlossDatabase, stored: Stored): Promise<number> {
  const { digest, step, reading, version, fetched, state, knownOnly } = stored
  const lists = dayLists(reading.papers, digest)
  const rejected = reading.rejected.length > 0 && { rejected: reading.rejected.slice(0, 100) }
  let [rest, added] = [reading.papers, 0]
  while (rest.length > PAPERS_A_BATCH) {
    added += await storeBatch(db, { digest, papers: rest.slice(0, PAPERS_A_BATCH), knownOnly })
    rest = rest.slice(PAPERS_A_BATCH)
  }
  const single = step.days?.length === 1
  const mark = { fetched, ...(single && { version, ...rejected }) }
  const last = await storeBatch(db, {
    digest,
    papers: rest,
    knownOnly,
    ...(step.days ? { days: await dayRows(db, digest, step, lists, mark) } : { lists }),
    ...(!single && {
      part: {
        digest,
        part: step.part,
        fetched,
        version,
        ...rejected,
        ...(reading.note && { note: reading.note }),
        ...(reading.ordered && { papers: reading.papers.map(paper => paper.id) }),
      },
    }),
    ...(reading.parts && { parts: reading.parts }),
    source: { ...state, papers: (state.papers ?? 0) + added },
  })
  return added + last
}

/** A step that could not be read, and what of it came before that. */
export interface Wrong {
  readonly digest: string
  readonly step: Step
  readonly failed: Failed
  readonly papers: readonly Paper[]
  readonly state: SourceRow
}

/**
 * Notes when to try a step again; what was stored of it before is kept, and what came of it now. Returns how many papers
 * the digest had not brought before.
 */
export async function storeFailure(db: GlossDatabase, wrong: Wrong): Promise<number> {
  const { digest, step, failed, papers, state } = wrong
  const batch = { digest, papers, source: state }
  const day = step.days?.[0]
  if (day === undefined) {
    const known = await db.parts.get([digest, step.part])
    const part = { ...known, digest, part: step.part, failed }
    return storeBatch(db, { ...batch, part, lists: dayLists(papers, digest) })
  }
  const known = await db.days.get([digest, day])
  const row: DayRow =
    known?.fetched === undefined
      ? {
          digest,
          day,
          papers: [...new Set([...(known?.papers ?? []), ...papers.map(({ id }) => id)])],
          failed,
        }
      : { ...known, failed }
  return storeBatch(db, { ...batch, days: [row] })
}

/** Papers that were listed since `from`, or nobody says when. */
export function keptPapers(papers: readonly Paper[], from: Day | undefined): readonly Paper[] {
  if (from === undefined) return papers
  return papers.filter(
    ({ listings }) => listings.length === 0 || listings.some(({ day }) => day === undefined || day >= from),
  )
}

/** The papers that a digest lists by day, in their order. */
export function dayLists(papers: readonly Paper[], digest: string): Map<Day, PaperId[]> {
  const lists = new Map<Day, PaperId[]>()
  for (const paper of papers)
    for (const { digest: by, day } of paper.listings)
      if (by === digest && day) lists.set(day, [...(lists.get(day) ?? []), paper.id])
  return lists
}

/** Rows of the days that a step answers whole. Of several at once, no day loses a paper that was read of it before. */
async function dayRows(
  db: GlossDatabase,
  digest: string,
  step: Step,
  lists: ReadonlyMap<Day, readonly PaperId[]>,
  mark: Partial<DayRow>,
): Promise<DayRow[]> {
  const days = step.days ?? []
  const known = isRange(step) ? await db.days.bulkGet(days.map((day): [string, Day] => [digest, day])) : []
  return days.map((day, n) => ({
    ...mark,
    digest,
    day,
    papers: [...new Set([...(lists.get(day) ?? []), ...(known[n]?.papers ?? [])])],
  }))
}
