import { expect } from 'vitest'
import type { GlossDatabase, LibraryRow } from '@/lib/corpus/database'
import { LIST_STATES } from '@/lib/entries/entry'
import { type Edit, editEntries } from '@/lib/library/edit'
import { setRule } from '@/lib/library/rules'
import { redoLast, undoLast } from '@/lib/library/undo'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import type { Device } from './device'
import type { Random } from './random'

/** So many papers there are; some of them are known by two names that nothing connects at first. */
const PAPERS = 120
const TAGS = ['nlp', 'vision', 'to cite', 'Über', '数学']

/** A reader who does whatever comes to mind. */
export class Reader {
  readonly #random: Random
  #notes = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Does something on a device; returns how many edits it took. */
  async act(device: Device): Promise<number> {
    const { db } = device
    const now = device.now()
    const dice = this.#random.next()
    if (dice < 0.03) return (await undoLast(db, now))?.papers ?? 0
    if (dice < 0.04) return (await redoLast(db, now))?.papers ?? 0
    if (dice < 0.05) {
      const rule = this.#random.chance(0.3)
        ? null
        : { query: this.#word('topic:'), tag: this.#random.pick(TAGS) }
      await setRule(db, `rule-${this.#random.below(4)}`, rule, now)
      return 1
    }
    const edits: Edit[] = []
    for (let n = 1 + this.#random.below(8); n > 0; n -= 1) edits.push(await this.#edit(db, device.name, now))
    const label = this.#random.chance(0.15) ? 'Did something' : undefined
    const { papers } = await editEntries(db, edits, { now, ...(label && { label }) })
    // Those before it may be of the same paper.
    await expectDone(db, edits.at(-1))
    return papers
  }

  async #edit(db: GlossDatabase, device: string, now: number): Promise<Edit> {
    const random = this.#random
    if (random.chance(0.15)) return saving(random)
    const row = await this.#row(db)
    if (!row) return saving(random)
    const ids = [random.pick(row.ids)]
    const dice = random.below(100)
    if (dice < 15) return { ids, set: { state: random.pick(LIST_STATES) } }
    if (dice < 25) return { ids, set: { rating: random.below(6) } }
    if (dice < 32) return { ids, set: { priority: random.below(4) } }
    if (dice < 50) return { ids, tags: { [random.pick(TAGS)]: random.chance(0.6) } }
    if (dice < 75) return { ids, note: this.#note(device, row) }
    if (dice < 82) return { ids, set: { place: random.chance(0.8) ? `a${random.below(100)}V` : null } }
    if (dice < 87) return { ids, remove: true }
    // One that is merged is mostly taken apart again: else everything would be one in the end.
    if (dice < 95 && row.keys.length > 1) return { ids: [random.pick(row.keys)], set: { into: null } }
    if (dice < 89) {
      const other = await this.#row(db)
      if (other && other.id !== row.id) return { ids, set: { into: other.id } }
    }
    return {
      ids,
      set: { state: 'done', rating: 5 },
      tags: { done: true },
      ...(now % 2 && { note: this.#note(device, row) }),
    }
  }

  /** A note that nobody wrote before, over the one on the screen; now and then it is deleted. */
  #note(device: string, { notes }: LibraryRow): string {
    if (notes.length > 0 && this.#random.chance(0.2)) return ''
    this.#notes += 1
    return `${device} ${this.#notes}`
  }

  #word(prefix: string): string {
    return `${prefix}word${this.#random.below(50)}`
  }

  async #row(db: GlossDatabase): Promise<LibraryRow | undefined> {
    const count = await db.library.count()
    return count > 0 ? db.library.offset(this.#random.below(count)).first() : undefined
  }
}

/** What the reader did is to be seen at once. */
async function expectDone(db: GlossDatabase, edit: Edit | undefined): Promise<void> {
  if (!edit) return
  const [row] = await db.library
    .where('ids')
    .anyOf([...edit.ids])
    .toArray()
  if (edit.remove || edit.paper) expect(row !== undefined, 'is on the list').toBe(!edit.remove)
  // Papers that are not on the list are not edited.
  if (!row) return
  const { state, priority, rating, place } = edit.set ?? {}
  const said = { state, priority, rating, place: place ?? undefined }
  for (const [field, value] of Object.entries(said))
    if (value !== undefined) expect(row).toHaveProperty(field, value)
  for (const [tag, on] of Object.entries(edit.tags ?? {})) expect(row.tags.includes(tag), tag).toBe(on)
  if (edit.note !== undefined) expect(row.notes).toEqual(edit.note === '' ? [] : [edit.note])
}

function saving(random: Random): Edit {
  const paper = paperNumber(1 + random.below(PAPERS), random)
  const from = random.pick(['arxiv.org', 'popup', null])
  return {
    ids: paper.ids,
    paper,
    set: { from, ...(random.chance(0.5) && { state: random.pick(LIST_STATES) }) },
  }
}

/** A paper as some page shows it: under one of its names or all of them, as it was at one time. */
function paperNumber(n: number, random: Random): Paper {
  const arxiv: PaperId = `arxiv:2601.${String(n).padStart(5, '0')}`
  const doi: PaperId = `doi:10.1000/lamps.${n}`
  const names = n % 4 > 0 ? [arxiv] : random.pick<PaperId[]>([[arxiv], [doi], [arxiv, doi]])
  const seen = 1_760_000_000 + random.below(3)
  return paperOf({
    ids: names,
    title: `A study of ${n} lamps, version ${seen % 7}`,
    authors: [`Ada Lamp${n}`, 'Bo Glow'],
    published: '2026-01-02',
    seen,
  })
}
