import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { z } from 'zod/mini'
import { oneLine } from '@/lib/papers/one-line'
import { arxivAbs } from '@/lib/sites/arxiv-abs'
import type { PaperReading } from '@/lib/sites/site'
import { describeShared, readShared, sharedPath } from '../shared'

interface Page {
  readonly document: Document
  readonly paper: PaperReading | null
}

/** A page as a browser has it before any script has run; bytes are decoded as the content type says. */
function pageAt(address: string, body: string | Buffer, contentType = 'text/html; charset=utf-8'): Page {
  const { document } = new JSDOM(body, { url: address, contentType }).window
  const url = new URL(address)
  return { document, paper: arxivAbs.read(document, url).paper() }
}

describe('an abstract page', () => {
  const html = readFileSync(join(import.meta.dirname, '../pages/arxiv-abs.html'), 'utf8')
  const address = 'https://arxiv.org/abs/2608.09999v2'

  const CHANGED: readonly (readonly [
    why: string,
    from: RegExp,
    to: string,
    expected: Partial<PaperReading>,
  ])[] = [
    [
      'without metas it is read from what it shows',
      /<meta name="citation_[^>]*>/g,
      '',
      {
        ids: ['arxiv:2608.09999'],
        title: 'Counting Marginalia: Erdős Numbers of $k$-Page Notes',
        abstract: 'Notes in margins are short & many. We count them.',
      },
    ],
    [
      'the address outweighs a meta',
      /(citation_arxiv_id" content=")[^"]*/,
      '$19912.99999',
      { ids: ['arxiv:2608.09999'] },
    ],
    [
      'a day that does not exist is left out',
      /2026\/08\/1[79]/g,
      '2026/02/30',
      { title: 'Counting Marginalia: Erdős Numbers of $k$-Page Notes' },
    ],
  ]

  test.each(CHANGED)('%s', (_why, from, to, expected) => {
    const { paper } = pageAt(address, html.replace(from, to))
    expect(paper).toMatchObject(expected)
    if (to.includes('/30')) expect(paper).not.toHaveProperty('published')
  })

  const NONE: readonly (readonly [address: string, why: string])[] = [
    ['https://arxiv.org/abs/notanid', 'the address names no paper'],
    ['https://arxiv.org/pdf/2608.09999', 'the address of a PDF'],
    ['https://arxiv.org.evil.example/abs/2608.09999', 'another host'],
  ]

  test.each(NONE)('is none at %s: %s', address => {
    expect(pageAt(address, html).paper).toBeNull()
  })
})

const truthSchema = z.object({
  title: z.string(),
  source_title: z.optional(z.nullable(z.string())),
  arxiv: z.string(),
  authors_first: z.string(),
  authors_last: z.string(),
  n_authors: z.number(),
  abstract80: z.nullable(z.string()),
})
const manifestSchema = z.object({
  file: z.string(),
  url: z.string(),
  site: z.string(),
  kind: z.string(),
  class: z.string(),
  papers: z.array(z.unknown()),
})

describeShared("arXiv's saved pages", () => {
  const pages = readShared('pages/manifest.jsonl')
    .trimEnd()
    .split('\n')
    .map(line => z.parse(manifestSchema, JSON.parse(line)))
    .filter(page => page.site.startsWith('arxiv'))
  const load = (page: { file: string; url: string }) =>
    pageAt(page.url, readFileSync(sharedPath(join('pages', page.file))))

  test.each(pages.filter(page => page.kind === 'abs'))('$file', page => {
    const { document, paper } = load(page)
    const truth = z.parse(truthSchema, page.papers[0])
    expect(paper?.ids).toEqual([`arxiv:${truth.arxiv}`])
    expect([truth.title, truth.source_title]).toContain(paper?.title)
    expect(paper?.authors).toHaveLength(truth.n_authors)
    expect(paper?.authors?.[0]).toBe(truth.authors_first)
    expect(paper?.authors?.at(-1)).toBe(truth.authors_last)
    if (truth.abstract80) expect(paper?.abstract?.slice(0, truth.abstract80.length)).toBe(truth.abstract80)
    expect(paper?.published).toMatch(/^(?:19|20)\d\d-[01]\d-[0-3]\d$/)
    const place = arxivAbs.panelPlace(document)
    // One page is cut to its head.
    if (page.file.includes('real-head')) expect(place).toBeNull()
    else expect(place?.before?.parentElement).toBe(place?.parent)
  })

  test.each(pages.filter(page => page.kind === 'error'))('$file shows no paper', page => {
    expect(load(page).paper).toBeNull()
  })
})

const hostileSchema = z.array(
  z.object({ file: z.string(), pretend_url: z.string(), content_type: z.string(), expect: z.string() }),
)

describeShared('hostile pages at the address of a paper', () => {
  const pages = z
    .parse(hostileSchema, JSON.parse(readShared('pages/hostile/expected.json')))
    .filter(page => /^https:\/\/arxiv\.org[^/]*\/abs\//.test(page.pretend_url))
  const load = (page: (typeof pages)[number]) =>
    pageAt(page.pretend_url, readFileSync(sharedPath(join('pages/hostile', page.file))), page.content_type)

  /** Pages that show no paper, or not before their scripts have run. */
  const SILENT = new Set([
    'arxiv-error-404.html',
    'arxiv-rate-limit.html',
    'late-content.html',
    'lookalike-host.html',
    'no-head-no-body.html',
  ])
  /** Titles where what the page shows is not what it says: maths drawn twice, another extension's badge, encodings. */
  const TITLES: ReadonlyMap<string, string | undefined> = new Map([
    ['meta-contradict.html', 'Meta Title That Differs'],
    ['title-mathjax-rendered.html', 'A $x^2$ Bound'],
    ['title-katex-rendered.html', 'KaTeX title'],
    ['title-other-extension.html', 'Clean Title'],
    ['title-empty.html', undefined],
    ['utf16.html', 'UTF-16 Título'],
    ['latin1-no-charset.html', 'Café Über'],
  ])

  test('are all of the list', () => {
    expect(pages.length).toBeGreaterThanOrEqual(20)
    for (const file of [...SILENT, ...TITLES.keys()]) expect(pages.map(page => page.file)).toContain(file)
  })

  test.each(pages)('$file: $expect', page => {
    const { document, paper } = load(page)
    if (SILENT.has(page.file)) return expect(paper).toBeNull()
    expect(paper?.ids).toEqual(['arxiv:2401.00001'])
    const shown = oneLine(document.querySelector('h1.title')?.textContent ?? '').replace(/^Title:\s*/, '')
    expect(paper?.title).toBe(TITLES.has(page.file) ? TITLES.get(page.file) : shown)
    expect(paper?.title).not.toBe('')
  })
})
