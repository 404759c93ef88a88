import type { SyncOutcome } from '@/lib/library/outcome'
import type { Device, World } from './device'
import type { Random } from './random'

/** A way between devices, with everything that can go wrong on it. */
export interface Way {
  /** One round of a device with the others, by the real code of the engine. */
  round(device: Device): Promise<SyncOutcome>
  /** Something happens on the way: messages arrive, late, twice, out of order or never. */
  stir(): void
  /** From now on nothing goes wrong, and what was on the way arrives. */
  calm(): void
  /** What arrives when nothing goes wrong any more. */
  settle(): void
  /** Writes that reached what lies between the devices. */
  readonly writes: number
  /** How often each thing went wrong. */
  readonly faults: ReadonlyMap<string, number>
}

/** Builds a way between devices. */
export type Engine = (devices: readonly Device[], random: Random, world: World) => Way

/** Counts what goes wrong, until nothing does any more. */
export class Faults {
  readonly counts = new Map<string, number>()
  readonly #random: Random
  #on = true

  constructor(random: Random) {
    this.#random = random
  }

  stop(): void {
    this.#on = false
  }

  /** Whether a thing goes wrong now. */
  happens(what: string, probability: number): boolean {
    const happens = this.#on && this.#random.chance(probability)
    if (happens) this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
    return happens
  }
}
