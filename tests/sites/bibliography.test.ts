import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import type { PaperId } from '@/lib/papers/catalogued'
import { bibliographyOf } from '@/lib/sites/reading/bibliography'

const OWN: readonly PaperId[] = ['arxiv:2608.09999']

function spots(entries: string) {
  const url = 'https://arxiv.org/html/2608.09999v2'
  const html = `<base href="/html/2608.09999v2/"><ul class="ltx_biblist">${entries}</ul>`
  return [...bibliographyOf(new JSDOM(html, { url }).window.document, OWN)]
}

/** An entry of blocks, as `\newblock` separates them. */
const entry = (...blocks: readonly string[]) =>
  `<li id="bib.bib1" class="ltx_bibitem">${blocks.map(block => `<span class="ltx_bibblock">\n${block}\n\n</span>`).join('\n')}</li>`

const TITLES: readonly (readonly [why: string, blocks: readonly string[], title: string | undefined])[] = [
  [
    'behind the authors',
    ['A. Quill.', 'Ink, and who spills it.', 'In <em>NIBS</em>.'],
    'Ink, and who spills it',
  ],
  ['with the year', ['A. Quill.', 'Ink, and who spills it, 2020b.', 'URL x.'], 'Ink, and who spills it'],
  ['that asks', ['A. Quill.', 'Who spills the ink?', '2020.'], 'Who spills the ink?'],
  ['behind a year of its own', ['A. Quill.', '2020.', 'Ink, and who spills it.'], 'Ink, and who spills it'],
  [
    'in one block, quoted',
    ['A. Quill, “Ink, and who spills it,” <em>J. Ink</em>, 2020.'],
    'Ink, and who spills it',
  ],
  ['quoted plainly', ['A. Quill, "Ink, and who spills it" (2020)'], 'Ink, and who spills it'],
  [
    'quoted, the rest in more blocks',
    ['A. Quill, “Ink, and who spills it,” in', '2020.'],
    'Ink, and who spills it',
  ],
  ['with a quotation in it', ['A. Quill.', 'Who says “ink” and why.', '2020.'], 'Who says “ink” and why'],
  ['all of it quoted', ['A. Quill.', '“Ink, and who spills it”.'], 'Ink, and who spills it'],
  [
    'in one block, in italics',
    ['A. Quill, <em>Ink, and who spills it</em>, 2020.'],
    'Ink, and who spills it',
  ],
  ['in Chinese', ['墨.', '墨水与谁.', '2020.'], '墨水与谁'],
  ['that nothing sets apart', ['A. Quill, Ink, and who spills it, arXiv:2001.00001.'], undefined],
  ['that is no address', ['A. Quill.', '<em>arXiv preprint arXiv:2001.00001</em>.'], undefined],
]

const IDS: readonly (readonly [why: string, text: string, ids: readonly string[]])[] = [
  ['a link', '<a href="http://arxiv.org/abs/2001.00001v3">here</a>', ['arxiv:2001.00001']],
  ['a mention', 'arXiv preprint arXiv:2001.00001, 2020', ['arxiv:2001.00001']],
  ['an old number', 'arXiv:solv-int/9901001v1', ['arxiv:solv-int/9901001']],
  ["dblp's way", 'CoRR, abs/2001.00001, 2020', ['arxiv:2001.00001']],
  ["dblp's way, old", 'CoRR, abs/cs/9901099', ['arxiv:cs/9901099']],
  ['an address', 'https://arxiv.org/abs/2001.00001.', ['arxiv:2001.00001']],
  ['a DOI in a link', '<a href="http://dx.doi.org/10.5555/INK.1">J. Ink</a>', ['doi:10.5555/ink.1']],
  [
    'a link made of two',
    '<a href="http://dx.doi.org/https://doi.org/10.5555/ink.1">https://doi.org/10.5555/ink.1</a>',
    ['doi:10.5555/ink.1'],
  ],
  ['the Anthology', '<a href="https://aclanthology.org/P18-1001/">P18</a>', ['acl:P18-1001']],
  ['OpenReview', '<a href="https://openreview.net/forum?id=-Aw0rrrPUF">here</a>', ['openreview:-Aw0rrrPUF']],
  [
    'one paper in two places',
    '<a href="https://doi.org/10.5555/ink.1">J. Ink</a>, arXiv:2001.00001',
    ['doi:10.5555/ink.1', 'arxiv:2001.00001'],
  ],
  ['two papers: the first', 'arXiv:2001.00001; arXiv:2002.00002, doi:10.5555/ink.2', ['arxiv:2001.00001']],
  [
    'a place in this paper',
    '<a href="#S1">§1</a> <a href="https://arxiv.org/html/2608.09999v2#S2">§2</a>',
    [],
  ],
]

describe('An entry of a bibliography', () => {
  test.each(TITLES)('has its title: %s', (_why, blocks, title) => {
    const [spot] = spots(entry(...blocks))
    expect(spot?.read()?.title).toBe(title)
  })

  test.each(IDS)('has its identifiers: %s', (_why, text, ids) => {
    const [spot] = spots(entry('A. Quill.', 'Ink, and who spills it.', text))
    expect(spot?.read()).toEqual({ ids, title: 'Ink, and who spills it' })
  })

  test('that names nothing is none', () => {
    expect(spots(entry('Ibid.')).map(spot => spot.read())).toEqual([null])
  })

  test('has its badge behind its last word, inside of it', () => {
    const cited = '<span class="ltx_bibblock ltx_bib_cited">Cited by: §1.</span>'
    const [spot] = spots(entry('A. Quill.', 'Ink, and who spills it.', ' ').replace('</li>', `${cited}</li>`))
    expect(spot?.element.localName).toBe('li')
    expect(spot?.anchor.textContent?.trim()).toBe('Ink, and who spills it.')
    expect(spot?.element.contains(spot.anchor)).toBe(true)
    expect(spot?.key).toBe('bib.bib1')
  })

  test('stands alone: three are three', () => {
    expect(spots(entry('A.') + entry('B.') + entry('C.'))).toHaveLength(3)
  })
})
