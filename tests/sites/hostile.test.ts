import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { z } from 'zod/mini'
import { oneLine } from '@/lib/papers/one-line'
import { recognise, recogniseAny } from '@/lib/sites/registry'
import type { PaperReading } from '@/lib/sites/site'
import { describeShared, readShared, sharedPath } from '../shared'

const entriesSchema = z.array(
  z.object({ file: z.string(), pretend_url: z.string(), content_type: z.string(), expect: z.string() }),
)

/** A page with what Gloss reads of it, read anew each time it is asked. */
interface Opened {
  readonly document: Document
  readonly window: object
  paper(address?: string): PaperReading | null
  ids(of: 'rows' | 'links'): string[]
}

function open(file: string, address: string, contentType: string, runScripts = false): Opened {
  const bytes = readFileSync(sharedPath(`pages/hostile/${file}`))
  const { window } = new JSDOM(bytes, {
    url: address,
    contentType,
    ...(runScripts && { runScripts: 'dangerously' as const }),
  })
  const { document } = window
  const read = (address: string) => {
    const found = recogniseAny(address)
    if (!found) throw new Error(`No page of the web: ${address}`)
    return found.site.read(document, found.url)
  }
  return {
    document,
    window,
    paper: (at = address) => read(at).paper(),
    ids: of => [...read(address)[of]()].flatMap(spot => spot.read()?.ids[0] ?? []),
  }
}

const ID = 'arxiv:2401.00001'
const metasOf = ({ document }: Opened, name: string) =>
  [...document.querySelectorAll(`meta[name="${name}"]`)].map(meta =>
    oneLine(meta.getAttribute('content') ?? ''),
  )

/** The title that the metas say, and without them the one that the page shows: its `<title>` has it behind the number. */
function hasItsTitle(page: Opened): void {
  expect(page.paper()).toMatchObject({ ids: [ID], title: metasOf(page, 'citation_title')[0] })
  const shown = oneLine(page.document.title).replace(/^\[[\d.]+\] /, '')
  for (const meta of page.document.querySelectorAll('meta')) meta.remove()
  expect(page.paper()).toMatchObject({ ids: [ID], title: shown })
}

const isNone = (page: Opened) => expect([page.paper(), page.ids('rows')]).toEqual([null, []])

type Entry = z.infer<typeof entriesSchema>[number]

