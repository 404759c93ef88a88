import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { type PaperId, parseIdentifier } from '@/lib/papers/identifier'
import { anyPage, testUrls as anyUrls } from '@/lib/sites/any-page'
import { recognise, recogniseAny, sites } from '@/lib/sites/registry'
import { missingAnchors } from '@/lib/sites/self-check'
import type { Address, Site, TestUrls } from '@/lib/sites/site'
import { covers } from './match-pattern'

/** Every site with the addresses that its file has to test it with. */
const files = import.meta.glob<Record<string, unknown>>('../../lib/sites/*.ts', { eager: true })
const tested = sites.map(site => {
  const file = Object.values(files).find(exports => Object.values(exports).includes(site))
  return [site, (file?.testUrls ?? []) as TestUrls] as const
})
const testUrls = tested.flatMap(([site, urls]) => urls.map(([url, expected]) => ({ site, url, expected })))
const recognised = testUrls.filter(({ expected }) => expected)

describe('the sites', () => {
  test('have an id of their own and a name', () => {
    expect(new Set([anyPage, ...sites].map(site => site.id)).size).toBe(sites.length + 1)
    for (const site of sites) expect([site.name, site.id].includes(''), site.id).toBe(false)
  })

  test('are all that there are', () => {
    const exported = Object.values(files).flatMap(exports => Object.values(exports))
    const made = exported.filter(
      (value): value is Site => typeof value === 'object' && value !== null && 'identify' in value,
    )
    expect(new Set(made)).toEqual(new Set([...sites, anyPage]))
  })

  test.each(tested.map(([site, urls]) => [site.id, urls] as const))(
    '%s has addresses to test, and some of none',
    (_id, urls) => {
      const kinds = new Set(urls.map(([, expected]) => expected?.kind ?? null))
      expect(kinds).toContain(null)
      expect(kinds.size).toBeGreaterThan(1)
    },
  )

  test.each(tested.map(([site, urls]) => [site, urls] as const))(
    '$id has one for each kind of page it checks',
    ({ anchors }, urls) => {
      const kinds = new Set(urls.map(([, expected]) => expected?.kind))
      for (const kind of Object.keys(anchors) as Address['kind'][]) expect(kinds).toContain(kind)
    },
  )

  test.each(testUrls.map(({ site, url, expected }) => [site.id, url, expected] as const))(
    '%s: %s',
    (id, url, expected) => {
      const found = recognise(url)
      if (!expected) return expect(found?.site.id).not.toBe(id)
      expect(found?.site.id).toBe(id)
      const { native, ids, kind } = found?.address ?? {}
      expect({
        kind,
        ...(expected.native !== undefined && { native }),
        ...(expected.ids && { ids }),
      }).toEqual(expected)
    },
  )

  test('an address of one site is none of any other, so that their order says nothing', () => {
    for (const { site, url } of recognised)
      for (const other of sites)
        if (other !== site) expect(other.identify(new URL(url)), `${other.id}, ${url}`).toBeNull()
  })

  test('a paper is named by what the site calls it, a list by nothing', () => {
    for (const { url } of recognised) {
      const { kind, native, ids } = recognise(url)?.address ?? { ids: [] }
      if (kind === 'listing') expect([native, ids], url).toEqual([undefined, []])
      else expect(native ?? ids[0], url).toBeTruthy()
    }
  })
})

