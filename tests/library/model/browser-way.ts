import type { SyncArea } from '@/lib/library/browser-sync/area'
import { syncThroughBrowser } from '@/lib/library/browser-sync/browser-sync'
import type { SyncOutcome } from '@/lib/library/outcome'
import { MemoryArea } from '../browser-area'
import type { Device } from './device'
import { type Engine, Faults, type Way } from './engine'
import type { Random } from './random'

interface Message {
  readonly key: string
  readonly value: unknown
}

/** The browser's sync between devices: each has a copy of the items, and the server takes what arrives last. */
export const throughBrowser: Engine = (devices, random) => new BrowserWay(devices, random)

class BrowserWay implements Way {
  readonly #server = new Map<string, unknown>()
  readonly #areas = new Map<Device, Area>()
  readonly #random: Random
  readonly #faults: Faults

  constructor(devices: readonly Device[], random: Random) {
    this.#random = random
    this.#faults = new Faults(random)
    for (const device of devices) this.#areas.set(device, new Area(device, this.#faults))
  }

  get writes(): number {
    return [...this.#areas.values()].reduce((sum, area) => sum + area.copy.writes, 0)
  }

  get faults(): ReadonlyMap<string, number> {
    return this.#faults.counts
  }

  round(device: Device): Promise<SyncOutcome> {
    return syncThroughBrowser(device.db, this.#areaOf(device))
  }

  stir(): void {
    for (const area of this.#areas.values()) {
      if (area.outgoing.length > 0 && this.#random.chance(0.6)) this.#carry(area)
      if (area.incoming.length > 0 && this.#random.chance(0.6)) {
        const { key, value } = this.#take(area.incoming, 'arrived out of order')
        area.take(key, value)
      }
    }
  }

  calm(): void {
    this.#faults.stop()
    this.settle()
  }

  settle(): void {
    for (const area of this.#areas.values()) {
      for (const { key, value } of area.outgoing) this.#server.set(key, value)
      area.outgoing.length = 0
    }
    for (const area of this.#areas.values()) {
      area.incoming.length = 0
      area.copy.items.clear()
      for (const [key, value] of this.#server) area.copy.items.set(key, value)
    }
  }

  /** One item of a device goes to the server, and from there to the others. */
  #carry(area: Area): void {
    const message = this.#take(area.outgoing, 'sent out of order')
    const { key } = message
    // The server keeps what it has, and in the end the device gets that.
    if (this.#faults.happens('lost', 0.1)) {
      area.incoming.push({ key, value: this.#server.get(key) })
      return
    }
    if (this.#faults.happens('sent twice', 0.1)) area.outgoing.push(message)
    const cut = this.#faults.happens('cut off', 0.01)
    const value = cut && typeof message.value === 'string' ? message.value.slice(0, 40) : message.value
    if (this.#server.has(key) && this.#server.get(key) !== value) this.#faults.happens('overwritten', 1)
    this.#server.set(key, value)
    for (const other of this.#areas.values()) if (other !== area || cut) other.incoming.push({ key, value })
  }

  #take(queue: Message[], fault: string): Message {
    const at = queue.length > 1 && this.#faults.happens(fault, 0.3) ? this.#random.below(queue.length) : 0
    const [message] = queue.splice(at, 1)
    if (!message) throw new Error('There is no message')
    return message
  }

  #areaOf(device: Device): Area {
    const area = this.#areas.get(device)
    if (!area) throw new Error('The device is not connected')
    return area
  }
}

/** One device's copy of the items, and what is under way from and to it. */
class Area implements SyncArea {
  readonly copy = new MemoryArea()
  readonly outgoing: Message[] = []
  readonly incoming: Message[] = []
  readonly #device: Device
  readonly #faults: Faults

  constructor(device: Device, faults: Faults) {
    this.#device = device
    this.#faults = faults
  }

  async get(): Promise<Record<string, unknown>> {
    if (this.#faults.happens('not readable', 0.02)) throw new Error('IO error')
    const items = await this.copy.get()
    await this.#device.meanwhile?.()
    return items
  }

  async set(items: Record<string, unknown>): Promise<void> {
    if (this.#faults.happens('too many writes', 0.03))
      throw new Error('This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.')
    if (this.#faults.happens('no room', 0.02)) throw new Error('QUOTA_BYTES quota exceeded')
    // Several items are written one after the other, and a crash may come between any two.
    for (const [key, value] of Object.entries(items))
      await this.#device.send(async () => {
        await this.copy.set({ [key]: value })
        this.outgoing.push({ key, value })
      })
    if (this.#faults.happens('written, and said that it was not', 0.02)) throw new Error('IO error')
  }

  async remove(): Promise<void> {
    throw new Error('Nothing is removed in a round')
  }

  take(key: string, value: unknown): void {
    if (value === undefined) this.copy.items.delete(key)
    else this.copy.items.set(key, value)
  }
}
