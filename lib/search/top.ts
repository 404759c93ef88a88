/**
 * The best `limit` of `documents` in order, by a key that is larger for better ones; of equals the lower number comes
 * first. A bounded heap: most documents cost one comparison.
 */
export function best(
  documents: ArrayLike<number>,
  limit: number,
  keyOf: (document: number) => number,
): number[] {
  const heap: number[] = []
  const keys: number[] = []
  for (let i = 0; i < documents.length && limit > 0; i++) {
    const document = documents[i] ?? 0
    const key = keyOf(document)
    if (heap.length < limit) siftUp(heap, keys, document, key)
    else if (isBetter(key, document, keys[0] ?? 0, heap[0] ?? 0)) siftDown(heap, keys, document, key)
  }
  return heap
    .map((document, i) => ({ document, key: keys[i] ?? 0 }))
    .sort((a, b) => b.key - a.key || a.document - b.document)
    .map(({ document }) => document)
}

function isBetter(key: number, document: number, otherKey: number, other: number): boolean {
  return key > otherKey || (key === otherKey && document < other)
}

/** Adds to a heap whose root is the worst. */
function siftUp(heap: number[], keys: number[], document: number, key: number): void {
  let at = heap.length
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (isBetter(key, document, keys[parent] ?? 0, heap[parent] ?? 0)) break
    heap[at] = heap[parent] ?? 0
    keys[at] = keys[parent] ?? 0
    at = parent
  }
  heap[at] = document
  keys[at] = key
}

/** Puts a document in the place of the root. */
function siftDown(heap: number[], keys: number[], document: number, key: number): void {
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    const right = child + 1
    if (
      right < heap.length &&
      isBetter(keys[child] ?? 0, heap[child] ?? 0, keys[right] ?? 0, heap[right] ?? 0)
    )
      child = right
    if (!isBetter(key, document, keys[child] ?? 0, heap[child] ?? 0)) break
    heap[at] = heap[child] ?? 0
    keys[at] = keys[child] ?? 0
    at = child
  }
  heap[at] = document
  keys[at] = key
}
