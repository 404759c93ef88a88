import { expect, test } from 'vitest'
import { describeShared } from '../shared'
import { differences, LEFT_OUT, readSaved, savedPages } from './saved'

/** To look at some alone: `PAGES=acl npx vitest …`. */
const WANTED = process.env.PAGES ?? ''

/** Whether a list has a title, which is taken from it. */
function taken(titles: string[], title = ''): boolean {
  const at = titles.indexOf(title)
  if (at >= 0) titles.splice(at, 1)
  return at >= 0
}

describeShared('The saved pages', () => {
  const pages = savedPages().filter(page => page.file.includes(WANTED))

  test.each(pages)('$file: $kind, $class', page => {
    const { paper, rows } = readSaved(page)
    const leftOut = [...(LEFT_OUT.get(page.file) ?? [])]
    const found = paper ? [paper] : rows.filter(({ title }) => !taken(leftOut, title))
    expect(leftOut).toEqual([])
    expect(page.papers.flatMap((truth, at) => differences(found[at], truth))).toEqual([])
    expect(found.slice(page.papers.length)).toEqual([])
  })

  test.each(pages.filter(page => page.linked_arxiv_ids))('$file links to papers', page => {
    const { links } = readSaved(page)
    const arxiv = links.flatMap(({ ids }) => ids.filter(id => id.startsWith('arxiv:')))
    expect([...new Set(arxiv)].sort()).toEqual(page.linked_arxiv_ids?.map(id => `arxiv:${id}`))
  })
})
