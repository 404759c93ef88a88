import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickInPanel, waitForPanel } from '../../scripts/panel'
import type { Route } from '../../scripts/stand-in'
import { html, openPage, type Setting } from './gloss'
import { openWith, type TestPaper } from './listing'

const TWICE: TestPaper = { id: '2601.00001', title: 'Marginal Notes as a Second Reading', upvotes: 31 }
const LINKED: TestPaper = { id: '2601.00002', title: 'Margins Before the Camera-Ready', upvotes: 52 }
/** What the page of the published version calls the preprint above. */
const RENAMED = 'Margins After the Camera-Ready, With Another Title'

const ACL = 'https://aclanthology.org/2026.margin-main.12/'
const NEURIPS =
  'https://papers.nips.cc/paper_files/paper/2026/hash/3e9e39fed3b8369ed940f52cf300cf00-Abstract-Conference.html'
const CVF = 'https://openaccess.thecvf.com/content/CVPR2026/html/Lindqvist_Margins_CVPR_2026_paper.html'

const head = (
  title: string,
  more = '',
) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
  <meta name="citation_title" content="${title}"><meta name="citation_author" content="Lindqvist, Maja">${more}</head>`

const pages: Route = ({ href }) => {
  if (href === ACL)
    return html(`${head(TWICE.title, '<meta name="citation_doi" content="10.18653/v1/2026.margin-main.12">')}
      <body><section id="main"><h2 id="title"><a href="#">${TWICE.title}</a></h2><div class="row acl-paper-details">
      <div class="card"><div class="card-body acl-abstract"><h5>Abstract</h5><span>Notes in margins are read twice.</span>
      </div></div></div></section></body></html>`)
  if (href === NEURIPS)
    return html(`${head(TWICE.title)}<body><div class="container-fluid"><div class="col"><h4>${TWICE.title}</h4>
      <h4>Authors</h4><p><i>Maja Lindqvist</i></p><h4>Abstract</h4><p><p>Notes in margins are read twice.</p></p>
      </div></div></body></html>`)
  if (href === CVF)
    return html(`${head(RENAMED)}<body><div id="content"><dl><dd><div id="papertitle">${RENAMED}<dd></div>
      <div id="authors"><b><i>Maja Lindqvist</i></b></div><div id="abstract">Notes that were printed.</div>
      [<a href="http://arxiv.org/abs/${LINKED.id}">arXiv</a>]</dd></dl></div></body></html>`)
  return { status: 204 }
}

const SUMMARY = `What the digest says of ${TWICE.title}.`

describe('The published version of a paper', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith([TWICE, LINKED], pages)
  })
  afterAll(() => setting?.close())

  const open = async (address: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto(address)
    return tab
  }
  const matched = (tab: Page) =>
    waitForPanel(tab, ({ text }) => text.includes(SUMMARY) && text.includes('Matched by title'))
  const notMatched = (tab: Page) =>
    waitForPanel(tab, ({ text, buttons }) => buttons.includes('Cite') && !text.includes(SUMMARY))

  it.each([ACL, NEURIPS])('%s is found by its exact title, and says so', async address => {
    const tab = await open(address)
    const panel = await matched(tab)
    expect(panel.text).toContain('upvotes 31')
    expect(panel.buttons).toContain('Not the same?')
    await tab.close()
  })

  it('is found by its link to the preprint, whatever its title', async () => {
    const tab = await open(CVF)
    const panel = await waitForPanel(tab, ({ text }) =>
      text.includes(`What the digest says of ${LINKED.title}.`),
    )
    expect(panel.text).toContain('upvotes 52')
    expect(panel.text).not.toContain('Matched by title')
    expect(panel.buttons).not.toContain('Not the same?')
    await tab.close()
  })

  it('is another paper where the reader says so, and that is kept for this page alone', async () => {
    const tab = await open(ACL)
    await matched(tab)
    await clickInPanel(tab, 'Not the same?')
    const corrected = await notMatched(tab)
    expect(corrected.text).toContain('Kept: not the paper of that title in your digest.')
    expect(corrected.text).not.toContain('upvotes 31')
    // On the spot it is taken back.
    await clickInPanel(tab, 'Undo')
    expect((await matched(tab)).text).not.toContain('Kept:')
    await clickInPanel(tab, 'Not the same?')
    await notMatched(tab)
    await tab.reload()
    const kept = await notMatched(tab)
    expect(kept.text).toContain('Not in your digest')
    expect(kept.text).not.toContain('Matched by title')
    const other = await open(NEURIPS)
    await matched(other)
    const settings = await openPage(setting, 'app.html#/settings')
    await settings.getByText('“Not the same”: 1 kept').waitFor()
    await settings
      .locator('.row', { hasText: '“Not the same”' })
      .getByRole('button', { name: 'Clear' })
      .click()
    await tab.reload()
    await matched(tab)
    for (const each of [tab, other, settings]) await each.close()
  })
})
