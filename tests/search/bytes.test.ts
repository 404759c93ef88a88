import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter, checksum } from '@/lib/search/bytes'

const number = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  fc.constantFrom(0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 268_435_455, 268_435_456, 2 ** 31 - 1),
)

describe('numbers', () => {
  test('are read as they were written, whatever room there was at first', () => {
    fc.assert(
      fc.property(fc.array(number), fc.integer({ min: 0, max: 9 }), (numbers, capacity) => {
        const out = new ByteWriter(capacity)
        for (const value of numbers) out.varint(value)
        const bytes = out.take()
        expect(bytes).toHaveLength(out.length)
        const reader = new ByteReader(bytes)
        expect(numbers.map(() => reader.varint())).toEqual(numbers)
        expect(reader.at).toBe(bytes.length)
      }),
    )
  })

  test.each([
    [0, [0]],
    [127, [127]],
    [128, [0x80, 1]],
    [300, [0xac, 2]],
    [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 7]],
  ])('%i is %j: seven bits a byte, the lowest first', (value, expected) => {
    const out = new ByteWriter(0)
    out.varint(value)
    expect([...out.take()]).toEqual(expected)
  })

  test('past the end are 0', () => {
    const reader = new ByteReader(Uint8Array.of(5))
    expect([reader.varint(), reader.varint(), reader.varint()]).toEqual([5, 0, 0])
  })
})

describe('a writer', () => {
  test('appends, and gives copies of what is there from some place on', () => {
    const out = new ByteWriter(1)
    out.append([1, 2, 3])
    const first = out.take()
    out.append(Uint8Array.of(4, 5))
    expect([...first]).toEqual([1, 2, 3])
    expect([...out.take(2)]).toEqual([3, 4, 5])
    expect(out.length).toBe(5)
  })
})

describe('a checksum', () => {
  test('changes with every byte, and with the length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const other = bytes.slice()
          other[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by
          expect(checksum(other)).not.toBe(checksum(bytes))
          expect(checksum(bytes.subarray(0, -1))).not.toBe(checksum(bytes))
        },
      ),
    )
  })

  test('is the same wherever in memory the bytes lie', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (bytes, offset) => {
        const room = new Uint8Array(bytes.length + offset + 3).fill(0xaa)
        room.set(bytes, offset)
        expect(checksum(room.subarray(offset, offset + bytes.length))).toBe(checksum(bytes.slice()))
      }),
    )
  })

  test('of some bytes is what it always was: stored ones are compared with it', () => {
    expect(checksum(new Uint8Array())).toBe(0x811c9dc5)
    expect(checksum(Uint8Array.of(1, 2, 3, 4, 5))).toBe(SUM_OF_FIVE)
  })
})

/** FNV-1a over 0x04030201 and 5, begun at the offset with the length mixed in. */
const SUM_OF_FIVE = [0x04030201, 5].reduce(
  (sum, word) => Number((BigInt((sum ^ word) >>> 0) * 0x01000193n) & 0xffffffffn),
  0x811c9dc5 ^ 5,
)
