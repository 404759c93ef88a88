import type { BodyVersion, DayRow, GlossDatabase, PartRow, SourceRow } from '../corpus/database'
import type { Mark, Source, Step } from '../sources/source'
import { DAY, type Day, isDay, MINUTE } from '../time'

/** How long it is noted that a part had not changed; older ones are fetched by their own marks. */
const CHECKED_FOR = 60 * DAY

/** Where the sync of a digest stands, read once at the start of a run and kept up to date with what it writes. */
export class Checkpoints {
  readonly marks = new Map<string, Mark>()
  readonly #versions = new Map<string, BodyVersion>()
  readonly #failed = new Map<string, string>()

  static async read(
    db: GlossDatabase,
    source: Source,
    digest: string,
    checked: SourceRow['checked'] = {},
  ): Promise<Checkpoints> {
    const points = new Checkpoints()
    const days = source.daily ? await db.days.where('digest').equals(digest).toArray() : []
    for (const row of days) points.#take(row.day, row, checked[row.day])
    for (const row of await db.parts.where('digest').equals(digest).toArray())
      points.#take(row.part, row, checked[row.part])
    return points
  }

  #take(part: string, row: DayRow | PartRow, checked = 0): void {
    const fetched = Math.max(row.fetched ?? 0, checked)
    this.marks.set(part, {
      ...(fetched > 0 && { fetched }),
      ...(row.failed && { retryAt: row.failed.retryAt }),
      ...('note' in row && row.note && { note: row.note }),
    })
    if (row.version) this.#versions.set(part, row.version)
    if (row.failed) this.#failed.set(part, row.failed.message)
  }

  /** What was stored of a part; nothing where it failed since, so that it is read again. */
  version(part: string): BodyVersion | undefined {
    return this.#failed.has(part) ? undefined : this.#versions.get(part)
  }

  /** Notes that a step was read and stored at `fetched`. */
  stored(step: Step, fetched: number, version: BodyVersion, note: Mark['note']): void {
    for (const part of partsOf(step)) {
      this.marks.set(part, { fetched, ...(part === step.part && note && { note }) })
      this.#failed.delete(part)
    }
    this.#versions.set(step.part, version)
  }

  /** Notes that a step was asked for at `fetched` and had not changed. */
  unchanged(step: Step, fetched: number): void {
    for (const part of partsOf(step)) {
      const { retryAt: _, ...mark } = this.marks.get(part) ?? {}
      this.marks.set(part, { ...mark, fetched })
    }
  }

  /** Notes that a step failed, and until when it is left alone. */
  failed(step: Step, retryAt: number, message: string): void {
    for (const part of partsOf(step)) {
      this.marks.set(part, { ...this.marks.get(part), retryAt })
      this.#failed.set(part, message)
    }
  }

  /** Notes that a step's answer cannot be told apart by day. */
  undivided(step: Step, fetched: number): void {
    this.marks.set(step.part, { fetched, note: { undivided: true } })
  }

  /** Only these parts are left. */
  keep(parts: readonly string[]): void {
    const kept = new Set(parts)
    for (const known of [this.marks, this.#versions, this.#failed])
      for (const part of known.keys()) if (!kept.has(part)) known.delete(part)
  }

  /**
   * The reader asks for news: what failed is tried again, and what holds the newest is asked for again unless that was
   * a moment ago.
   */
  askAgain(newest: readonly string[], now: number): void {
    for (const [part, { retryAt: _, ...mark }] of this.marks) this.marks.set(part, mark)
    for (const part of newest) {
      const mark = this.marks.get(part)
      if (mark?.fetched !== undefined && Math.abs(now - mark.fetched) > MINUTE)
        this.marks.set(part, { ...mark, fetched: 0 })
    }
  }

  /** Messages of parts that could not be read; days before `from` and after `to` are left out. */
  failures(from: Day, to: Day | undefined): readonly string[] {
    const isWanted = (part: string) => !isDay(part) || (part >= from && (!to || part <= to))
    return [...this.#failed].filter(([part]) => isWanted(part)).map(([, message]) => message)
  }
}

/** What of `checked` is still of use at `now`, with some parts added. */
export function withChecked(state: SourceRow, parts: readonly string[], now: number): SourceRow {
  const kept = Object.entries(state.checked ?? {}).filter(([, at]) => Math.abs(now - at) < CHECKED_FOR)
  return { ...state, checked: Object.fromEntries([...kept, ...parts.map(part => [part, now] as const)]) }
}

/** The checkpoints that a step moves. */
export function partsOf(step: Step): readonly string[] {
  if (!step.days) return [step.part]
  return step.days.length === 1 ? step.days : [...step.days, step.part]
}
