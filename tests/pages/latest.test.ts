import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestOnly } from '@/lib/pages/latest'

/** Work that is done when the test says so. */
function stage() {
  const started: string[] = []
  const finish = new Map<string, (failed?: Error) => void>()
  const told: string[] = []
  const work = (asked: string) => {
    started.push(asked)
    return new Promise<string>((resolve, reject) =>
      finish.set(asked, error => (error ? reject(error) : resolve(`answer to ${asked}`))),
    )
  }
  const latest = latestOnly(work, {
    done: (asked, answer) => told.push(`${asked}: ${answer}`),
    failed: (asked, error) => told.push(`${asked}: ${String(error)}`),
  })
  const settle = async (asked: string, error?: Error) => {
    finish.get(asked)?.(error)
    await new Promise(resolve => setTimeout(resolve))
  }
  return { latest, started, told, settle }
}

test('hands on what nothing newer was asked after', async () => {
  const { latest, told, settle } = stage()
  latest.ask('a')
  await settle('a')
  expect(told).toEqual(['a: answer to a'])
})

test('drops what was overtaken, and of those that waited does only the last', async () => {
  const { latest, started, told, settle } = stage()
  for (const asked of ['d', 'di', 'dif', 'diff']) latest.ask(asked)
  expect(started).toEqual(['d'])
  await settle('d')
  expect(started).toEqual(['d', 'diff'])
  expect(told).toEqual([])
  await settle('diff')
  expect(told).toEqual(['diff: answer to diff'])
})

test('hands on nothing once it is not wanted', async () => {
  const { latest, started, told, settle } = stage()
  latest.ask('a')
  latest.ask('b')
  latest.forget()
  await settle('a')
  expect(started).toEqual(['a'])
  expect(told).toEqual([])
})

test('tells a failure of the latest alone, and goes on', async () => {
  const { latest, told, settle } = stage()
  latest.ask('a')
  latest.ask('b')
  await settle('a', new Error('a is broken'))
  await settle('b', new Error('b is broken'))
  latest.ask('c')
  await settle('c')
  expect(told).toEqual(['b: Error: b is broken', 'c: answer to c'])
})

test('answers come in the order of the questions, the last one always, however long each takes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), async delays => {
      const told: number[] = []
      const latest = latestOnly(
        (i: number) => new Promise<number>(done => setTimeout(() => done(i), delays[i])),
        {
          done: (_, answer) => told.push(answer),
          failed: () => told.push(-1),
        },
      )
      for (const i of delays.keys()) {
        latest.ask(i)
        if (i % 3 === 0) await new Promise(resolve => setTimeout(resolve, 2))
      }
      await expect.poll(() => told.at(-1), { interval: 1 }).toBe(delays.length - 1)
      expect(told).toEqual(told.toSorted((a, b) => a - b))
    }),
    { numRuns: 30 },
  )
})
