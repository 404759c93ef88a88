import { describe, expect, test } from 'vitest'
import { scholar } from '@/lib/sites/scholar'
import { readPage } from './saved'

const ADDRESS = 'https://scholar.google.com/scholar?q=margins'
const titles = (html: string) => readPage(ADDRESS, html).rows.map(({ title }) => title)

describe('The results of Google Scholar', () => {
  test.each([
    [
      '<div class="gs_r"><h4 class="gs_rt2">User profiles for margins</h4></div><div class="gs_r"><h3 class="gs_rt"><span class="gs_ctu">[CITATION]</span> Inks</h3></div>',
      ['Inks'],
      'before 2017, with people among them',
    ],
    [
      '<h3 class="r"><font size=-2><b>[PDF]</b></font>&nbsp;<span class=a>►</span><a href="http://a.example/">Inks <b>and</b> Pencils</a></h3>',
      ['Inks and Pencils'],
      'in 2009',
    ],
    ['<form id="gs_captcha_f"><h1>Please show you are not a robot</h1></form>', [], 'behind a challenge'],
  ])('%s are %j: %s', (html, expected) => {
    expect(titles(html)).toEqual(expected)
  })

  test('have no badge in a link', () => {
    const row =
      '<table><tr class="gsc_a_tr"><td><a href="/citations?view_op=view_citation" class="gsc_a_at">Inks</a><div class="gs_gray">TO Berg</div><div class="gs_gray">Margins</div></td></tr></table>'
    const { site, document } = readPage(ADDRESS, row)
    const [spot] = site.read(document, new URL(ADDRESS)).rows()
    expect(spot?.anchor.textContent).toBe('Margins')
  })

  test('are looked for under each domain once, and only there', () => {
    expect(new Set(scholar.matches).size).toBe(scholar.matches.length)
    expect(scholar.matches).toContain('https://scholar.google.co.uk/scholar?*')
  })
})
