import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBadges } from '../../scripts/badges'
import type { Route } from '../../scripts/stand-in'
import { html, openPage, type Setting } from './gloss'
import { changeSettings, openWith, type TestPaper } from './listing'
import { popupOver } from './own-pages'

const paper = (number: number): TestPaper => ({
  id: `2601.0000${number}`,
  title: `A paper about margins that others refer to, number ${number}`,
  upvotes: number * 10,
})
const [first, second, third] = [paper(1), paper(2), paper(3)] as const
const ARTICLE = 'An article on a journal that no site of Gloss knows'
const HOST = 'journal.example'

const arxivLink = (id: string) => `<a href="https://arxiv.org/abs/${id}">arXiv:${id}</a>`
const entry = (number: number, title: string, id: string) =>
  `<li id="bib.bib${number}" class="ltx_bibitem"><span class="ltx_tag ltx_tag_bibitem">[${number}]</span>
   <span class="ltx_bibblock">A. Quill and B. Nib.</span><span class="ltx_bibblock">${title}.</span>
   <span class="ltx_bibblock">${id && arxivLink(id)}</span></li>`

const pages: Route = url => {
  if (url.hostname === HOST && url.pathname === '/article/1')
    return html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>${ARTICLE}</title>
      <meta name="citation_title" content="${ARTICLE}"><meta name="citation_author" content="Maja Lindqvist">
      <meta name="citation_doi" content="10.5555/margin.1"><meta name="citation_journal_title" content="Margins">
      </head><body><h1>${ARTICLE}</h1><p>As in ${arxivLink(first.id)}, ${arxivLink('2601.00099')} and
      ${arxivLink(second.id)}, see <a href="/about">the journal</a>.</p></body></html>`)
  if (url.hostname === HOST)
    return html(
      `<!DOCTYPE html><title>News</title><h1>News of the week</h1><p>Read ${arxivLink(third.id)}.</p>`,
    )
  // The paper's own page is read by its site, whatever the reader allowed.
  if (url.href === 'https://arxiv.org/html/2601.00050')
    return html(`<!DOCTYPE html><html lang="en"><head><title>References</title></head><body>
      <article class="ltx_document"><h1 class="ltx_title ltx_title_document">A Paper With References</h1>
      <div class="ltx_abstract"><p class="ltx_p">It refers to others.</p></div><section class="ltx_bibliography">
      <ul class="ltx_biblist">${entry(1, first.title, first.id)}${entry(2, 'One that nobody digested', '2601.00098')}
      ${entry(3, third.title, '')}</ul></section></article></body></html>`)
  return { status: 204 }
}

describe('A page that no site knows', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith([first, second, third], pages, { allowed: [HOST] })
  })
  afterAll(() => setting?.close())

  const open = async (address: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.setViewportSize({ width: 1100, height: 800 })
    await tab.goto(address)
    await tab.bringToFront()
    return tab
  }
  const standing = async (tab: Page) => ({
    panels: await tab.locator('gloss-panel').count(),
    badges: await tab.locator('a + gloss-badge').count(),
  })
  const NOTHING = { panels: 0, badges: 0 }
  const ANNOTATED = { panels: 1, badges: 2 }
  /** Loads the page until it is as expected: what runs where follows the settings a moment later. */
  const comesToBe = (tab: Page, expected: typeof NOTHING) =>
    expect
      .poll(
        async () => {
          await tab.reload()
          await tab.waitForTimeout(300)
          return standing(tab)
        },
        { timeout: 10_000 },
      )
      .toEqual(expected)

  it('has nothing of Gloss on it before it is asked for, and what is asked for once', async () => {
    const tab = await open(`https://${HOST}/article/1`)
    await tab.waitForTimeout(500)
    expect(await standing(tab)).toEqual(NOTHING)
    const popup = await popupOver(setting, tab)
    await expect.poll(() => popup.buttons()).toContain('Annotate this page')
    await popup.click('Annotate this page')
    await expect.poll(() => standing(tab)).toEqual(ANNOTATED)
    expect(await readBadges(tab)).toEqual([
      expect.stringContaining('10 upvotes'),
      expect.stringContaining('20 upvotes'),
    ])
    await expect.poll(() => popup.text('.this')).toContain(ARTICLE)
    expect(await popup.text('.this')).toContain('3 links to papers')
    await comesToBe(tab, NOTHING)
    await tab.close()
  })

  it('is annotated always on hosts where the reader wants it, until that is taken back', async () => {
    const tab = await open(`https://${HOST}/article/1`)
    const popup = await popupOver(setting, tab)
    await expect.poll(() => popup.buttons()).toContain(`Always on ${HOST}`)
    await popup.click(`Always on ${HOST}`)
    await expect.poll(() => standing(tab)).toEqual(ANNOTATED)
    await comesToBe(tab, ANNOTATED)
    const news = await open(`https://${HOST}/news`)
    await expect.poll(() => standing(news)).toEqual({ panels: 0, badges: 1 })
    const settings = await openPage(setting, 'app.html#/settings')
    await settings.getByRole('button', { name: `Remove ${HOST}` }).click()
    for (const each of [tab, news]) await comesToBe(each, NOTHING)
    for (const each of [tab, news, settings]) await each.close()
  })

  it('has its references marked where a site gives a bibliography, those that are known', async () => {
    const address = 'https://arxiv.org/html/2601.00050'
    const tab = await open(address)
    const marked = () =>
      tab
        .locator('.ltx_bibitem')
        .evaluateAll(entries => entries.map(one => one.querySelectorAll('gloss-badge').length))
    await expect.poll(marked).toEqual([1, 0, 1])
    expect(await readBadges(tab)).toHaveLength(2)
    const settings = await openPage(setting, 'app.html#/settings')
    await changeSettings(settings, { markLinks: false })
    await tab.reload()
    await expect.poll(() => tab.locator('gloss-panel').count()).toBe(1)
    await tab.waitForTimeout(300)
    expect(await marked()).toEqual([0, 0, 0])
    await changeSettings(settings, { markLinks: true })
    for (const each of [tab, settings]) await each.close()
  })
})
