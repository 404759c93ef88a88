import 'fake-indexeddb/auto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { addDays, DAY, HOUR, MINUTE } from '@/lib/time'
import { closeServers } from '../http/server'
import { dyingRun, WAYS } from './deaths'
import { type End, fine, NEW_DAY, ROWS, type Row, TARGETS, type Target, WHOLE } from './fault-table'
import {
  type Asked,
  archive,
  corpusOf,
  dailyPaper,
  dump,
  type Extent,
  expectNothingLost,
  feedPaper,
  load,
  NOON,
  overHttp,
  saveThree,
  snapshot,
  TODAY,
  textAnswer,
  World,
} from './faults'
import { sha256 } from './static-host'

const SMALL: Extent = { days: 3, shards: 2 }
const PAIRS: readonly (readonly Target[])[] = [
  ['a day', 'a shard'],
  ['its second page', 'the manifest'],
  ['a week'],
]
const digestOf = (target: Target) => (/shard|manifest/.test(target) ? 'dlab' : 'hf')

let wire: Awaited<ReturnType<typeof overHttp>>
const begun = new Map<Extent, Map<string, unknown[]>>()
const references = new Map<string, Found>()

beforeAll(async () => {
  wire = await overHttp()
  for (const extent of [WHOLE, SMALL]) {
    const world = new World(wire, extent)
    world.publish(...archive(extent, true))
    world.time = NOON - 49 * HOUR
    const db = new GlossDatabase(world.name)
    await saveThree(db)
    expect(await world.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
    begun.set(extent, await dump(db))
    db.close()
  }
}, 60_000)

afterAll(closeServers)

/** A world as it is today, with the database of a reader who was last online two days before. */
async function today(extent = WHOLE): Promise<World> {
  const world = new World(wire, extent)
  world.publish(...archive(extent))
  await load(world.name, begun.get(extent) ?? new Map())
  return world
}

/** Sees to it that nothing is lost or doubled at any request of a world's runs. */
async function watched(world: World) {
  const reader = new GlossDatabase(world.name)
  let before = await snapshot(reader)
  const look = async () => {
    const now = await snapshot(reader)
    expectNothingLost(before, now)
    before = now
  }
  const { before: hook } = world
  world.before = async asked => {
    await hook(asked)
    await look()
  }
  return { look, close: () => reader.close() }
}

/** The next run, hours later and with nothing wrong: it comes to its end, with what one run from nothing brings. */
async function expectRecovery(
  world: World,
  extent: Extent,
  later = 7 * HOUR,
  visible: (found: Found) => unknown = found => found,
): Promise<void> {
  world.fault = () => undefined
  world.before = () => undefined
  world.limits = () => ({})
  Object.assign(world, { off: 0, dated: true, time: world.time + later })
  const db = new GlossDatabase(world.name)
  expect(await world.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
  expect(visible(await corpusOf(db))).toEqual(visible(await reference(world, extent)))
  db.close()
}

type Found = Awaited<ReturnType<typeof corpusOf>>

async function reference(world: World, extent: Extent) {
  const key = JSON.stringify([extent, [...world.daily.lists], world.shards])
  const known = references.get(key)
  if (known) return known
  const clean = new World(wire, extent)
  clean.publish(world.daily.lists as Iterable<never>, world.shards)
  clean.time = world.time
  const db = new GlossDatabase(clean.name)
  await saveThree(db)
  expect(await clean.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
  const found = await corpusOf(db)
  db.close()
  references.set(key, found)
  return found
}

/** Hits `target` with a fault; a manifest describes a shard as it is then. */
function strike(world: World, { fault, limits }: Row, targets: readonly Target[], hits: Set<Target>): void {
  const shardHit = targets.includes('a shard')
  world.fault = asked => {
    const target = targets.find(one => TARGETS[one](asked))
    if (target) hits.add(target)
    if (target) return fault
    if (!shardHit || !TARGETS['the manifest'](asked) || fault === 'dead') return undefined
    return right => {
      const text = world.host.files.get(new URL('c.json', asked.url).href) ?? ''
      const { status: code, body } = fault(textAnswer(text), { ...asked, part: 'c.json' })
      if (code !== 200) return right
      const unpacked = new TextDecoder().decode(right.body).replace(sha256(text), sha256Of(text, body))
      return { ...right, body: new TextEncoder().encode(unpacked) }
    }
  }
  world.limits = asked => (targets.some(one => TARGETS[one](asked)) ? (limits ?? {}) : {})
}

function sha256Of(text: string, body: Uint8Array): string {
  // What was packed for the way is described as it is unpacked.
  return body[0] === 0x1f && body[1] === 0x8b ? sha256(text) : sha256(body as unknown as string)
}

const cases = ROWS.flatMap(row =>
  PAIRS.map(pair => [row, pair.filter(target => row.but?.[target] !== 'not there')] as const),
).filter(([, targets]) => targets.length > 0)

describe('an answer that is wrong', () => {
  test.each(cases.map(([row, targets]) => [row.name, targets.join(' and '), row, targets] as const))(
    '%s, for %s',
    async (_, __, row, targets) => {
      const world = await today()
      const hits = new Set<Target>()
      strike(world, row, targets, hits)
      const watch = await watched(world)
      const db = new GlossDatabase(world.name)
      const outcomes = await world.run(db)
      await watch.look()
      expect([...hits].sort()).toEqual([...targets].sort())
      for (const target of targets) {
        const other = row.but?.[target]
        const unbelieved = target === 'a week' && row.ends === 'leaves it'
        const end: End = other && other !== 'not there' ? other : unbelieved ? fine : row
        const digest = digestOf(target)
        const host = digest === 'hf' ? 'huggingface.co' : 'digest.example'
        const state = await db.sources.get(digest)
        if (end.ends === 'stops') {
          const retryAt = world.clock() + (end.wait ?? 0)
          expect(outcomes[digest]).toEqual({ done: false, retryAt })
          expect(state).toMatchObject({ phase: 'waiting', retryAt })
        } else expect(outcomes[digest]).toEqual({ done: true })
        if (end.says) expect(state?.problem?.message).toContain(end.says.replace('HOST', host))
        else expect(state?.problem).toBeUndefined()
        // What came before it is kept.
        if (target === 'its second page' && row.ends !== 'stops')
          expect(await db.papers.get('arxiv:2602.00032')).toBeDefined()
        // Its days came one by one.
        if (unbelieved) expect(await corpusOf(db)).toEqual(await reference(world, WHOLE))
      }
      db.close()
      // What was left out of an older day comes when that day is read again, two days later.
      await expectRecovery(world, WHOLE, targets.includes('a week') ? 50 * HOUR : 7 * HOUR)
      await watch.look()
      watch.close()
    },
  )
})

test('a day that fails twice, the second time at once, keeps what came of it the first time', async () => {
  const world = await today()
  const db = new GlossDatabase(world.name)
  for (const target of ['its second page', 'a day'] as const) {
    world.fault = asked => (TARGETS[target](asked) ? () => textAnswer('', 404) : undefined)
    await world.run(db)
    expect(await papersOf(db, NEW_DAY)).toHaveLength(8)
    world.time += 7 * HOUR
  }
  db.close()
  await expectRecovery(world, WHOLE)
})

/** A run from two days before through something that happens on the way, and the next. */
async function throughChange(
  happen: (world: World, asked: Asked) => void,
  expected: (db: GlossDatabase, world: World) => Promise<void>,
  prepare: (world: World) => void = () => undefined,
): Promise<void> {
  const world = await today()
  prepare(world)
  world.before = asked => happen(world, asked)
  const watch = await watched(world)
  const db = new GlossDatabase(world.name)
  await world.run(db)
  await watch.look()
  await expected(db, world)
  db.close()
  await expectRecovery(world, WHOLE)
  await watch.look()
  watch.close()
}

/** Does something once, before the first request that `hits`. */
function once(hits: (asked: Asked) => boolean, happen: (world: World) => void) {
  let happened = false
  return (world: World, asked: Asked) => {
    if (happened || !hits(asked)) return
    happened = true
    happen(world)
  }
}

const listOf = (world: World, day: string) => world.daily.lists.get(day) as ReturnType<typeof dailyPaper>[]
const papersOf = async (db: GlossDatabase, day: string) => (await db.days.get(['hf', day]))?.papers ?? []

describe('a list that changes while it is read', () => {
  test('an entry comes in before those of the first page', () =>
    throughChange(
      once(TARGETS['its second page'], world =>
        world.daily.lists.set(NEW_DAY, [dailyPaper(39, 99), ...listOf(world, NEW_DAY)]),
      ),
      async db => expect(await papersOf(db, NEW_DAY)).toHaveLength(13),
    ))

  test('an entry comes in behind the last', () =>
    throughChange(
      once(TARGETS['its second page'], world =>
        world.daily.lists.set(NEW_DAY, [...listOf(world, NEW_DAY), dailyPaper(39, 99)]),
      ),
      async db => expect(await papersOf(db, NEW_DAY)).toHaveLength(13),
    ))

  test('the last entry climbs to the top', () =>
    throughChange(
      once(TARGETS['its second page'], world => {
        const list = listOf(world, NEW_DAY)
        world.daily.lists.set(NEW_DAY, [...list.slice(-1), ...list.slice(0, -1)])
      }),
      async db => expect(await papersOf(db, NEW_DAY)).toHaveLength(12),
    ))

  test('the day rolls over in the middle', () =>
    throughChange(
      once(
        asked => asked.host === 'huggingface.co' && asked.number > 5,
        world => {
          world.time += 15 * HOUR
          world.daily.lists.set(addDays(TODAY, 1), [dailyPaper(700)])
        },
      ),
      async db => expect(await papersOf(db, addDays(TODAY, 1))).toEqual(['arxiv:2602.00700']),
    ))

  test('the manifest is published anew between it and its shards', () =>
    throughChange(
      once(TARGETS['a shard'], world =>
        world.publish([], { 'c.json': [...(world.shards['c.json'] ?? []), feedPaper(900, TODAY)] }),
      ),
      async db =>
        expect((await db.sources.get('dlab'))?.problem?.message).toMatch(
          /c\.json of digest\.example is not the file/,
        ),
    ))

  test.each([
    ['as it was', (text: string) => textAnswer(text)],
    ['by 304', () => textAnswer('', 304)],
  ])('a shard comes out of an old cache, %s', async (_, answer) => {
    const [, before] = archive(WHOLE, true)
    const old = new World(wire, WHOLE)
    old.publish([], before)
    const text = [...old.host.files].find(([url]) => url.endsWith('c.json'))?.[1] ?? ''
    await throughChange(
      () => undefined,
      async (db, world) => {
        expect((await db.sources.get('dlab'))?.problem?.message).toContain('digest.example')
        // The shards behind it come all the same.
        expect(await db.papers.get('arxiv:2602.00581')).toBeDefined()
        expect(world.asked.filter(TARGETS['a shard'])).toHaveLength(1)
      },
      world => {
        world.fault = asked => (TARGETS['a shard'](asked) ? () => answer(text) : undefined)
      },
    )
  })

  test('nothing has changed, and a server says so by 304', async () => {
    const world = await today()
    const db = new GlossDatabase(world.name)
    await world.run(db)
    const before = await snapshot(db)
    world.time += 7 * HOUR
    const answers: Record<string, number> = {}
    const { host, daily } = world
    for (const server of [host, daily]) {
      const { fetch } = server
      Object.assign(server, {
        fetch: async (url: string, options: RequestInit) => {
          const answer = await fetch(url, options)
          answers[`${new URL(url).host} ${answer.status}`] = 1
          return answer
        },
      })
    }
    const asked = new Map<string, string | null>()
    const wired = world.tools(db)
    expect(
      await world.run(db, {
        get: async (url, ask) => {
          const answer = await wired.get(url, ask)
          if (answer.ok && answer.unchanged) asked.set(url, ask.etag ?? null)
          return answer
        },
      }),
    ).toEqual({ hf: { done: true }, dlab: { done: true } })
    expect([...asked.keys()].map(url => new URL(url).host)).toEqual(
      expect.arrayContaining(['huggingface.co', 'digest.example']),
    )
    for (const etag of asked.values()) expect(etag).toBeTruthy()
    const now = await snapshot(db)
    expectNothingLost(before, now)
    expect(JSON.stringify(now.papers)).toBe(JSON.stringify(before.papers))
    db.close()
    await expectRecovery(world, WHOLE)
  })
})

describe('a clock that is wrong', () => {
  test.each(
    [HOUR, -HOUR, 365 * DAY, -365 * DAY].flatMap(off =>
      ([true, false] as const).map(dated => [off / HOUR, dated, off] as const),
    ),
  )('by %i hours; the server tells the time: %s', async (_, dated, off) => {
    const world = await today()
    Object.assign(world, { off, dated })
    const watch = await watched(world)
    const db = new GlossDatabase(world.name)
    const outcomes = await world.run(db)
    await watch.look()
    if (dated) {
      expect(outcomes).toEqual({ hf: { done: true }, dlab: { done: true } })
      expect(await corpusOf(db)).toEqual(await reference(world, WHOLE))
      // Set right, there is nothing left to do.
      Object.assign(world, { off: 0, time: world.time + MINUTE })
      expect(await world.run(db)).toEqual({ hf: { done: true }, dlab: { done: true } })
      expect(world.asked).toEqual([])
    }
    db.close()
    // Nobody told that what was seen then is not older than what was seen before: counts may stay behind, papers do not.
    const countless = ({ papers, ...found }: Found) => ({ ...found, papers: papers.map(paper => paper.ids) })
    await expectRecovery(world, WHOLE, 7 * HOUR, dated ? found => found : countless)
    await watch.look()
    watch.close()
  })

  test.each([HOUR, -365 * DAY])('by %i ms, and then nobody answers: nobody is asked twice', async off => {
    const world = await today()
    world.off = off
    world.fault = ({ number }) => (number > 4 ? 'dead' : undefined)
    const db = new GlossDatabase(world.name)
    expect(await world.run(db)).toMatchObject({ hf: { done: false }, dlab: { done: false } })
    expect(world.asked).toHaveLength(6)
    db.close()
    await expectRecovery(world, WHOLE)
  })

  test('and servers that do not agree about the time end a run all the same', async () => {
    const world = await today()
    world.fault = ({ number }) =>
      number > 3
        ? () => textAnswer('', 500, { date: new Date(NOON + (number % 2) * 5 * HOUR).toUTCString() })
        : undefined
    const watch = await watched(world)
    const db = new GlossDatabase(world.name)
    const outcomes = await world.run(db)
    expect(outcomes).toMatchObject({ hf: { done: false }, dlab: { done: false } })
    await watch.look()
    db.close()
    await expectRecovery(world, WHOLE)
    watch.close()
  })
})

describe('a worker', () => {
  test('merges segments of the index on the way, in this small corpus too', async () => {
    const world = await today(SMALL)
    const db = new GlossDatabase(world.name)
    let merges = 0
    db.merges.hook('creating', () => void merges++)
    await world.run(db)
    db.close()
    expect(merges).toBeGreaterThan(0)
  })

  test.each(Object.entries(WAYS))('%s, at every one there is', async (_, way) => {
    let n = 0
    for (let dead = true; dead; ) {
      n++
      const world = await today(SMALL)
      const reader = new GlossDatabase(world.name)
      const before = await snapshot(reader)
      dead = await dyingRun(world, way, n)
      const after = await snapshot(reader)
      expectNothingLost(before, after)
      await expectRecovery(world, SMALL)
      expectNothingLost(after, await snapshot(reader))
      reader.close()
    }
    // There were so many instants to die at.
    expect(n).toBeGreaterThan(6)
  })
})