describe('the match patterns', () => {
  test('are of https and name a host and a path', () => {
    for (const { id, matches } of sites) {
      expect(matches.length, id).toBeGreaterThan(0)
      for (const pattern of matches)
        expect(pattern, id).toMatch(/^https:\/\/(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+\/\S+$/)
    }
  })

  /** What answers with a download or sends on to another address, and one of Scholar's hosts, which are too many. */
  const NO_PAGE =
    /^https:\/\/(?:arxiv\.org\/(?:format|src|e-print|ftp)\/|hf\.co\/|(?:api\.)?semanticscholar\.org\/|www\.ncbi\.nlm\.nih\.gov\/pubmed|scholar\.google\.is\/)/

  test('cover every address that is recognised', () => {
    const missed = recognised.filter(({ site, url }) => {
      const address = new URL(url)
      if (address.protocol !== 'https:' || NO_PAGE.test(url)) return false
      return !site.matches.some(pattern => covers(pattern, address))
    })
    expect(missed.map(({ site, url }) => `${site.id}: ${url}`)).toEqual([])
  })

  test.each<[pattern: string, url: string, covered: boolean]>([
    ['https://arxiv.org/abs/*', 'https://arxiv.org/abs/1', true],
    ['https://arxiv.org/abs/*', 'http://arxiv.org/abs/1', false],
    ['https://arxiv.org/abs/*', 'https://arxiv.org/abs', false],
    ['https://arxiv.org/abs/*', 'https://www.arxiv.org/abs/1', false],
    ['https://*.arxiv.org/abs/*', 'https://de.arxiv.org/abs/1', true],
    ['https://*.arxiv.org/abs/*', 'https://arxiv.org/abs/1', true],
    ['https://*.arxiv.org/abs/*', 'https://notarxiv.org/abs/1', false],
    ['https://a.org/x?*', 'https://a.org/x?y=1', true],
    ['https://a.org/x?*', 'https://a.org/xy', false],
  ])('%s covers %s: %s', (pattern, url, covered) => {
    expect(covers(pattern, new URL(url))).toBe(covered)
  })
})

describe('recognise', () => {
  test.each<[address: string, expected: PaperId | null, why: string]>([
    ['http://arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'without TLS'],
    ['https://arxiv.org:443/abs/2401.00001', 'arxiv:2401.00001', 'with the port'],
    ['https://ARXIV.org/abs/2401.00001', 'arxiv:2401.00001', 'the host in upper case'],
    ['https://de.arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'a national mirror'],
    ['https://arxiv.org/abs/hep-th%2F9901001', 'arxiv:hep-th/9901001', 'the slash escaped'],
    ['https://arxiv.org/abs/arXiv:2401.00001', 'arxiv:2401.00001', 'the prefix in the address'],
    ['https://arxiv.org/abs/2401.00001v99', 'arxiv:2401.00001', 'a late version'],
    ['https://arxiv.org/abs/2401.00001%', null, 'a broken escape'],
    ['https://arxiv.org/abs/%2e%2e%2f2401.00001', null, 'escaped dots'],
    ['https://arxiv.org/ABS/2401.00001', null, 'paths have a case'],
    ['https://arxiv.org/ftp/arxiv/papers/1110/1110.2832.pdf', 'arxiv:1110.2832', 'an old address of a PDF'],
    ['https://arxiv.org/ftp/cond-mat/papers/0408/notes.pdf', null, 'a PDF of no paper'],
    ['https://user:password@arxiv.org/abs/2401.00001', null, 'a password'],
    ['https://arxiv.org:8443/abs/2401.00001', null, 'another port'],
    ['ftp://arxiv.org/abs/2401.00001', null, 'another scheme'],
    ['view-source:https://arxiv.org/abs/2401.00001', null, 'the source of a page'],
    ['file:///papers/arxiv.org/abs/2401.00001.html', null, 'a saved page'],
    ['2401.00001', null, 'no address'],
    ['', null, 'nothing'],
  ])('%j is %j: %s', (address, expected) => {
    expect(recognise(address)?.address.ids[0] ?? null).toBe(expected)
  })

  // What other extensions cut at the letter v, and at a hyphen.
  test.each<[address: string, expected: PaperId]>([
    ['https://arxiv.org/abs/solv-int/9901001', 'arxiv:solv-int/9901001'],
    ['https://arxiv.org/abs/solv-int/9901001v2', 'arxiv:solv-int/9901001'],
    ['https://arxiv.org/pdf/solv-int/9901001v2.pdf', 'arxiv:solv-int/9901001'],
    ['https://openreview.net/forum?id=-Aw0rrrPUF', 'openreview:-Aw0rrrPUF'],
    ['https://openreview.net/pdf?id=BZ5a1r-kVsf', 'openreview:BZ5a1r-kVsf'],
    ['https://openreview.net/forum?id=Y_x--1_', 'openreview:Y_x--1_'],
  ])('%s is %s, whole', (address, expected) => {
    expect(recognise(address)?.address.ids).toEqual([expected])
  })

  const piece = fc.constantFrom(
    ...new Set(testUrls.flatMap(({ url }) => new URL(url).pathname.split('/'))),
    ...['..', '%', '%2F', '%ff', '', 'v2', '.pdf', '10.5555', 'a.1', '2401.00001', 'hep-th', '9901001'],
  )
  const host = fc.constantFrom(...new Set(testUrls.map(({ url }) => new URL(url).host)), 'example.org')
  const address = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc
      .tuple(host, fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 7 }))
      .map(([host, path]) => `https://${host}/${path.join('/')}`),
    fc
      .tuple(
        host,
        piece,
        fc.constantFrom('id', 'q', 'arnumber', 'user', '%'),
        fc.oneof(piece, fc.string({ unit: 'binary' })),
      )
      .map(([host, path, name, value]) => `https://${host}/${path}?${name}=${value}`),
  )

  test('is total: of any text it says null or what is in order', () => {
    fc.assert(
      fc.property(address, text => {
        for (const found of [recognise(text), recogniseAny(text)]) {
          if (!found) continue
          expect(['paper', 'listing', 'pdf']).toContain(found.address.kind)
          for (const id of found.address.ids) expect(parseIdentifier(id)).toBe(id)
          expect(found.address.native).not.toBe('')
        }
        expect(recogniseAny(text) === null).toBe(!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
      }),
      { numRuns: 3000 },
    )
  })

  test.each(anyUrls)('any page: %s', (url, expected) => {
    expect(recognise(url)).toBeNull()
    const found = recogniseAny(url)
    if (expected) expect(found).toMatchObject({ site: anyPage, address: expected })
    else expect(found).toBeNull()
  })
})

describe('the self-check', () => {
  const html = readFileSync(join(import.meta.dirname, '../pages/arxiv-abs.html'), 'utf8')
  const missing = (page: string, address = 'https://arxiv.org/abs/2608.09999') => {
    const url = new URL(address)
    const { site } = recogniseAny(address) ?? { site: anyPage }
    return missingAnchors(site, new JSDOM(page, { url: address }).window.document, url)
  }

  test('misses nothing on a page as it should be', () => {
    expect(missing(html)).toEqual([])
  })

  test('says that the title is missing where it is', () => {
    expect(missing(html.replace(/<h1 class="title.*?<\/h1>/s, ''))).toEqual(['title'])
  })

  test('says all that an empty page is missing, and nothing of pages that it does not know', () => {
    expect(missing('')).toEqual(expect.arrayContaining(['title', 'abstract']))
    expect(missing('', 'https://journal.example/')).toEqual([])
  })
})
