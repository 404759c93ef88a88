import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareIds,
  contradict,
  nativeId,
  type PaperId,
  paperUrl,
  parseIdentifier,
  SCHEMES,
  schemeOf,
} from '@/lib/papers/identifier'
import { paperIdSchema } from '@/lib/papers/schema'
import { z } from '@/lib/zod'

const READ: readonly (readonly [input: string, expected: PaperId, why: string])[] = [
  ['2401.00001v2', 'arxiv:2401.00001', 'arXiv, the version dropped'],
  ['arXiv:math.GT/0309136', 'arxiv:math/0309136', 'arXiv, old style'],
  ['solv-int/9901001', 'arxiv:solv-int/9901001', 'not cut at the letter v'],
  ['arxiv:arXiv:2401.00001', 'arxiv:2401.00001', 'the prefix twice'],
  ['10.48550/arXiv.2401.00001', 'arxiv:2401.00001', 'the DOI that arXiv gives'],
  ['10.48550/ARXIV.2401.00001v3', 'arxiv:2401.00001', 'DOIs have no case'],
  ['https://doi.org/10.48550/arxiv.hep-th/9901001', 'arxiv:hep-th/9901001', 'as an address'],
  ['10.1214/105051606000000853', 'doi:10.1214/105051606000000853', 'a DOI'],
  ['DOI: 10.1364/OE.20.018173', 'doi:10.1364/oe.20.018173', 'lower case, the prefix dropped'],
  ['doi:https://dx.doi.org/10.1023/A:1008286901817', 'doi:10.1023/a:1008286901817', 'the old address'],
  ['10.1007/JHEP04(2019)063', 'doi:10.1007/jhep04(2019)063', 'brackets inside'],
  ['10.1007/s41095-022-0271-y).', 'doi:10.1007/s41095-022-0271-y', 'punctuation of the sentence around it'],
  ['10.64898/2026.06.02.729628', 'doi:10.64898/2026.06.02.729628', 'a prefix of five digits'],
  ['P18-1001', 'acl:P18-1001', 'ACL, old style'],
  ['p18-1001', 'acl:P18-1001', 'ACL, old style in lower case'],
  ['acl:Q18-1001.pdf', 'acl:Q18-1001', 'ACL, the file'],
  ['2020.acl-main.405', 'acl:2020.acl-main.405', 'ACL, new style'],
  ['2020.acl-main.405v2.pdf', 'acl:2020.acl-main.405', 'ACL, a version of the file'],
  ['2023.findings-acl.1', 'acl:2023.findings-acl.1', 'ACL Findings'],
  ['10.18653/v1/P18-1001', 'acl:P18-1001', 'the DOI that ACL gives'],
  ['10.18653/v1/2020.acl-main.405', 'acl:2020.acl-main.405', 'the same, new style'],
  ['10.3115/1072133.1072171', 'doi:10.3115/1072133.1072171', "a DOI of ACL's that holds no identifier"],
  ['openreview:xQUe1pOKPam', 'openreview:xQUe1pOKPam', 'OpenReview keeps its case'],
  ['openreview:-Aw0rrrPUF', 'openreview:-Aw0rrrPUF', 'OpenReview, a hyphen first'],
  ['openreview:BZ5a1r-kVsf', 'openreview:BZ5a1r-kVsf', 'OpenReview, a hyphen inside'],
  ['title:Attention Is All You Need!', 'title:attentionisallyouneed', 'a title, folded'],
]

const REFUSED: readonly (readonly [input: string, why: string])[] = [
  ['', 'nothing'],
  ['2413.00001', 'an arXiv number of month 13'],
  ['1501.0001', 'an arXiv number of four digits in 2015'],
  ['10.48550/arXiv.2413.00001', "arXiv's DOI of no paper"],
  ['10.123/abc', 'a DOI prefix of three digits'],
  ['10.1234/', 'a DOI without its second half'],
  ['10.1234/a b', 'white space inside'],
  ['P18-1', 'too few digits for ACL'],
  ['xQUe1pOKPam', 'an OpenReview id looks like any word: only with its scheme'],
  ['openreview:a b', 'white space in an OpenReview id'],
  ['title:Deep Learning', 'a title that names many papers'],
  ['Attention Is All You Need', 'a title without its scheme'],
  ['javascript:alert(1)', 'another scheme'],
]

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom('arxiv:', 'doi:', 'acl:', 'openreview:', 'title:', '10.1234/', '10.48550/arXiv.', ''),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    .map(parts => parts.join('')),
)
const written = fc.oneof(
  fc.constantFrom(...READ.map(([input]) => input)),
  fc.stringMatching(/^(arxiv:)?(0[89]|1[0-4])(0[1-9]|1[0-2])\.[0-9]{4}(v[1-9])?$/),
  fc.stringMatching(/^(doi:|https:\/\/doi\.org\/)?10\.[0-9]{4,5}\/[!-~]{1,30}$/),
  fc.stringMatching(
    /^10\.18653\/v1\/([A-Z][0-9]{2}-[0-9]{4}|20[0-9]{2}\.[a-z]{2,6}-[a-z]{3,5}\.[0-9]{1,3})$/,
  ),
  fc.stringMatching(/^openreview:[A-Za-z0-9_-]{5,32}$/),
  fc.string({ unit: 'grapheme', minLength: 10, maxLength: 80 }).map(title => `title:${title}`),
)

