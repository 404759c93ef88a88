import { expect } from 'vitest'
import type { Entry } from '@/lib/entries/entry'
import { groupEntries, textOf } from '@/lib/entries/join'
import { type ListRow, listRow } from '@/lib/entries/list-row'
import { wholeParcel } from '@/lib/library/replica'
import type { PaperId } from '@/lib/papers/identifier'
import { Device, World } from './device'
import type { Engine, Way } from './engine'
import { found, Oracle } from './oracle'
import { Random } from './random'
import { Reader } from './reader'

/** More than what a list of one device that nobody else knows needs to get everywhere and back. */
const QUIET_ROUNDS = 4

/** What happened in a run. */
export interface Run {
  readonly edits: number
  readonly rounds: number
  readonly refused: number
  readonly crashes: number
  readonly conflicts: number
  readonly papers: number
  readonly faults: ReadonlyMap<string, number>
}

/**
 * Three devices on which readers edit at random while everything goes wrong that can; then some quiet rounds, after which
 * all must have the same list, and nothing that was said may be gone unless a reader who had it took it away.
 */
export async function runModel(engine: Engine, seed: number, edits: number): Promise<Run> {
  const random = new Random(seed)
  const world = new World()
  const devices = ['a', 'b', 'c'].map(
    name => new Device(`model-${engine.name}-${seed}-${name}`, world, random),
  )
  for (const device of devices) await device.begin()
  const way = engine(devices, random, world)
  const model = new Model(devices, way, world, random)
  try {
    while (model.done < edits) await model.step()
    await model.comeToRest()
    return {
      ...model.counts,
      crashes: devices.reduce((sum, { crashes }) => sum + crashes, 0),
      faults: way.faults,
    }
  } finally {
    for (const device of devices) await device.db.delete()
  }
}

class Model {
  done = 0
  readonly #devices: readonly Device[]
  readonly #way: Way
  readonly #world: World
  readonly #random: Random
  readonly #reader: Reader
  readonly #oracle = new Oracle()
  /** What each device had when it was last looked at. */
  readonly #mirrors = new Map<Device, { readonly entries: Map<PaperId, Entry>; rev: number }>()
  /** Those that are in a round. */
  readonly #under = new Set<Device>()
  #failed: unknown
  #rounds = 0
  #refused = 0
  #steps = 0

  constructor(devices: readonly Device[], way: Way, world: World, random: Random) {
    this.#devices = devices
    this.#way = way
    this.#world = world
    this.#random = random
    this.#reader = new Reader(random)
    for (const device of devices) this.#mirrors.set(device, { entries: new Map(), rev: 0 })
  }

  get counts() {
    const [first] = this.#mirrors.values()
    return {
      edits: this.done,
      rounds: this.#rounds,
      refused: this.#refused,
      conflicts: this.#oracle.conflicts,
      papers: groupEntries([...(first?.entries.values() ?? [])]).length,
    }
  }

  async step(): Promise<void> {
    const random = this.#random
    const device = random.pick(this.#devices)
    this.#steps += 1
    this.#world.pass(random)
    if (random.chance(0.01)) device.jump()
    if (random.chance(0.04)) device.armCrash()
    if (random.chance(0.12)) await this.#round(device)
    else await this.#act(device)
    this.#way.stir()
    if (this.#steps % 200 === 0) await expectShown(device)
    expect(this.#oracle.problems).toEqual([])
  }

  /** Nothing goes wrong any more: the devices meet, agree, and stop writing. */
  async comeToRest(): Promise<void> {
    this.#way.calm()
    for (const device of this.#devices) device.disarm()
    for (let n = 0; n < QUIET_ROUNDS; n += 1) await this.#quietRounds()
    const { writes } = this.#way
    await this.#quietRounds()
    expect(this.#way.writes, 'the devices go on writing').toBe(writes)
    expect(this.#oracle.problems).toEqual([])

    const [first, ...others] = await Promise.all(this.#devices.map(contents))
    for (const other of others) expect(other).toEqual(first)
    for (const { keys, state, priority, rating, place, tags, notes } of first?.rows ?? [])
      expect({ state, priority, rating, place, tags, notes }, keys.join()).toEqual(this.#oracle.shown(keys))
    for (const device of this.#devices) {
      const { entries } = await wholeParcel(device.db)
      expect(sorted(found(entries)), `what ${device.name} has`).toEqual(sorted(this.#oracle.expected()))
      await expectShown(device)
    }
  }

  async #quietRounds(): Promise<void> {
    for (const device of this.#devices) {
      this.#world.pass(this.#random)
      expect(await this.#way.round(device)).toMatchObject({ ok: true })
      this.#way.settle()
      await this.#look(device, 'synced')
    }
  }

  async #act(device: Device): Promise<void> {
    await surviving(device, async () => {
      this.done += await this.#reader.act(device)
    })
    await this.#look(device, 'edited')
  }

  async #round(device: Device): Promise<void> {
    this.#rounds += 1
    this.#under.add(device)
    if (this.#random.chance(0.4)) device.meanwhile = () => this.#meanwhile(device)
    await surviving(device, async () => {
      const outcome = await this.#way.round(device)
      if (!outcome.ok && !device.isDead) this.#refused += 1
    })
    device.meanwhile = undefined
    this.#under.delete(device)
    await this.#look(device, 'synced')
    if (this.#failed) throw this.#failed
  }

  /** While a round is under way its reader edits, or another device has a whole round of its own. */
  async #meanwhile(device: Device): Promise<void> {
    device.meanwhile = undefined
    try {
      const other = this.#devices.find(one => !this.#under.has(one))
      if (other && this.#random.chance(0.5)) return await this.#round(other)
      await this.#look(device, 'synced')
      try {
        this.done += await this.#reader.act(device)
      } finally {
        await this.#look(device, 'edited')
      }
    } catch (error) {
      // An engine takes whatever is thrown at it on its way for a failure of the network.
      if (!device.isDead) this.#failed = error
      throw error
    }
  }

  /** Tells the oracle what changed on a device since it was last looked at. */
  async #look(device: Device, how: 'edited' | 'synced'): Promise<void> {
    const mirror = this.#mirrors.get(device)
    if (!mirror) return
    for (const row of await device.db.entries.where('rev').above(mirror.rev).toArray()) {
      this.#oracle[how](device.name, mirror.entries.get(row.key), row)
      mirror.entries.set(row.key, row)
      mirror.rev = Math.max(mirror.rev, row.rev)
    }
  }
}

/** Does something on a device that may crash in it, and starts the device again then. */
async function surviving(device: Device, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!device.isDead) throw error
  }
  if (device.isDead) await device.restart()
}

/** What is shown is what the entries say, whatever came in between. */
async function expectShown(device: Device): Promise<void> {
  const rows = await device.db.library.toArray()
  const entries = await device.db.entries.toArray()
  const anew = groupEntries(entries).flatMap(group => listRow(group) ?? [])
  expect(byId(rows), `what ${device.name} shows`).toEqual(byId(anew))
}

/** All that must be the same on every device. */
async function contents({ db }: Device) {
  const { entries, rules } = await wholeParcel(db)
  return {
    rows: byId(await db.library.toArray()),
    entries: entries.map(textOf).sort(),
    rules,
  }
}

function byId(rows: readonly ListRow[]): ListRow[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function sorted(map: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
