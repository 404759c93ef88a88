import { describe, expect, test } from 'vitest'
import { changedSiteReport } from '@/lib/pages/report'

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.54 Safari/537.36'

describe('The report of a site that has changed', () => {
  test('says which site, which kind of page, what is missing, which Gloss and which browser', () => {
    const report = changedSiteReport(
      { site: 'arxiv-abs', kind: 'paper', missing: ['abstract', 'title'] },
      '0.1.0',
      CHROME,
    )
    expect(report).toBe(
      'A site has changed\nGloss: 0.1.0\nBrowser: Chrome 141\nSite: arxiv-abs\nPage: paper\nMissing: title, abstract',
    )
  })

  test.each([
    [CHROME, 'Chrome 141'],
    [`${CHROME} Edg/141.0.3537.57`, 'Edge 141'],
    [`${CHROME} OPR/124.0.0.0`, 'Opera 124'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox 143'],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
      'Safari 19',
    ],
    ['', 'another'],
  ])('names of %j the family and the major version alone', (userAgent, expected) => {
    const report = changedSiteReport({ site: 'arxiv-abs', kind: 'paper', missing: [] }, '0.1.0', userAgent)
    expect(report.split('\n')[2]).toBe(`Browser: ${expected}`)
    expect(report).not.toMatch(/Linux|Macintosh|537/)
  })

  test('holds nothing of the page, whatever a script that was broken into says of it', () => {
    const secrets = [
      '2401.00001',
      'Lanterns at Sea',
      'arxiv.org/abs',
      'https://arxiv.org/abs/2401.00001',
      'de-DE',
    ]
    const page = {
      site: 'arxiv-abs',
      siteName: 'Lanterns at Sea',
      kind: 'paper' as const,
      host: 'arxiv.org',
      paper: { ids: ['arxiv:2401.00001' as const], title: 'Lanterns at Sea' },
      rows: [],
      missing: ['abstract', ...secrets],
    }
    for (const site of ['arxiv-abs', ...secrets]) {
      const report = changedSiteReport({ ...page, site }, '0.1.0', `${CHROME} ${secrets.join(' ')}`)
      for (const secret of [...secrets, 'arxiv.org']) expect(report).not.toContain(secret)
      expect(report).toContain('Gloss: 0.1.0')
    }
    expect(changedSiteReport(page, '0.1.0', CHROME)).toContain('Missing: abstract')
  })
})
