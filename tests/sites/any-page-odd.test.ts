import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIdentifier } from '@/lib/papers/identifier'
import { readPage } from './saved'

const ADDRESS = 'https://journal.example/article/1'
const ARTICLE = { '@type': 'ScholarlyArticle', headline: 'On the Width of Margins' }

const meta = (name: string, content: string) => `<meta name="${name}" content="${content}">`
const linked = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const paperOf = (html: string) => readPage(ADDRESS, html).paper

describe('JSON-LD', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  test.each([
    ['a comma too many', '{"@type": "ScholarlyArticle", "name": "x",}'],
    ['nothing', ''],
    ['no object', '"ScholarlyArticle"'],
    ['null', 'null'],
    ['types that are none', '{"@type": [1, null, {"@id": {}}], "name": "x"}'],
    ['a title that is none', '{"@type": "ScholarlyArticle", "headline": {"name": ["x"]}, "author": [[[]]]}'],
    ['50,000 brackets', deep],
    ['more than a page has', `[${'{"@type":"ScholarlyArticle","name":"x"},'.repeat(40_000)}1]`],
  ])('of %s says nothing', (_why, json) => {
    expect(paperOf(`<script type="application/ld+json">${json}</script>`)).toBeNull()
  })

  test('that is broken leaves the rest alone', () => {
    const broken = '<script type="application/ld+json">{,}</script>'
    expect(paperOf(broken + linked(ARTICLE))).toMatchObject({ title: 'On the Width of Margins' })
  })

  test('does not reach the prototype of objects', () => {
    const json =
      '{"__proto__": {"polluted": 1, "headline": "Mine"}, "constructor": {"prototype": {"polluted": 1}}, "@type": "ScholarlyArticle", "name": "On Margins"}'
    expect(paperOf(`<script type="application/ld+json">${json}</script>`)).toEqual({
      ids: [],
      title: 'On Margins',
    })
    expect('polluted' in {}).toBe(false)
  })
})

describe('any page at all', () => {
  const name = fc.constantFrom(
    'citation_title',
    'citation_doi',
    'citation_author',
    'dc.type',
    'dc.identifier',
    'og:type',
    'doi',
  )
  const value = fc.oneof(
    fc.constantFrom(
      '10.5555/a.1',
      '10.48550/arXiv.2401.00001',
      'Dataset',
      'article',
      'ScholarlyArticle',
      'https://doi.org/10.',
      '%',
      '',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const escaped = value.map(text => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;'))
  const piece = fc.oneof(
    fc.tuple(name, escaped).map(([name, content]) => meta(name, content)),
    fc
      .tuple(fc.constantFrom('a', 'link rel=canonical'), escaped)
      .map(([tag, href]) => `<${tag} href="${href}">x`),
    escaped.map(id => `<a href="https://arxiv.org/abs/${id}"><h1 data-doi="${id}">`),
    fc.json({ maxDepth: 3 }).map(json => `<script type="application/ld+json">${json}</script>`),
    value.map(type => linked({ '@graph': [{ '@type': type, name: type, author: type, identifier: type }] })),
    fc.constantFrom(
      '<title>',
      '</title>',
      '<svg>',
      '<math>',
      '<template>',
      '<form>',
      '</p>',
      '<base href="x:">',
      '<!--',
      '<h2>Abstract',
      '<h2>References',
    ),
    value,
  )

  test('is read without failing, as one paper or none, with canonical identifiers', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const { paper, rows, links } = readPage(ADDRESS, pieces.join(''))
        expect(rows).toEqual([])
        for (const { ids, title } of paper ? [paper, ...links] : links) {
          for (const id of ids) expect(parseIdentifier(id)).toBe(id)
          expect(ids.length > 0 || Boolean(title)).toBe(true)
        }
        const own = new Set(paper?.ids)
        for (const { ids } of links) expect(ids.some(id => own.has(id))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
