/**
 * Bytes of a stored value: buffers whole, since a view stores all of its buffer, strings as UTF-8, numbers as structured
 * clones write them. Names of properties and the overhead of the store itself are left out.
 */
export function byteSize(value: unknown): number {
  return size(value, new Set())
}

function size(value: unknown, counted: Set<object>): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).byteLength
  if (typeof value === 'number') return numberSize(value)
  if (typeof value === 'boolean') return 1
  if (typeof value !== 'object' || value === null) return 0
  if (counted.has(value)) return 0
  counted.add(value)
  if (value instanceof ArrayBuffer) return value.byteLength
  if (value instanceof Blob) return value.size
  if (ArrayBuffer.isView(value)) return size(value.buffer, counted)
  return Object.values(value).reduce((sum: number, part) => sum + size(part, counted), 0)
}

/** V8 writes whole numbers with seven bits a byte after their sign, others as doubles; a tag goes before either. */
function numberSize(value: number): number {
  if ((value | 0) !== value) return 9
  return 1 + Math.max(1, Math.ceil((33 - Math.clz32(Math.abs(value))) / 7))
}
