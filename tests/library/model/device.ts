import { GlossDatabase } from '@/lib/corpus/database'
import { HOUR, MINUTE } from '@/lib/time'
import { Killed, watchWrites } from '../../corpus/kill'
import type { Random } from './random'

const START = Date.UTC(2026, 2, 1)

/** The true time, of which no device knows. */
export class World {
  #time = START

  pass(random: Random): void {
    this.#time += random.below(2 * MINUTE)
  }

  get time(): number {
    return this.#time
  }
}

/** A device: a database that is closed and opened again when it crashes, and a clock that is wrong. */
export class Device {
  db: GlossDatabase
  crashes = 0
  /** What happens here and elsewhere while a round is under way. */
  meanwhile: (() => Promise<void>) | undefined
  readonly name: string
  readonly #world: World
  readonly #random: Random
  #offset = 0
  #writesLeft = Infinity
  #dead = false

  constructor(name: string, world: World, random: Random) {
    this.name = name
    this.#world = world
    this.#random = random
    this.jump()
    this.db = this.#open()
  }

  /** Gives it a name among the others that is the same in every run. */
  async begin(): Promise<void> {
    await this.db.libraryState.put({ key: 'clock', device: this.name.slice(-1).repeat(8), rev: 0 })
  }

  /** What its clock shows. */
  now(): number {
    return this.#world.time + this.#offset
  }

  /** Sets its clock wrong, by up to half a day to either side. */
  jump(): void {
    this.#offset = this.#random.below(24 * HOUR) - 12 * HOUR
  }

  /** The device crashes in one of its next writes, to the database or to other devices. */
  armCrash(): void {
    this.#writesLeft = this.#random.below(15)
  }

  get isDead(): boolean {
    return this.#dead
  }

  /** A write that others see; it may be the one in which the device dies, before it took effect or after. */
  async send(write: () => void | Promise<void>): Promise<void> {
    if (this.#dies()) {
      if (this.#random.chance(0.5)) await write()
      this.#dead = true
      throw new Killed()
    }
    await write()
  }

  /** Starts it again after a crash. */
  async restart(): Promise<void> {
    this.db.close()
    this.disarm()
    this.crashes += 1
    this.#dead = false
    this.db = this.#open()
  }

  disarm(): void {
    this.#writesLeft = Infinity
  }

  #dies(): boolean {
    if (this.#dead) throw new Killed()
    this.#writesLeft -= 1
    return this.#writesLeft < 0
  }

  #open(): GlossDatabase {
    const db = new GlossDatabase(this.name)
    let dying = false
    watchWrites(db, {
      before: () => {
        if (!this.#dies()) return
        if (this.#random.chance(0.5)) {
          this.#dead = true
          throw new Killed()
        }
        dying = true
      },
      after: () => {
        if (!dying) return
        this.#dead = true
        throw new Killed()
      },
    })
    return db
  }
}
