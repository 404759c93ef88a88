import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recognise } from '@/lib/sites/registry'
import { describeShared } from '../shared'
import { readPage, readSaved, savedPages } from './saved'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, `../pages/${name}.html`), 'utf8')

describe("arXiv's lists", () => {
  const { document, site } = readPage('https://arxiv.org/list/cs.DL/new', fixture('arxiv-list'))
  const spots = [...site.read(document, new URL(document.URL)).rows()]

  test('have the badge in the line of the links, and as their row what is below it', () => {
    expect(spots.map(({ anchor }) => anchor.localName)).toEqual(['dt', 'dt', 'dt', 'dt'])
    expect(spots.map(({ element }) => element.localName)).toEqual(['dd', 'dt', 'dd', 'dd'])
    for (const { anchor, element } of spots) expect([anchor, anchor.nextElementSibling]).toContain(element)
  })

  test('have no paper of their own', () => {
    expect(site.read(document, new URL(document.URL)).paper()).toBeNull()
  })
})

describe("arXiv's search results", () => {
  test('have the badge behind the line of links and categories', () => {
    const { document, site } = readPage('https://arxiv.org/search/?query=x', fixture('arxiv-search'))
    const [spot] = site.read(document, new URL(document.URL)).rows()
    expect(spot?.anchor.className).toBe('is-marginless')
    expect(spot?.element.contains(spot.anchor)).toBe(true)
  })
})

describe('One paper on arXiv', () => {
  // Another extension cut old identifiers at the letter v.
  const VIEWS = ['abs', 'pdf', 'html', 'format', 'src', 'e-print']

  test.each(VIEWS)('is the same in the view "%s", with its version or without', view => {
    for (const version of ['', 'v1', 'v99'])
      expect(recognise(`https://arxiv.org/${view}/solv-int/9901001${version}`)?.address.ids).toEqual([
        'arxiv:solv-int/9901001',
      ])
  })
})

describe('The page of a paper that LaTeXML made', () => {
  const page = (title: string) =>
    readPage('https://arxiv.org/html/2608.09999', `<article class="ltx_document">${title}</article>`)

  test('without a title is still that paper', () => {
    expect(page('<p>Text</p>').paper).toEqual({ ids: ['arxiv:2608.09999'] })
  })

  const AUTHORS: readonly (readonly [
    why: string,
    names: readonly string[],
    expected: readonly string[] | undefined,
  ])[] = [
    ['one each', ['Ada Quill', 'Bo Nib'], ['Ada Quill', 'Bo Nib']],
    ['several in one', ['Ada Quill, Bo Nib'], undefined],
    ['with an institute', ['Ada Quill<br>Margin University'], undefined],
    ['with numbers of institutes', ['Ada Quill<sup>1</sup>', 'Bo Nib<sup>2</sup>'], undefined],
    ['with an address', ['Ada Quill ada@margin.example'], undefined],
  ]

  test.each(AUTHORS)('has authors only where they are clear: %s', (_why, names, expected) => {
    const creators = names.map(
      name => `<span class="ltx_creator ltx_role_author"><span class="ltx_personname">${name}</span></span>`,
    )
    expect(page(`<h1 class="ltx_title_document">T</h1>${creators.join('')}`).paper?.authors).toEqual(expected)
  })
})

describeShared('The saved papers as HTML', () => {
  const pages = savedPages().filter(({ kind, papers }) => kind === 'html' && papers[0]?.n_authors)

  test.each(pages)('$file: authors, abstract, references', page => {
    const { paper, links } = readSaved(page)
    const [truth] = page.papers
    expect(paper?.authors?.length).toBe(truth?.n_authors)
    expect(paper?.authors?.[0]).toBe(truth?.authors_first)
    expect(paper?.authors?.at(-1)).toBe(truth?.authors_last)
    const start = truth?.abstract80?.replace(/\s+/g, ' ').trim() ?? ''
    expect(paper?.abstract?.slice(0, start.length)).toBe(start)
    expect(links.length).toBeGreaterThan(5)
  })
})
