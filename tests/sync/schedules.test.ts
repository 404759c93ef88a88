import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { savePaper, unsavePaper } from '@/lib/library/library'
import { paperOf } from '@/lib/papers/merge'
import type { Paper } from '@/lib/papers/paper'
import { addDays, DAY, HOUR, MINUTE, SECOND } from '@/lib/time'
import { dyingRun, WAYS } from './deaths'
import {
  type Answer,
  archive,
  corpusOf,
  dailyPaper,
  dump,
  type Extent,
  expectNothingLost,
  type Fault,
  feedPaper,
  inMemory,
  load,
  NOON,
  PRIVATE,
  pagePaper,
  snapshot,
  TODAY,
  textAnswer,
  World,
} from './faults'

const RUNS = 200
const EXTENT: Extent = { days: 3, shards: 3 }

const FAULTS: Readonly<Record<string, Fault>> = {
  'a dead host': 'dead',
  'a reset': right => ({ ...right, after: 'reset' }),
  '404': () => textAnswer('', 404),
  '429': () => textAnswer('', 429, { 'retry-after': '120' }),
  '500': () => textAnswer('', 500),
  'a web page': () => textAnswer('<!doctype html><title>Sign in</title>'),
  'half of the body': right => ({ ...right, body: right.body.subarray(0, right.body.length / 2) as Body }),
  'an empty list': () => textAnswer('[]'),
}
type Body = Answer['body']

/** What becomes of one run. */
type Disturbance =
  | { readonly what: 'nothing' }
  /** From the `n`-th request on, for so many. */
  | { readonly what: 'fault'; readonly fault: string; readonly n: number; readonly times: number }
  | { readonly what: 'death'; readonly way: string; readonly n: number }

/** What happens before a run. */
type Event =
  | { readonly what: 'time passes'; readonly hours: number }
  | { readonly what: 'the clock jumps'; readonly off: number }
  | { readonly what: 'a day grows' | 'a shard grows' | 'votes are cast'; readonly which: number }
  | { readonly what: 'saved' | 'taken off'; readonly which: number }

/** Papers that a reader saves: of days, of shards, of both, of none, and one of which the page knows the title alone. */
const SAVED: readonly Paper[] = [
  pagePaper(21),
  pagePaper(41),
  pagePaper(501),
  paperOf({ ...pagePaper(61), ids: ['arxiv:2602.00061', 'doi:10.1000/both'], seen: 1000 }),
  byTitle(pagePaper(22)),
  PRIVATE,
]

function byTitle({ title }: Paper): Paper {
  return paperOf({ ids: [`title:${title.toLowerCase().replace(/\W/g, '')}`], title, seen: 1000 })
}

const number = (max: number) => fc.integer({ min: 1, max })
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ what: fc.constant('time passes' as const), hours: fc.integer({ min: 0, max: 9 }) }),
  fc.record({
    what: fc.constant('the clock jumps' as const),
    off: fc.constantFrom(0, HOUR, -HOUR, 5 * MINUTE, -2 * DAY, 365 * DAY, -365 * DAY),
  }),
  fc.record({
    what: fc.constantFrom('a day grows' as const, 'a shard grows' as const, 'votes are cast' as const),
    which: fc.nat(9),
  }),
  fc.record({ what: fc.constantFrom('saved' as const, 'taken off' as const), which: fc.nat(5) }),
)
const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.constant({ what: 'nothing' as const }),
  fc.record({
    what: fc.constant('fault' as const),
    fault: fc.constantFrom(...Object.keys(FAULTS)),
    n: number(9),
    times: fc.constantFrom(1, 3, 100),
  }),
  fc.constantFrom(...Object.keys(WAYS)).chain(way =>
    fc.record({
      what: fc.constant('death' as const),
      way: fc.constant(way),
      n: number(/write/.test(way) && !/turn/.test(way) ? 70 : 9),
    }),
  ),
)
const schedule = fc.record({
  /** Whether the reader was there two days before. */
  known: fc.boolean(),
  steps: fc.array(fc.record({ events: fc.array(event, { maxLength: 3 }), run: disturbance }), {
    minLength: 1,
    maxLength: 5,
  }),
})

/** A schedule as it is carried out: its world, and what the reader did, to be done again. */
class Course {
  readonly world = new World(inMemory, EXTENT)
  readonly edits: ((db: GlossDatabase) => Promise<unknown>)[] = []
  #next = 700

  constructor() {
    this.world.publish(...archive(EXTENT))
  }