describe('parseIdentifier', () => {
  test.each(READ)('reads %j as %s: %s', (input, expected) => {
    expect(parseIdentifier(input)).toBe(expected)
  })

  test.each(REFUSED)('refuses %j: %s', input => {
    expect(parseIdentifier(input)).toBeNull()
  })

  test('an identifier gives itself, however it was written', () => {
    fc.assert(
      fc.property(fc.oneof(written, hostile), text => {
        const id = parseIdentifier(text)
        if (id !== null) expect(parseIdentifier(id)).toBe(id)
      }),
      { numRuns: 3000 },
    )
  })

  test('its own identifiers pass the schema of the border, other spellings do not', () => {
    for (const [input, expected] of READ) {
      expect(z.safeParse(paperIdSchema, expected).success).toBe(true)
      expect(z.safeParse(paperIdSchema, input).success).toBe(input === expected)
    }
  })
})

describe('paperUrl', () => {
  const TABLE: readonly (readonly [id: PaperId, expected: string | undefined, why: string])[] = [
    ['arxiv:hep-th/9901001', 'https://arxiv.org/abs/hep-th/9901001', 'the slash stays'],
    ['doi:10.1007/jhep04(2019)063', 'https://doi.org/10.1007/jhep04(2019)063', 'a DOI'],
    ['doi:10.1002/a<b>c', 'https://doi.org/10.1002/a%3Cb%3Ec', 'angle brackets, as old DOIs have'],
    ['doi:10.1234/a#b?c', 'https://doi.org/10.1234/a%23b%3Fc', 'not a fragment and not a query'],
    ['doi:10.1234/\ud800', 'https://doi.org/10.1234/%EF%BF%BD', 'half a surrogate pair does not throw'],
    ['acl:P18-1001', 'https://aclanthology.org/P18-1001', 'ACL'],
    ['openreview:-Aw0rrrPUF', 'https://openreview.net/forum?id=-Aw0rrrPUF', 'OpenReview'],
    ['title:attentionisallyouneed', undefined, 'a title has no address'],
  ]

  test.each(TABLE)('%s is read at %s: %s', (id, expected) => {
    expect(paperUrl(id)).toBe(expected)
  })

  test('the address of whatever was read is one of the four sites, and https', () => {
    const hosts = ['arxiv.org', 'doi.org', 'aclanthology.org', 'openreview.net']
    fc.assert(
      fc.property(fc.oneof(written, hostile), text => {
        const id = parseIdentifier(text)
        const address = id && paperUrl(id)
        if (address) expect(hosts).toContain(URL.parse(address)?.host)
      }),
    )
  })
})

describe('the order of identifiers', () => {
  const ids = fc.constantFrom<PaperId>(
    'arxiv:2401.00001',
    'arxiv:2401.00002',
    'doi:10.1234/a',
    'acl:P18-1001',
    'openreview:abcde',
    'title:attentionisallyouneed',
  )

  test('is by scheme, then by the alphabet, and total', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        expect(Math.sign(compareIds(a, b))).toBe(0 - Math.sign(compareIds(b, a)))
        expect(compareIds(a, b) === 0).toBe(a === b)
        const [x, y] = [SCHEMES.indexOf(schemeOf(a)), SCHEMES.indexOf(schemeOf(b))]
        if (x !== y) expect(compareIds(a, b) < 0).toBe(x < y)
      }),
    )
  })

  test('scheme and native id make up the identifier', () => {
    fc.assert(
      fc.property(ids, id => {
        expect(`${schemeOf(id)}:${nativeId(id)}`).toBe(id)
      }),
    )
  })
})

describe('contradict', () => {
  const TABLE: readonly (readonly [a: PaperId[], b: PaperId[], expected: boolean, why: string])[] = [
    [['arxiv:2401.00001'], ['arxiv:2401.00002'], true, 'two arXiv papers'],
    [['arxiv:2401.00001'], ['doi:10.1234/a'], false, 'different schemes say nothing'],
    [['arxiv:2401.00001', 'doi:10.1234/a'], ['doi:10.1234/b'], true, 'two DOIs'],
    [['doi:10.1234/a', 'doi:10.1234/b'], ['doi:10.1234/b'], false, 'one of two DOIs is shared'],
    [['title:onepaperofmany'], ['title:anotherpaperofmany'], false, 'titles never contradict'],
    [[], ['arxiv:2401.00001'], false, 'nothing contradicts nothing'],
  ]

  test.each(TABLE)('%j and %j: %s, as %s', (a, b, expected) => {
    expect(contradict(a, b)).toBe(expected)
    expect(contradict(b, a)).toBe(expected)
  })
})
