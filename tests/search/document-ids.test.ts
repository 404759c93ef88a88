import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentsWith, idAt, packIds, unpackIds } from '@/lib/search/document-ids'

const OTHERS = [
  'arxiv:hep-th/9901001',
  'arxiv:math/0309136',
  'doi:10.1145/3292500.3330701',
  'doi:10.1000/a|b,c',
  'acl:P18-1001',
  'openreview:abcde_12-X',
  'title:编程语言',
  // Not of the numbering: as many digits as no paper of its month has, or no month at all.
  'arxiv:0704.00001',
  'arxiv:1501.0001',
  'arxiv:2602.1',
  'arxiv:2602.123456',
  'arxiv:2602.00001v2',
]

const month = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${String(year).padStart(2, '0')}${String(month).padStart(2, '0')}`)
const arxiv = fc.tuple(month, fc.nat({ max: 99_999 })).map(([month, number]) => {
  const digits = month >= '1501' && month < '9000' ? 5 : 4
  return `arxiv:${month}.${String(digits === 4 ? number % 10_000 : number).padStart(digits, '0')}`
})
const id = fc.oneof(arxiv, fc.constantFrom(...OTHERS))

describe('identifiers', () => {
  test('are given back as they were, in order, all at once and one by one', () => {
    fc.assert(
      fc.property(fc.array(id), ids => {
        const packed = packIds(ids)
        expect(unpackIds(packed)).toEqual(ids)
        expect(ids.map((_, document) => idAt(packed, document))).toEqual(ids)
        expect(idAt(packed, ids.length)).toBe('')
      }),
    )
  })

  test('of the numbering since 2007 take four bytes and nothing else', () => {
    fc.assert(
      fc.property(fc.array(arxiv), ids => {
        const { packed, others } = packIds(ids)
        expect([packed.byteLength, others]).toEqual([4 * ids.length, ''])
      }),
    )
    expect(
      packIds(['arxiv:0704.0001', 'arxiv:1412.9999', 'arxiv:1501.00001', 'arxiv:9912.0001']).others,
    ).toBe('')
    expect(packIds(OTHERS).others.split('\n')).toEqual(OTHERS)
  })

  test('lead to the documents that carry them, each of several', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), fc.array(id, { maxLength: 10 }), (ids, more) => {
        const wanted = new Set([...more, ...ids.filter((_, i) => i % 3 === 0)])
        const expected = ids.flatMap((one, document) => (wanted.has(one) ? [document] : []))
        expect(documentsWith(packIds(ids), wanted)).toEqual(expected)
      }),
    )
    expect(documentsWith(packIds([]), new Set(['arxiv:2602.00001']))).toEqual([])
    expect(documentsWith(packIds(['arxiv:2602.00001']), new Set())).toEqual([])
  })
})
