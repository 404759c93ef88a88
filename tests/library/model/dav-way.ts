import type { SyncOutcome } from '@/lib/library/outcome'
import { syncThroughWebdav } from '@/lib/library/webdav/sync'
import { type DavRequest, DavServer } from './dav-server'
import type { Device } from './device'
import { type Engine, Faults, type Way } from './engine'
import type { Random } from './random'

const FOLDER = 'https://dav.example/files'
/** What a server answers that will not write now: locked, broken, full. */
const REFUSALS = [423, 500, 503, 507]

/** A WebDAV server between devices. */
export const throughWebdav: Engine = (_, random, world) => new DavWay(random, () => world.time)

class DavWay implements Way {
  readonly #server: DavServer
  readonly #random: Random
  readonly #faults: Faults
  /** Writes of which the device heard that they failed, and that take effect later all the same. */
  #delayed: DavRequest[] = []

  constructor(random: Random, clock: () => number) {
    this.#server = new DavServer(clock)
    this.#random = random
    this.#faults = new Faults(random)
  }

  get writes(): number {
    return this.#server.writes
  }

  get faults(): ReadonlyMap<string, number> {
    return this.#faults.counts
  }

  round(device: Device): Promise<SyncOutcome> {
    return syncThroughWebdav(
      device.db,
      { url: FOLDER, user: 'ada', password: 'lamp', device: device.name },
      { now: device.now(), fetch: this.#fetchOf(device), wait: async () => undefined },
    )
  }

  stir(): void {
    if (this.#delayed.length === 0 || !this.#random.chance(0.3)) return
    const [request] = this.#delayed.splice(this.#random.below(this.#delayed.length), 1)
    if (request) this.#server.answer(request)
  }

  calm(): void {
    this.#faults.stop()
    for (const request of this.#delayed) this.#server.answer(request)
    this.#delayed = []
  }

  settle(): void {
    // What was written is there at once.
  }

  #fetchOf(device: Device): typeof fetch {
    return async (input, init = {}) => {
      const name = decodeURIComponent(String(input).slice(`${FOLDER}/gloss/`.length))
      const headers = new Headers(init.headers)
      const body = new Uint8Array(await new Response(init.body ?? null).arrayBuffer())
      const request = { method: init.method ?? 'GET', name, headers, body }
      if (this.#random.chance(0.3)) await device.meanwhile?.()
      return request.method === 'PUT' ? this.#write(device, request) : this.#read(request)
    }
  }

  #read(request: DavRequest): Response {
    if (this.#faults.happens('request lost', 0.02)) throw new TypeError('Failed to fetch')
    const answer = this.#server.answer(request)
    if (this.#faults.happens('answer lost', 0.02)) throw new TypeError('Failed to fetch')
    return answer
  }

  async #write(device: Device, request: DavRequest): Promise<Response> {
    const { name, body } = request
    if (this.#faults.happens('write lost', 0.04)) throw new TypeError('Failed to fetch')
    if (this.#faults.happens('write refused', 0.03))
      return new Response(null, { status: this.#random.pick(REFUSALS) })
    if (this.#faults.happens('write late', 0.03)) {
      this.#delayed.push(request)
      throw new TypeError('Failed to fetch')
    }
    if (this.#faults.happens('write cut off', 0.01)) {
      await device.send(() => this.#server.cut(name, body, this.#random.below(body.length)))
      throw new TypeError('Failed to fetch')
    }
    let answer = new Response(null, { status: 500 })
    await device.send(() => {
      answer = this.#server.answer(request)
    })
    if (this.#faults.happens('sent twice', 0.03)) answer = this.#server.answer(request)
    if (this.#faults.happens('answer to a write lost', 0.04)) throw new TypeError('Failed to fetch')
    if (answer.status === 412) this.#faults.happens('written by two at once', 1)
    return answer
  }
}
