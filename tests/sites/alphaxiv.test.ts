import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { alphaxiv } from '@/lib/sites/alphaxiv'

const [FIRST, SECOND] = ['https://www.alphaxiv.org/abs/2001.00001', 'https://www.alphaxiv.org/abs/2002.00002']

function documentOf(html: string): Document {
  return new JSDOM(html, { url: SECOND }).window.document
}

const title = (text: string) =>
  `<title>${text} | alphaXiv</title><meta property="og:title" content="${text} | alphaXiv">`
const canonical = (address: string) => `<link rel="canonical" href="${address}">`

describe('A page of the app', () => {
  const TABLE: readonly (readonly [why: string, html: string, expected: string | undefined])[] = [
    ['all of it is of this paper', `${title('Second')}${canonical(SECOND)}<h1>Second</h1>`, 'Second'],
    ['a version is the same paper', `${title('Second')}${canonical(`${SECOND}v3`)}`, 'Second'],
    ['nothing is there yet', '<title>alphaXiv</title><div id="root"></div>', undefined],
    ['the page before is still there', `${title('First')}${canonical(FIRST)}<h1>First</h1>`, undefined],
    ['the head is still of the page before', `${title('First')}${canonical(FIRST)}<h1>Second</h1>`, 'Second'],
    ['the head says nothing of whose it is', `${title('Explore')}<h1>Second</h1>`, 'Second'],
    [
      'head and page agree, and say nothing of whose it is',
      `${title('Second')}<h1>Second | alphaXiv</h1>`,
      'Second | alphaXiv',
    ],
    ['head and page agree in a title alone', `${title('Second')}<h1>Second</h1>`, 'Second'],
  ]

  test.each(TABLE)('%s', (_why, html, expected) => {
    const paper = alphaxiv.read(documentOf(html), new URL(SECOND)).paper()
    expect(paper).toEqual(expected === undefined ? null : { ids: ['arxiv:2002.00002'], title: expected })
  })
})

describe('A list of cards without names', () => {
  const card = (inside: string) => `<div class="card">${inside}</div>`
  const link = (id: string) => `<div class="line"><a href="/abs/${id}">Paper ${id}</a></div>`
  const rowsOf = (html: string) => [
    ...alphaxiv.read(documentOf(html), new URL('https://www.alphaxiv.org/')).rows(),
  ]

  test('has what is around all links to one paper as its rows', () => {
    const rows = rowsOf(
      `<main>${card(link('2001.00001') + link('2001.00001v2'))}${card(link('2002.00002'))}</main>`,
    )
    expect(rows.map(({ element, anchor }) => [element.className, anchor.className])).toEqual([
      ['card', 'line'],
      ['card', 'line'],
    ])
  })

  test('of one card has no more of the page as its row than a line', () => {
    const [row] = rowsOf(`<main>${card(link('2001.00001'))}</main>`)
    expect(row?.element.className).toBe('line')
  })

  test('has a card that is one link followed by its badge', () => {
    const rows = rowsOf('<main><a href="/abs/2001.00001">One</a><a href="/abs/2002.00002">Two</a></main>')
    expect(rows.map(({ element, anchor }) => [element.localName, anchor === element])).toEqual([
      ['a', true],
      ['a', true],
    ])
  })
})
