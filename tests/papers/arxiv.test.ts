import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ArxivId, parseArxivId } from '@/lib/papers/arxiv'

const READ: readonly (readonly [input: string, expected: ArxivId, why: string])[] = [
  ['2401.00001', { id: '2401.00001' }, 'new style'],
  ['2401.00001v2', { id: '2401.00001', version: 2 }, 'with a version'],
  ['2401.00001V12', { id: '2401.00001', version: 12 }, 'the v in upper case'],
  ['arXiv:2401.00001v1', { id: '2401.00001', version: 1 }, 'with the prefix'],
  ['ARXIV: 2401.00001', { id: '2401.00001' }, 'the prefix in upper case, a space after it'],
  ['  2401.00001\n', { id: '2401.00001' }, 'white space around'],
  ['0704.0001', { id: '0704.0001' }, 'the first one of the new style'],
  ['1412.9999', { id: '1412.9999' }, 'the last month of four digits'],
  ['1501.00001', { id: '1501.00001' }, 'the first month of five digits'],
  ['hep-th/9901001', { id: 'hep-th/9901001' }, 'old style'],
  ['hep-th/9901001v3', { id: 'hep-th/9901001', version: 3 }, 'old style with a version'],
  ['HEP-TH/9901001', { id: 'hep-th/9901001' }, 'archives are written in lower case'],
  ['math.GT/0309136', { id: 'math/0309136' }, 'the subject class is no part of the identifier'],
  ['arXiv:math.GT/0309136v1', { id: 'math/0309136', version: 1 }, 'all of it at once'],
  ['cond-mat.mtrl-sci/0102003', { id: 'cond-mat/0102003' }, 'a subject class with a hyphen'],
  ['solv-int/9901001', { id: 'solv-int/9901001' }, 'the v of solv-int begins no version'],
  ['adap-org/9303001', { id: 'adap-org/9303001' }, 'an archive that is closed now'],
  ['cs/9901011', { id: 'cs/9901011' }, 'an archive of one word'],
  ['math/0703999', { id: 'math/0703999' }, 'the last month of the old style'],
]

const REFUSED: readonly (readonly [input: string, why: string])[] = [
  ['', 'nothing'],
  ['2413.00001', 'month 13'],
  ['2400.00001', 'month 0'],
  ['0703.0001', 'before the new style began'],
  ['1501.0001', 'four digits in 2015'],
  ['1412.00001', 'five digits in 2014'],
  ['2401.000011', 'six digits'],
  ['2401.123', 'three digits'],
  ['2401.00000', 'numbers begin at 1'],
  ['2401.00001v0', 'versions begin at 1'],
  ['2401.00001v', 'a v without a number'],
  ['2401.00001.pdf', 'the name of a file'],
  ['x2401.00001', 'a letter before it'],
  ['2401.00001 and more', 'text after it'],
  ['２４０１.00001', 'digits of full width'],
  ['hep-th/9913001', 'old style, month 13'],
  ['hep-th/9901000', 'old style, number 0'],
  ['hep-th/990100', 'old style, six digits'],
  ['hep-th/0704001', 'after the old style ended'],
  ['hep-th/5001001', 'the year 50'],
  ['notes/9901001', 'an archive that never was'],
  ['constructor/9901001', 'a name of JavaScript'],
  ['10.48550/arXiv.2401.00001', 'a DOI is not for this function'],
]

describe('parseArxivId', () => {
  test.each(READ)('reads %j as %j: %s', (input, expected) => {
    expect(parseArxivId(input)).toEqual(expected)
  })

  test.each(REFUSED)('refuses %j: %s', input => {
    expect(parseArxivId(input)).toBeNull()
  })

  test('every identifier of the new style gives itself back, with its version beside it', () => {
    const month = fc.record({ year: fc.integer({ min: 8, max: 40 }), month: fc.integer({ min: 1, max: 12 }) })
    const version = fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined })
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 9999 }), version, ({ year, month }, number, version) => {
        const digits = year >= 15 ? 5 : 4
        const id = `${two(year)}${two(month)}.${String(number).padStart(digits, '0')}`
        expect(parseArxivId(version ? `${id}v${version}` : id)).toEqual(version ? { id, version } : { id })
      }),
    )
  })

  test('whatever is read is a fixed point', () => {
    const lookalike = fc.stringMatching(/^[a-z]{0,4}[-./]?[0-9]{4}[./][0-9]{3,6}(v[0-9]{1,2})?$/)
    fc.assert(
      fc.property(lookalike, text => {
        const parsed = parseArxivId(text)
        if (parsed) expect(parseArxivId(parsed.id)).toEqual({ id: parsed.id })
      }),
    )
  })
})

function two(number: number): string {
  return String(number).padStart(2, '0')
}
