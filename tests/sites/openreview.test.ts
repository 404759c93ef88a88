import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { paperOfUrl } from '@/lib/papers/paper-url'
import { openreview } from '@/lib/sites/openreview'
import type { PageReading } from '@/lib/sites/site'

const HTML = readFileSync(join(import.meta.dirname, '../pages/openreview.html'), 'utf8')
const ADDRESS = 'https://openreview.net/forum?id=-Arg_1nALia'

function read(html: string, address = ADDRESS): PageReading {
  const { document } = new JSDOM(html, { url: address }).window
  return openreview.read(document, new URL(address))
}

describe('an identifier of OpenReview', () => {
  test.each(['-Aw0rrrPUF', 'BZ5a1r-kVsf', 'Y_x-1', '_9a-_', 'x-----', 'aBcDe'])('%s is never cut', native => {
    for (const view of ['forum?id=', 'pdf?id=', 'attachment?name=pdf&id=', 'forum?noteId=zz-9&id=']) {
      const address = `https://openreview.net/${view}${native}`
      expect(openreview.identify(new URL(address)), view).toMatchObject({
        native,
        ids: [`openreview:${native}`],
      })
      expect(paperOfUrl(address), view).toBe(`openreview:${native}`)
    }
  })
})

describe('a page of OpenReview', () => {
  const CHANGED: readonly (readonly [why: string, from: RegExp, to: string, expected: object])[] = [
    [
      'before its metas are there is read from what it shows',
      /<meta name="citation_[^>]*>/g,
      '',
      {
        ids: ['openreview:-Arg_1nALia', 'arxiv:2608.09999'],
        abstract: 'Notes in margins are short & many. We count them.',
      },
    ],
    [
      'whose head is about the paper before is read from its body',
      /openreview\.net\/pdf\?id=-Arg_1nALia/,
      'openreview.net/pdf?id=bEf0re',
      { ids: ['openreview:-Arg_1nALia', 'arxiv:2608.09999'], title: 'Counting k Marginalia' },
    ],
    [
      'whose body is about the paper before is read from its head',
      /href="\/pdf\?id=-Arg_1nALia"/,
      'href="/pdf?id=bEf0re"',
      { ids: ['openreview:-Arg_1nALia'], title: 'Counting $k$ Marginalia' },
    ],
    [
      'whose PDF is on arXiv is a paper there, if none of its fields names another',
      /https:\/\/openreview\.net\/pdf\?id=-Arg_1nALia/,
      'https://arxiv.org/pdf/2608.09999v2',
      { ids: ['openreview:-Arg_1nALia', 'arxiv:2608.09999'] },
    ],
    [
      'that names two papers of arXiv names none',
      /https:\/\/openreview\.net\/pdf\?id=-Arg_1nALia/,
      'https://arxiv.org/pdf/2608.07777v2',
      { ids: ['openreview:-Arg_1nALia'], title: 'Counting $k$ Marginalia' },
    ],
  ]

  test.each(CHANGED)('%s', (_why, from, to, expected) => {
    expect(HTML).toMatch(from)
    expect(read(HTML.replace(from, to)).paper()).toMatchObject(expected)
  })

  test('that is still about the paper before, head and body, says nothing yet', () => {
    expect(read(HTML, 'https://openreview.net/forum?id=nExt-1').paper()).toBeNull()
  })

  test('says nothing while it loads, and on the way to the login', () => {
    const shell = '<title>Forum | OpenReview</title><div class="spinner-container">Loading</div>'
    expect(read(shell).paper()).toBeNull()
    expect(openreview.identify(new URL('https://openreview.net/login?redirect=/forum?id=nExt-1'))).toBeNull()
  })

  test('of a PDF is its address', () => {
    const pdf = read('<embed type="application/pdf">', 'https://openreview.net/pdf?id=-Arg_1nALia')
    expect(pdf.paper()).toEqual({ ids: ['openreview:-Arg_1nALia'] })
    const version = read('<embed>', 'https://openreview.net/references/pdf?id=-Arg_1nALia')
    expect(version.paper()).toBeNull()
  })
})
