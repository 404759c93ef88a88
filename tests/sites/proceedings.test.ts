import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { recognise } from '@/lib/sites/registry'
import type { PageReading } from '@/lib/sites/site'

const FOLDER = join(import.meta.dirname, '../pages')
const SITES = ['acl', 'cvf', 'jmlr', 'neurips', 'openreview', 'pmlr', 'rss', 'virtual']

/** A fixture as it is, or with something in it replaced. */
function pageOf(fixture: string, from: RegExp = /$/, to = ''): { document: Document; reading: PageReading } {
  const { url: address } = z.parse(
    z.object({ url: z.string() }),
    JSON.parse(readFileSync(join(FOLDER, `${fixture}.json`), 'utf8')),
  )
  const html = readFileSync(join(FOLDER, `${fixture}.html`), 'utf8')
  expect(html).toMatch(from)
  const { document } = new JSDOM(html.replace(from, to), { url: address }).window
  const known = recognise(address)
  if (!known) throw new Error(`No site knows ${address}`)
  return { document, reading: known.site.read(document, known.url) }
}

describe('a page of proceedings', () => {
  test.each<[string, RegExp, string, object | null, string]>([
    [
      'acl',
      /<meta [^>]*name=citation_[^>]*>/g,
      '',
      { title: 'Counting Marginalia in k Pages' },
      'without metas',
    ],
    ['cvf', /<meta name="citation_[^>]*>/g, '', { title: 'Counting Marginalia' }, 'without metas'],
    ['jmlr', /<meta name="citation_[^>]*>/g, '', { title: 'Counting Marginalia' }, 'without metas'],
    ['pmlr', /<meta name="citation_[^>]*>/g, '', { title: 'Counting Marginalia' }, 'without metas'],
    ['rss', /<meta name="citation_[^>]*>/g, '', { title: 'Counting Marginalia' }, 'without metas'],
    ['virtual', /<meta name="citation_[^>]*>/g, '', { title: 'Counting Marginalia' }, 'without metas'],
    ['acl', /<head>.*<\/body>/s, '<h1>404</h1>', null, 'an error at the address of a paper'],
    ['neurips', /<head>.*<\/body>/s, '<h1>Just a moment...</h1>', null, 'a challenge'],
    ['pmlr', /<head>/, '<head><meta name="citation_title" content="Another">', null, 'two titles: a list'],
    [
      'pmlr',
      /<head>/,
      '<head><meta name="citation_title" content="Counting Marginalia">',
      { title: 'Counting Marginalia' },
      'one title twice',
    ],
    [
      'cvf',
      /<br><br>/,
      '<a href="https://arxiv.org/abs/2608.00001">x</a>',
      { ids: [] },
      'two preprints: neither',
    ],
    ['rss', /10\.15607/, '10.5555', { ids: [] }, 'the DOI of something else'],
  ])('%s, %s', (fixture, from, to, expected) => {
    const paper = pageOf(fixture, from, to).reading.paper()
    if (expected) expect(paper).toMatchObject(expected)
    else expect(paper).toBeNull()
  })

  test('of a PDF is its address, where that names the paper', () => {
    const paperAt = (address: string) => {
      const known = recognise(address)
      return known?.site.read(new JSDOM('<embed>').window.document, known.url).paper()
    }
    expect(paperAt('https://aclanthology.org/P18-1001.pdf')).toEqual({ ids: ['acl:P18-1001'] })
    expect(paperAt('https://proceedings.mlr.press/v37/blundell15.pdf')).toBeNull()
  })
})

describe('a list of proceedings', () => {
  const lists = globSync(`{${SITES.join()}}.*.html`, { cwd: FOLDER })
    .map(file => file.replace(/\.html$/, ''))
    .filter(fixture => [...pageOf(fixture).reading.rows()].length > 0)

  test('is there for each site', () => {
    expect([...new Set(lists.map(fixture => fixture.replace(/\..*/, '')))].sort()).toEqual(SITES)
  })

  test.each(lists)(
    '%s has room for a badge in each row, behind what is in it and outside of links',
    fixture => {
      for (const { element, anchor, key } of pageOf(fixture).reading.rows()) {
        expect(element.contains(anchor)).toBe(true)
        expect(anchor.closest('a')).toBeNull()
        expect(key).not.toBe('')
      }
    },
  )

  test('of a virtual conference is read without its scripts too', () => {
    const entries =
      '<noscript><ul><li><a href="/virtual/2026/poster/7">Only Here</a></li></ul></noscript><div class="cards">'
    const rows = [...pageOf('virtual.papers', /<div class="cards">/, entries).reading.rows()]
    expect(rows.map(row => row.read())).toEqual([{ ids: [], title: 'Only Here' }])
  })
})
