import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { throughBrowser } from './browser-way'
import { throughWebdav } from './dav-way'
import type { Engine } from './engine'
import { runModel } from './model'

const EDITS = 10_000

/** Other runs: `GLOSS_MODEL_SEEDS=1,2,3 npx vitest run tests/library/model`. The name of a failed test says its seed. */
const SEEDS = (process.env.GLOSS_MODEL_SEEDS ?? '20260301').split(',').map(Number)

const ENGINES: readonly [name: string, engine: Engine, faults: readonly string[]][] = [
  [
    'the browser’s sync',
    throughBrowser,
    [
      'arrived out of order',
      'cut off',
      'lost',
      'no room',
      'not readable',
      'overwritten',
      'sent out of order',
      'sent twice',
      'too many writes',
      'written, and said that it was not',
    ],
  ],
  [
    'WebDAV',
    throughWebdav,
    [
      'answer lost',
      'answer to a write lost',
      'request lost',
      'sent twice',
      'write cut off',
      'write late',
      'write lost',
      'write refused',
      'written by two at once',
    ],
  ],
]

describe.each(ENGINES)('three devices through %s', (_, engine, faults) => {
  test.each(SEEDS)(
    'that crash, lie about the time and lose messages agree in the end, and lose no edit (seed %i)',
    async seed => {
      const run = await runModel(engine, seed, EDITS)
      // What the run is to be about did happen.
      expect([...run.faults.keys()].sort()).toEqual(faults)
      expect(run.crashes).toBeGreaterThan(20)
      expect(run.conflicts).toBeGreaterThan(100)
      expect(run.papers).toBeGreaterThan(20)
      expect(run.refused).toBeGreaterThan(5)
    },
    600_000,
  )
})
