import { expect, test } from 'vitest'
import { readPage } from './saved'

const ADDRESS = 'https://www.connectedpapers.com/main/1da3276a9f52f437d7f9671d53c8c71052e16775/graph'
const LINKS = '<div id="open-in-container"><a href="https://arxiv.org/abs/2608.09999">arXiv</a></div>'
const title = (text: string) => `<a class="title_link">${text}</a>`

const TABLE: readonly (readonly [html: string, expected: unknown, why: string])[] = [
  ['<div id="app"></div>', null, 'before it is drawn'],
  [title('Inks'), null, 'without a pane'],
  [LINKS, { ids: ['arxiv:2608.09999'] }, 'without a title'],
  [
    `<div>${title('Inks')}${title('Pencils')}</div>${LINKS}`,
    { ids: ['arxiv:2608.09999'] },
    'with more than one',
  ],
  [
    `${title('Pencils')}<div><p>${title('Inks')}</p>${LINKS}</div>`,
    { ids: ['arxiv:2608.09999'], title: 'Inks' },
    'with its own',
  ],
]

test.each(TABLE)('The paper of a graph, %s, is %j: %s', (html, expected) => {
  expect(readPage(ADDRESS, html).paper).toEqual(expected)
})
