import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { parseArxivId } from '@/lib/papers/arxiv'
import { type PaperId, parseIdentifier } from '@/lib/papers/identifier'
import { recognise, sites } from '@/lib/sites/registry'
import { describeShared, readShared } from '../shared'

describe('the sites', () => {
  test('have an id of their own, a name, and addresses to test: of papers and of none', () => {
    expect(new Set(sites.map(site => site.id)).size).toBe(sites.length)
    for (const site of sites) {
      expect(site.name, site.id).not.toBe('')
      expect(
        site.testUrls.map(([, id]) => id !== null),
        site.id,
      ).toEqual(expect.arrayContaining([true, false]))
    }
  })

  const testUrls = sites.flatMap(site => site.testUrls.map(([url, id]) => [site, url, id] as const))

  test.each(testUrls.map(([site, url, id]) => [site.id, url, id] as const))(
    '%s: %s is %s',
    (siteId, url, id) => {
      const found = recognise(url)
      expect(found?.id ?? null).toBe(id)
      if (id) expect(found?.site.id).toBe(siteId)
    },
  )

  test('a paper of one site is none of any other, so that their order says nothing', () => {
    for (const [site, url, id] of testUrls)
      for (const other of sites)
        if (id && other !== site) expect(other.identify(new URL(url)), `${other.id}, ${url}`).toBeNull()
  })

  test('a content script runs only on pages over https', () => {
    for (const site of sites)
      for (const pattern of site.matches) expect(pattern).toMatch(/^https:\/\/[a-z.]+\/\S+$/)
  })
})

describe('recognise', () => {
  const TABLE: readonly (readonly [address: string, expected: PaperId | null, why: string])[] = [
    ['http://arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'without TLS'],
    ['https://arxiv.org:443/abs/2401.00001', 'arxiv:2401.00001', 'with the port'],
    ['https://ARXIV.org/abs/2401.00001', 'arxiv:2401.00001', 'the host in upper case'],
    ['https://de.arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'a national mirror'],
    ['https://arxiv.org/abs/hep-th%2F9901001', 'arxiv:hep-th/9901001', 'the slash escaped'],
    ['https://arxiv.org/abs/arXiv:2401.00001', 'arxiv:2401.00001', 'the prefix in the address'],
    ['https://arxiv.org/abs/2401.00001%', null, 'a broken escape'],
    ['https://arxiv.org/abs/%2e%2e%2f2401.00001', null, 'escaped dots'],
    ['https://arxiv.org/a/2401.00001', null, 'another part of the site'],
    ['https://arxiv.org/ABS/2401.00001', null, 'paths have a case'],
    ['https://arxiv.org/ftp/arxiv/papers/1110/1110.2832.pdf', 'arxiv:1110.2832', 'an old address of a PDF'],
    ['https://arxiv.org/ftp/cond-mat/papers/0408/notes.pdf', null, 'a PDF of no paper'],
    ['ftp://arxiv.org/abs/2401.00001', null, 'another scheme'],
    ['view-source:https://arxiv.org/abs/2401.00001', null, 'the source of a page'],
    ['file:///papers/arxiv.org/abs/2401.00001.html', null, 'a saved page'],
    ['2401.00001', null, 'no address'],
    ['', null, 'nothing'],
  ]

  test.each(TABLE)('%j is %j: %s', (address, expected) => {
    expect(recognise(address)?.id ?? null).toBe(expected)
  })

  test('is total: of any text it says null or a canonical identifier', () => {
    const piece = fc.constantFrom(
      'abs',
      'pdf',
      'html',
      'src',
      'ftp',
      'papers',
      '2401.00001',
      'hep-th',
      '9901001',
      '..',
      '%',
      '%2F',
      '',
      'v2',
      '.pdf',
    )
    const address = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })))
        .map(path => `https://arxiv.org/${path.join('/')}`),
    )
    fc.assert(
      fc.property(address, text => {
        const found = recognise(text)
        if (found === null) return
        expect(sites).toContain(found.site)
        expect(parseIdentifier(found.id)).toBe(found.id)
      }),
      { numRuns: 2000 },
    )
  })
})

describeShared('the addresses of ../shared', () => {
  const ARXIV_VIEWS = new Set<string | null>(['arxiv-abs', 'arxiv-pdf', 'arxiv-html', null])
  const vectorsSchema = z.object({
    vectors: z.array(
      z.union([
        z.tuple([z.string(), z.nullable(z.string())]),
        z.tuple([z.string(), z.nullable(z.string()), z.nullable(z.string())]),
      ]),
    ),
  })
  const tableSchema = z.object({
    good: z.array(z.object({ url: z.string(), arxiv: z.string() })),
    bad: z.array(z.object({ url: z.string() })),
  })

  test("url-vectors.json: arXiv's pages, and those of nobody", () => {
    const { vectors } = z.parse(vectorsSchema, JSON.parse(readShared('sites/url-vectors.json')))
    const ours = vectors.filter(([, siteId]) => ARXIV_VIEWS.has(siteId))
    expect(ours.length).toBeGreaterThan(25)
    for (const [url, siteId, capture] of ours) {
      // The captures under /ftp/ are of one group of a pattern; the whole identifier stands in the path.
      const ftp = /\/ftp\/(?:arxiv|([a-z-]+))\/papers\/\d{4}\/([\d.]+)\.pdf$/.exec(url)
      const native = ftp ? [ftp[1], ftp[2]].filter(Boolean).join('/') : (capture ?? '')
      const expected = siteId === null ? null : (parseArxivId(native)?.id ?? 'no identifier in the vector')
      expect(recognise(url)?.id ?? null, url).toBe(expected && `arxiv:${expected}`)
    }
  })

  test('url-table.json: what must and what must not be a paper', () => {
    const table = z.parse(tableSchema, JSON.parse(readShared('pages/hostile/url-table.json')))
    const good = table.good.filter(
      ({ url }) => /(?:^|\.)arxiv\.org$/.test(new URL(url).hostname) && !/^ar5iv/.test(new URL(url).hostname),
    )
    expect(good.length).toBeGreaterThan(20)
    for (const { url, arxiv } of good) expect(recognise(url)?.id, url).toBe(`arxiv:${arxiv}`)
    for (const { url } of table.bad) expect(recognise(url), url).toBeNull()
  })
})
