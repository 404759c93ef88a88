import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { kindOfPage } from '@/lib/sites/reading/kind-of-page'
import { readPage } from './saved'

const ADDRESS = 'https://journal.example/article/1'

function paperOf(head: string, body = '', address = ADDRESS) {
  return readPage(address, `<head>${head}</head><body>${body}</body>`).paper
}

const meta = (name: string, content: string) => `<meta name="${name}" content="${content}">`
const linked = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
const TITLED = meta('citation_title', 'On the Width of Margins')
const ARTICLE = { '@type': 'ScholarlyArticle', headline: 'On the Width of Margins' }

describe('the paper of any page', () => {
  test.each<[why: string, head: string, body: string, ids: string[], title: string]>([
    ['a title that says what it is', TITLED, '', [], 'On the Width of Margins'],
    ['the same title twice', TITLED + TITLED, '', [], 'On the Width of Margins'],
    [
      'names in upper case, attributes in any order',
      '<META CONTENT="On Margins" NAME="Citation_Title"><META CONTENT="10.5555/A.1" NAME="CITATION_DOI">',
      '',
      ['doi:10.5555/a.1'],
      'On Margins',
    ],
    [
      "arXiv's number before a DOI",
      TITLED + meta('citation_doi', '10.5555/a.1') + meta('citation_arxiv_id', '2401.00001'),
      '',
      ['arxiv:2401.00001', 'doi:10.5555/a.1'],
      'On the Width of Margins',
    ],
    [
      'Dublin Core alone',
      meta('DC.Title', 'On Margins') + meta('DC.Identifier', 'doi:10.5555/a.1'),
      '',
      ['doi:10.5555/a.1'],
      'On Margins',
    ],
    [
      'a DOI by `id`, and nothing else than a title',
      '<title>On Margins</title><meta id="DOI" content="10.5555/a.1">',
      '<h3>On Margins</h3>',
      ['doi:10.5555/a.1'],
      'On Margins',
    ],
    ['what is no DOI', TITLED + meta('citation_doi', 'a/1'), '', [], 'On the Width of Margins'],
    [
      'the address of the paper itself',
      `${TITLED}<link rel="canonical" href="https://doi.org/10.5555/a.1">`,
      '',
      ['doi:10.5555/a.1'],
      'On the Width of Margins',
    ],
    [
      'JSON-LD alone, however nested',
      linked([
        {
          '@graph': [
            {
              '@type': 'WebPage',
              mainEntity: { ...ARTICLE, '@type': ['Article', 'https://schema.org/ScholarlyArticle'] },
            },
          ],
        },
      ]),
      '',
      [],
      'On the Width of Margins',
    ],
    [
      'identifiers in JSON-LD, in all its forms',
      linked({
        ...ARTICLE,
        headline: { '@value': 'On Margins', '@language': 'en' },
        identifier: [{ '@type': 'PropertyValue', propertyID: 'doi', value: '10.5555/a.1' }, 'ISSN 1', 7],
        sameAs: 'https://arxiv.org/abs/2401.00001',
      }),
      '',
      ['doi:10.5555/a.1', 'arxiv:2401.00001'],
      'On Margins',
    ],
    [
      'a link beside the title that says it leads to arXiv',
      TITLED,
      '<div><h1>On the Width of Margins</h1><a href="//arxiv.org/abs/2401.00001">arXiv</a> <a href="https://arxiv.org/abs/2401.00002">[7]</a></div>',
      ['arxiv:2401.00001'],
      'On the Width of Margins',
    ],
    [
      'two such links, of which none is certain',
      TITLED,
      '<div><h1>On the Width of Margins</h1><a href="//arxiv.org/abs/2401.00001">arXiv</a> <a href="//arxiv.org/abs/2401.00002">arXiv</a></div>',
      [],
      'On the Width of Margins',
    ],
    [
      'a link to arXiv in the references',
      TITLED,
      '<main><div><h1>On the Width of Margins</h1></div><ol><li><a href="//arxiv.org/abs/2401.00001">arXiv:2401.00001</a></ol></main>',
      [],
      'On the Width of Margins',
    ],
    [
      'the one DOI that is marked',
      TITLED,
      '<i data-doi="10.5555/a.1"></i><i data-doi="10.5555/A.1"></i>',
      ['doi:10.5555/a.1'],
      'On the Width of Margins',
    ],
    [
      'two that are',
      TITLED,
      '<i data-doi="10.5555/a.1"></i><i data-doi="10.5555/a.2"></i>',
      [],
      'On the Width of Margins',
    ],
    [
      'a title of the page that names the site too',
      `<title>On Margins | Margins</title>${meta('citation_doi', '10.5555/a.1')}`,
      '<h1>Margins</h1><h1>On <i>Margins</i></h1><h1>Related</h1>',
      ['doi:10.5555/a.1'],
      'On Margins',
    ],
    [
      'an article of a journal that says only that it is an article',
      TITLED + meta('citation_volume', '7') + meta('og:type', 'article') + linked({ '@type': 'Article' }),
      '',
      [],
      'On the Width of Margins',
    ],
    [
      'a link to a PDF by the title of the page',
      '<title>On the Width of Margins - an archive</title>',
      '<a href="/cv.pdf">CV</a> <a href="/7/current.pdf?s=1">On the Width of Margins</a>',
      [],
      'On the Width of Margins',
    ],
    [
      'the parts of a paper',
      '<title>On the Width of Margins</title>',
      '<p><img alt="Abstract"> text</p><p><strong>References</strong></p>',
      [],
      'On the Width of Margins',
    ],
    [
      'news and views, a kind of paper',
      TITLED + meta('prism.section', 'News and Views'),
      '',
      [],
      'On the Width of Margins',
    ],
    [
      'a title that begins as errors do',
      `<title>500 Years of Margins</title>${meta('doi', '10.5555/a.1')}`,
      '',
      ['doi:10.5555/a.1'],
      '500 Years of Margins',
    ],
  ])('is known by %s', (_why, head, body, ids, title) => {
    expect(paperOf(head, body)).toMatchObject({ ids, title })
  })

  test('says its address, where that holds a DOI', () => {
    const address = 'https://www.pnas.org/doi/full/10.1073/pnas.1'
    expect(paperOf(meta('og:title', 'On Margins'), '', address)).toEqual({
      ids: ['doi:10.1073/pnas.1'],
      title: 'On Margins',
    })
    expect(paperOf('<title>Just a moment...</title>', '', address)).toBeNull()
    expect(paperOf('', '', address)).toBeNull()
  })

  test.each<[why: string, head: string, body?: string]>([
    [
      'a page without any sign',
      '<title>My notes</title>',
      '<h1>My notes</h1><a href="https://arxiv.org/abs/2401.00001">x</a>',
    ],
    ['several titles: a list', TITLED + meta('citation_title', 'Another')],
    [
      'several articles in JSON-LD: a list',
      `<title>Two margins</title>${linked([ARTICLE, { ...ARTICLE, headline: 'Another' }])}`,
    ],
    [
      'a data set by JSON-LD',
      TITLED + meta('citation_doi', '10.5555/a.1') + linked({ '@type': 'https://schema.org/Dataset' }),
    ],
    ['a data set by Dublin Core', TITLED + meta('DC.Type', 'Dataset')],
    ['software', TITLED + linked({ '@type': 'SoftwareSourceCode' })],
    [
      'news by its section',
      meta('dc.title', 'Margins shrink') + meta('prism.doi', '10.5555/n.1') + meta('prism.section', 'News'),
    ],
    ['news by JSON-LD', TITLED + meta('citation_volume', '7') + linked({ '@type': 'NewsArticle' })],
    ['a blog by JSON-LD', TITLED + meta('citation_doi', '10.5555/b.1') + linked({ '@type': 'BlogPosting' })],
    [
      'a plain article with a DOI',
      TITLED + meta('citation_doi', '10.5555/b.1') + linked({ '@type': 'Article' }),
    ],
    ['a plain article by og:type', `<meta property="og:type" content="article">${TITLED}`],
    ['an article whose volume is empty', TITLED + meta('citation_volume', '') + meta('og:type', 'article')],
    ['a challenge', '<title>Just a moment...</title>', '<h1>journal.example</h1>'],
    ['an error', `<title>404 Not Found</title>${meta('doi', '10.5555/a.1')}`],
    ['a page that is not there', `<title>Page not found | Margins</title>${meta('doi', '10.5555/a.1')}`],
    ['a login', `<title>Log in - Margins</title>${meta('doi', '10.5555/a.1')}`],
    ['metas that no one sees', '', `<template>${TITLED}</template><noscript>${TITLED}</noscript>`],
    ['a link to a PDF by no name', '<title>My notes</title>', '<a href="/a.pdf">- - - - - - - -</a>'],
    ['an abstract without references', '<title>On Margins</title>', '<h2>Abstract</h2>'],
  ])('is none: %s', (_why, head, body) => {
    const page = readPage(ADDRESS, `<head>${head}</head><body>${body ?? ''}</body>`)
    expect([page.paper, page.rows]).toEqual([null, []])
  })

  test.each<[kind: ReturnType<typeof kindOfPage>, head: string]>([
    ['paper', TITLED],
    ['listing', TITLED + meta('citation_title', 'Another')],
    ['other', TITLED + meta('dc.type', 'Dataset')],
    ['unknown', '<title>My notes</title>'],
  ])('its kind can be told: %s', (kind, head) => {
    expect(kindOfPage(new JSDOM(head).window.document)).toBe(kind)
  })

  test('tells the authors, and the day', () => {
    const head = linked({
      ...ARTICLE,
      author: [
        { name: 'Lindqvist, Maja' },
        { givenName: 'Tomás', familyName: 'Ferreira' },
        'Sato Aiko',
        7,
        null,
      ],
      datePublished: '2026-03-07T00:00:00Z',
      abstract: ['Margins are\n measured.'],
    })
    expect(paperOf(head)).toEqual({
      ids: [],
      title: 'On the Width of Margins',
      abstract: 'Margins are measured.',
      authors: ['Maja Lindqvist', 'Tomás Ferreira', 'Sato Aiko'],
      published: '2026-03-07',
    })
    expect(paperOf(TITLED + meta('citation_authors', 'Doe, Jane; van der Berg, J.; ')))?.toMatchObject({
      authors: ['Jane Doe', 'J. van der Berg'],
    })
  })
})
