import { expect } from 'vitest'
import { GlossDatabase } from '@/lib/corpus/database'
import { Hosts } from '@/lib/sync/pace'
import type { SyncTools } from '@/lib/sync/tools'
import { type Death, Killed, watchWrites } from '../corpus/kill'
import type { World } from './faults'

/** How a worker dies at the `n`-th of something; may put other tools into its hands. */
type Way = (dying: {
  readonly n: number
  readonly db: GlossDatabase
  readonly world: World
  /** To be called at its death: nothing is heard of the worker any more. */
  readonly die: () => void
  /** To be called where the death is that all fails from then on. */
  readonly fail: () => void
}) => Partial<SyncTools> | undefined

const inWrite =
  (how: Death): Way =>
  ({ n, db, fail }) => {
    const end = () => {
      fail()
      throw new Killed()
    }
    watchWrites(db, {
      before: write => {
        if (write < n) return
        if (how === 'close') {
          fail()
          db.close()
        } else if (how === 'before' || write > n) end()
      },
      after: write => void (how === 'after' && write === n && end()),
    })
    return undefined
  }

const fullAt =
  (isFull: (write: number, n: number) => boolean): Way =>
  ({ n, db, fail }) => {
    watchWrites(db, {
      before: write => {
        if (!isFull(write, n)) return
        fail()
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      },
    })
    return undefined
  }

/** All the instants at which a worker can be cut short. */
export const WAYS: Readonly<Record<string, Way>> = {
  'killed before a request': ({ n, world, die }) => {
    world.before = asked => void (asked.number === n && die())
    return undefined
  },
  'killed when an answer has come': ({ n, db, world, die }) => {
    let answers = 0
    const { get } = world.tools(db)
    return {
      get: async (url, ask) => {
        const answer = await get(url, ask)
        if (++answers === n) die()
        return answer
      },
    }
  },
  'killed in a wait': ({ n, die }) => {
    let waits = 0
    const hosts = new Hosts()
    hosts.take = () => 1
    return {
      hosts,
      sleep: async (_, signal) => {
        if (++waits === n) die()
        signal.throwIfAborted()
      },
    }
  },
  'killed before a turn to write': ({ n, db, world, die }) => {
    let begun = 0
    const { inTurn } = world.tools(db)
    return {
      inTurn: work => {
        if (++begun === n) die()
        return inTurn(work)
      },
    }
  },
  'killed before a write': inWrite('before'),
  'killed after a write, before the commit': inWrite('after'),
  'closed with the browser in a write': inWrite('close'),
  'killed after a commit': ({ n, db, die }) => {
    let commits = 0
    db.use({
      stack: 'dbcore',
      name: 'watch-commits',
      create: core => ({
        ...core,
        transaction: (tables, mode, options) => {
          const transaction = core.transaction(tables, mode, options)
          const committed = () => void (mode === 'readwrite' && ++commits === n && die())
          ;(transaction as unknown as IDBTransaction).addEventListener('complete', committed)
          return transaction
        },
      }),
    })
    return undefined
  },
  'out of space for a write': fullAt((write, n) => write === n),
  'out of space from a write on': fullAt((write, n) => write >= n),
}

/** A run that dies at the `n`-th of something; returns whether it came to that. */
export async function dyingRun(world: World, way: Way, n: number): Promise<boolean> {
  const db = new GlossDatabase(world.name)
  const controller = new AbortController()
  let dead = false
  const fail = () => {
    dead = true
  }
  const die = () => {
    dead = true
    db.close()
    controller.abort(new Killed())
  }
  const tools = way({ n, db, world, die, fail })
  const end = await world.run(db, tools, controller.signal).then(
    () => undefined,
    error => error,
  )
  db.close()
  if (end && !dead) throw end
  if (dead && way.toString().includes('Quota')) expect(String(end)).toMatch(/quota/i)
  return dead
}
