import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../scripts/stand-in'
import { html, type Setting } from './gloss'
import { listPage, openWith, type TestPaper } from './listing'
import { type OwnPage, popupOver, sidePanelBeside } from './own-pages'

const paper = (number: number): TestPaper => ({
  id: `2601.0000${number}`,
  title: `A paper about margins that is read as a PDF, number ${number}`,
  upvotes: number * 21,
})
const [first, second] = [paper(1), paper(2)] as const
const UNKNOWN = '2601.00009'

/** The least that a viewer shows: one empty page. */
function pdfFile(): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, n) => {
    const offset = file.length
    file += `${n + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
}

const pages: Route = url => {
  if (url.hostname === 'journal.example') return html('<!DOCTYPE html><title>News</title><h1>No paper</h1>')
  if (url.hostname !== 'arxiv.org') return null
  if (url.pathname === '/list/cs.CL/new') return listPage([first, second])
  return url.pathname.startsWith('/pdf/')
    ? { headers: { 'content-type': 'application/pdf' }, body: pdfFile() }
    : { status: 204 }
}

describe('A PDF in the browser’s viewer', () => {
  let setting: Setting
  beforeAll(async () => {
    setting = await openWith([first, second], pages)
  })
  afterAll(() => setting?.close())

  const open = async (address: string): Promise<Page> => {
    const tab = await setting.gloss.context.newPage()
    await tab.goto(address)
    await tab.bringToFront()
    return tab
  }
  /** What the button in the toolbar says over the tab in front. */
  const toolbar = async () => {
    const worker = await setting.gloss.worker()
    return worker.evaluate(async () => {
      const { action, tabs } = (globalThis as unknown as { chrome: ChromeLike }).chrome
      const [{ id: tabId } = { id: 0 }] = await tabs.query({ active: true })
      return [await action.getBadgeText({ tabId }), await action.getTitle({ tabId })]
    })
  }
  const shows = (own: OwnPage, selector: string) => expect.poll(() => own.text(selector))

  it('is told by the button in the toolbar', async () => {
    const tab = await open(`https://arxiv.org/pdf/${first.id}v2`)
    await expect.poll(toolbar).toEqual(['21', 'Gloss: in your digest, 21 upvotes'])
    const other = await open(`https://arxiv.org/pdf/${UNKNOWN}`)
    await other.waitForTimeout(300)
    expect(await toolbar()).toEqual(['', 'Gloss'])
    // The viewer is its own page: nothing is placed on it.
    expect(await tab.locator('gloss-panel, gloss-badge').count()).toBe(0)
    for (const each of [tab, other]) await each.close()
  })

  it('has a card in the popup, with the title that the digest gives and Save', async () => {
    const tab = await open(`https://arxiv.org/pdf/${first.id}`)
    const popup = await popupOver(setting, tab)
    await shows(popup, '.this').toContain(first.title)
    expect(await popup.text('.this')).toContain('21')
    await popup.click('Save')
    await expect.poll(() => popup.buttons()).toContain('Saved')
    const again = await open(`https://arxiv.org/pdf/${first.id}`)
    await expect.poll(toolbar).toEqual(['21', 'Gloss: in your digest, 21 upvotes, on your reading list'])
    for (const each of [tab, again]) await each.close()
  })

  it('that no digest has is named by its number, with the way to its abstract', async () => {
    const tab = await open(`https://arxiv.org/pdf/${UNKNOWN}`)
    const popup = await popupOver(setting, tab)
    await shows(popup, '.this').toContain(`arxiv:${UNKNOWN}`)
    await shows(popup, '.this').toContain('Open abstract')
    await tab.close()
  })

  it('has its note in the side panel, which follows from tab to tab', async () => {
    const tab = await open(`https://arxiv.org/pdf/${first.id}`)
    const side = await sidePanelBeside(setting, tab)
    await shows(side, '#tab').toContain(`What the digest says of ${first.title}.`)
    const other = await open(`https://arxiv.org/pdf/${second.id}`)
    await shows(side, '#tab').toContain(`What the digest says of ${second.title}.`)
    expect(await side.text('#tab')).not.toContain(`What the digest says of ${first.title}.`)
    await side.click('Save to reading list')
    await shows(side, '#tab').toContain('Saved')
    await other.goto('https://arxiv.org/list/cs.CL/new')
    await shows(side, '#tab').toContain('2 papers on this page, 2 known to Gloss:')
    await other.goto('https://journal.example/')
    await shows(side, '#tab').toContain('No paper on this page.')
    await tab.bringToFront()
    await shows(side, '#tab').toContain(`What the digest says of ${first.title}.`)
    for (const each of [tab, other]) await each.close()
  })
})

interface ChromeLike {
  readonly tabs: { query(about: object): Promise<{ readonly id: number }[]> }
  readonly action: {
    getBadgeText(about: object): Promise<string>
    getTitle(about: object): Promise<string>
  }
}