  async happen(event: Event, db: GlossDatabase): Promise<void> {
    const { world } = this
    if (event.what === 'time passes') world.time += event.hours * HOUR
    else if (event.what === 'the clock jumps') world.off = event.off
    else if (event.what === 'saved' || event.what === 'taken off') {
      const [paper, now] = [SAVED[event.which % SAVED.length] ?? PRIVATE, world.clock()]
      const edit = (on: GlossDatabase) =>
        event.what === 'saved' ? savePaper(on, paper, { now }) : unsavePaper(on, paper.ids, now)
      this.edits.push(edit)
      await edit(db)
    } else this.#publish(event)
  }

  /** Something new on a server: a paper of a day, one of a shard that a day may have too, or votes. */
  #publish({ what, which }: Extract<Event, { which: number }>): void {
    const { world } = this
    const day = addDays(TODAY, 1 - (which % (EXTENT.days + 1)))
    const list = (world.daily.lists.get(day) ?? []) as ReturnType<typeof dailyPaper>[]
    const fresh = this.#next++
    if (what === 'a day grows') world.publish([[day, [dailyPaper(fresh, 99), ...list]]], {})
    else if (what === 'votes are cast') {
      const cast = ({ paper, ...outer }: (typeof list)[number]) => ({
        ...outer,
        paper: { ...paper, upvotes: Number(paper.upvotes) + fresh },
      })
      world.publish([[day, list.map(cast).reverse()]], {})
    } else {
      const name = `${'abcd'[which % 4]}.json`
      const n = which % 3 === 0 ? 42 : fresh
      const held = world.shards[name] ?? []
      if (!held.some(one => one.id === feedPaper(n, TODAY).id))
        world.publish([], { [name]: [...held, feedPaper(n, addDays(TODAY, -(which % 4)))] })
    }
  }

  async run(run: Disturbance): Promise<void> {
    const { world } = this
    world.time += SECOND
    world.fault = ({ number: asked }) =>
      run.what === 'fault' && asked >= run.n && asked < run.n + run.times ? FAULTS[run.fault] : undefined
    world.before = () => undefined
    const way = run.what === 'death' ? WAYS[run.way] : undefined
    await dyingRun(world, way ?? (() => undefined), run.what === 'death' ? run.n : 0)
  }

  /** Runs with nothing wrong until nothing is left, two days later. */
  async settle(): Promise<void> {
    const { world } = this
    Object.assign(world, { off: 0, fault: () => undefined, before: () => undefined })
    const db = new GlossDatabase(world.name)
    for (let runs = 1; ; runs++) {
      const outcomes = Object.values(await world.run(db))
      const later = outcomes.flatMap(outcome => (outcome.done ? [] : [outcome.retryAt]))
      if (later.length === 0) break
      expect(runs, 'runs without an end').toBeLessThan(4)
      world.time = Math.max(world.time, ...later)
    }
    world.time += 50 * HOUR
    expect(await world.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
    db.close()
  }

  /** What one run brings, of all that is there in the end. */
  async clean() {
    const { world } = this
    const clean = new World(inMemory, EXTENT)
    clean.publish(world.daily.lists as Iterable<never>, world.shards)
    clean.time = world.time
    const db = new GlossDatabase(clean.name)
    for (const edit of this.edits) await edit(db)
    expect(await clean.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
    const found = await corpusOf(db)
    db.close()
    return found
  }
}

let begun: Map<string, unknown[]>

beforeAll(async () => {
  const world = new World(inMemory, EXTENT)
  world.publish(...archive(EXTENT, true))
  world.time = NOON - 49 * HOUR
  const db = new GlossDatabase(world.name)
  expect(await world.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
  begun = await dump(db)
  db.close()
}, 60_000)

test(`${RUNS} schedules of kills, faults, changes and edits end where one clean run does`, async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  console.info(`Schedules of sync: seed ${seed} (SEED=${seed} runs them again)`)
  const property = fc.asyncProperty(schedule, async ({ known, steps }) => {
    const course = new Course()
    const { world } = course
    if (known) await load(world.name, begun)
    const db = new GlossDatabase(world.name)
    for (const { events, run } of steps) {
      for (const one of events) await course.happen(one, db)
      const before = await snapshot(db)
      await course.run(run)
      expectNothingLost(before, await snapshot(db))
    }
    const before = await snapshot(db)
    await course.settle()
    expectNothingLost(before, await snapshot(db))
    const found = await corpusOf(db)
    db.close()
    expect(found).toEqual(await course.clean())
    await db.delete()
  })
  await fc.assert(property, { numRuns: RUNS, seed })
  console.info(`Schedules of sync: seed ${seed} went well`)
}, 300_000)