/** What each page must give, as far as it can be said without a browser; the rest is tested in one. */
const CHECKS: Readonly<Record<string, (page: Opened, entry: Entry) => void>> = {
  'meta-contradict.html': page => expect(page.paper()?.ids).toEqual([ID]),
  'meta-attr-order-case.html': page =>
    expect(page.paper()).toEqual({
      ids: [],
      title: 'Order and Case',
      authors: ['Jane Doe', 'Richard Roe', 'J. van der Berg'],
    }),
  'meta-not-a-paper.html': isNone,
  'meta-in-body.html': (page, { expect: said }) => expect(said).toContain(`"${page.paper()?.title}"`),
  'jsonld-broken.html': page => {
    expect(page.paper()).toBeNull()
    expect('polluted' in {}).toBe(false)
  },
  'title-mathjax-src.html': hasItsTitle,
  'title-entities.html': hasItsTitle,
  'title-bidi.html': hasItsTitle,
  'title-cjk.html': hasItsTitle,
  'title-long.html': hasItsTitle,
  'title-quotes.html': hasItsTitle,
  'title-mathjax-rendered.html': hasItsTitle,
  'title-katex-rendered.html': page => {
    page.document.querySelector('meta[name="citation_title"]')?.remove()
    expect(page.paper()?.title).toMatch(/^On \$\\alpha\$-/)
  },
  'title-empty.html': page => {
    expect(page.paper()?.ids).toEqual([ID])
    expect(page.paper()).not.toHaveProperty('title')
  },
  'title-other-extension.html': hasItsTitle,
  'xss-title.html': page => {
    hasItsTitle(page)
    expect(page.window).not.toHaveProperty('__pwned')
  },
  'bibliography.html': page => {
    const hrefs = [...page.document.querySelectorAll('a')].map(link =>
      link.href.replace(/^.*\/abs\//, 'arxiv:'),
    )
    expect(hrefs).toHaveLength(300)
    expect(page.ids('links')).toEqual([...new Set(hrefs)])
    expect(page.paper()).toBeNull()
  },
  'lookalike-host.html': (_, entry) => expect(recognise(entry.pretend_url)).toBeNull(),
  'listing-2000.html': page => expect(new Set(page.ids('rows')).size).toBe(2000),
  'listing-odd.html': page => {
    const named = [...page.document.querySelectorAll('dt a[title="Abstract"]')].map(link =>
      link
        .getAttribute('href')
        ?.replace(/^\/abs\//, 'arxiv:')
        .replace(/v\d+$/, ''),
    )
    expect(named.filter(id => id === 'arxiv:2401.00003')).toHaveLength(2)
    expect(page.ids('rows')).toEqual(named)
  },
  'listing-infinite.html': (_, { file, pretend_url, content_type }) => {
    const page = open(file, pretend_url, content_type, true)
    expect(page.ids('rows')).toHaveLength(50)
    const [dt, dd] = page.document.querySelectorAll('dt, dd')
    page.document.querySelector('dl')?.append(...[dt, dd].flatMap(element => element?.cloneNode(true) ?? []))
    expect(page.ids('rows')).toHaveLength(51)
  },
  'spa-pushstate.html': page => {
    const second = page.paper('https://www.alphaxiv.org/abs/2401.00002')
    expect(second?.ids ?? ['arxiv:2401.00002']).toEqual(['arxiv:2401.00002'])
    expect(second?.title).not.toBe(metasOf(page, 'citation_title')[0])
    expect(recognise('https://www.alphaxiv.org/')?.address.kind).not.toBe('paper')
  },
  'late-content.html': page => {
    expect(page.paper()).toBeNull()
    const title = page.document.createElement('h1')
    title.className = 'title'
    title.append('Late')
    page.document.querySelector('#abs')?.append(title)
    expect(page.paper()).toMatchObject({ ids: [ID], title: 'Late' })
  },
  'page-rerenders.html': page => {
    const before = page.paper()
    page.document.body.replaceWith(page.document.body.cloneNode(true))
    expect(page.paper()).toEqual(before)
    expect(before?.ids).toEqual([ID])
  },
  'frames-iframe.html': isNone,
  'xhtml.xhtml': page => expect(page.paper()?.title).toBe(metasOf(page, 'citation_title')[0]),
  'atom.xml': (page, entry) => {
    expect(recognise(entry.pretend_url)).toBeNull()
    isNone(page)
  },
  'no-head-no-body.html': isNone,
  'utf16.html': (page, { expect: said }) => expect(said).toBe(`title "${page.paper()?.title}"`),
  'latin1-no-charset.html': hasItsTitle,
  'base-href.html': (page, entry) => {
    expect(recognise(entry.pretend_url)?.address.ids).toEqual([ID])
    expect(page.paper()?.ids ?? [ID]).toEqual([ID])
  },
  'pdf-viewer.html': (page, entry) => {
    expect(recognise(entry.pretend_url)?.address).toMatchObject({ kind: 'pdf', ids: [ID] })
    expect([page.paper()?.ids, page.ids('links')]).toEqual([[ID], []])
  },
  'arxiv-error-404.html': isNone,
  'arxiv-rate-limit.html': isNone,
  'captcha.html': isNone,
  'csp-strict.html': hasItsTitle,
  'css-hostile.html': hasItsTitle,
  'dir-rtl-dark.html': hasItsTitle,
  'shadow-title.html': isNone,
  // As many nodes as jsdom makes in a second; a browser reads all 200,000.
  'huge-dom.html': (_, { file, pretend_url, content_type }) => {
    const page = open(file, `${pretend_url}?n=10000`, content_type, true)
    expect(page.ids('links')).toHaveLength(200)
    isNone(page)
  },
  'huge-text.html': (_, { file, pretend_url, content_type }) => {
    const page = open(file, pretend_url, content_type, true)
    expect(page.document.body.textContent?.length).toBeGreaterThan(8e6)
    isNone(page)
  },
  'deep-nesting.html': (_, { file, pretend_url, content_type }) => {
    const page = open(file, pretend_url, content_type, true)
    expect(page.ids('links')).toEqual([ID])
    isNone(page)
  },
  'many-authors.html': page => {
    const authors = metasOf(page, 'citation_author')
    expect(authors.length).toBeGreaterThan(2000)
    expect(page.paper()?.authors).toHaveLength(authors.length)
  },
}

describeShared('The hostile pages', () => {
  const entries = z.parse(entriesSchema, JSON.parse(readShared('pages/hostile/expected.json')))

  test('are all looked at', () => {
    expect(Object.keys(CHECKS).sort()).toEqual(entries.map(({ file }) => file).sort())
  })

  test.each(entries)('$file: $expect', entry => {
    expect.hasAssertions()
    CHECKS[entry.file]?.(open(entry.file, entry.pretend_url, entry.content_type), entry)
  })
})
