import { vi } from 'vitest'

const READS = ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'] as const

/** Does something, and counts what it asks IndexedDB; each step of a cursor counts. `names` are the methods, sorted. */
export async function countRequests<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly requests: number; readonly names: readonly string[] }> {
  const spies = [
    ...[IDBObjectStore.prototype, IDBIndex.prototype].flatMap(store =>
      READS.map(name => ({ name: name as string, spy: vi.spyOn(store, name) })),
    ),
    { name: 'continue', spy: vi.spyOn(IDBCursor.prototype, 'continue') },
  ]
  const answer = await work()
  const used = spies.filter(({ spy }) => spy.mock.calls.length > 0)
  const requests = used.reduce((sum, { spy }) => sum + spy.mock.calls.length, 0)
  for (const { spy } of spies) spy.mockRestore()
  return { answer, requests, names: [...new Set(used.map(({ name }) => name))].sort() }
}
