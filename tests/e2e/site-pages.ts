import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Route, StandInAnswer } from '../../scripts/stand-in'
import { readShared, sharedPath } from '../shared'
import { dailyDay, EXTENSION, json } from './gloss'

/** A saved page, and what is on it, as the manifest of the saved pages says. */
interface Saved {
  readonly file: string
  readonly url: string
  readonly site: string
  readonly kind: string
  readonly layout?: string | null
  readonly charset: string | null
  readonly http_status?: number
  readonly papers: readonly Named[]
  readonly linked_arxiv_ids?: readonly string[]
}

interface Named {
  readonly title: string | null
  readonly arxiv: string | null
}

/** A saved page at its address, and what of Gloss must stand on it. */
export interface SitePage extends Saved {
  /** How many pages of the same address come before it: other layouts of it, of which one at a time can be served. */
  readonly round: number
  readonly expected: Standing
}

/** How many panels and badges stand on a page. */
export interface Standing {
  readonly panels: number
  readonly badges: number
}

/** Sites of saved pages that Gloss does not know: nothing of it stands there unless the reader asks for it. */
const UNKNOWN = new Set([
  'annualreviews.org',
  'biomedcentral.com',
  'dlib.org',
  'firstmonday.org',
  'hal.science',
  'iopscience.iop.org',
  'journals.aps.org',
  'journals.plos.org',
  'lingbuzz.net',
  'nber.org',
  'opus4.kobv.de',
  'peerj.com',
  'projecteuclid.org',
  'pubs.acs.org',
  'tandfonline.com',
  'thirdparty',
  'upstream.force11.org',
  'zenodo.org',
])
const LISTINGS = /^(?:list|event|volume|catchup|search|papers-list|papers-search|toc|cluster)$/
/** Stored without what the address named the paper by. */
const NAMELESS = 'pmc.ncbi.nlm.nih.gov/paper-cho-hydrocyclones-full.real2009.html'
/** Rows that a page shows where scripts run: the longer list in its `noscript` is none there. */
const SHOWN: ReadonlyMap<string, number> = new Map([['icml.cc/list-virtual-2017.html', 100]])
/** At most so many pages of one kind, site and layout: each takes as long as a reader's does. */
const MOST_OF_A_KIND = 2
/** One paper of so many of the pages is in the digest. */
const EVERY = 3
/** A shorter title may be that of several papers, and names none. */
const MIN_TITLE = 25

/** Saved pages of every kind, a digest that has every third paper of them, and what answers for both. */
export function sitePages(): { readonly pages: readonly SitePage[]; route(round: number): Route } {
  const kinds = new Map<string, number>()
  const addresses = new Map<string, number>()
  const saved = readShared('pages/manifest.jsonl')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Saved)
    .flatMap(atHttps)
    .filter(({ site, kind, layout }) => count(kinds, `${site} ${kind} ${layout}`) < MOST_OF_A_KIND)
  const digest = digestOf(saved)
  const pages = saved.map(page => ({
    ...page,
    round: count(addresses, page.url),
    expected: standingOn(page, digest),
  }))
  return {
    pages,
    route: round =>
      routeTo(
        pages.filter(page => page.round === round),
        digest,
      ),
  }
}

/** Counts one more of a thing; tells how many there were. */
function count(counts: Map<string, number>, thing: string): number {
  const before = counts.get(thing) ?? 0
  counts.set(thing, before + 1)
  return before
}

/** Gloss runs on encrypted pages alone: an older page is shown as it would be today, where Gloss runs there at all. */
function atHttps(page: Saved): Saved[] {
  if (page.url.startsWith('https:')) return [page]
  const url = page.url.replace(/^http:/, 'https:')
  return runsAt(url) ? [{ ...page, url }] : []
}

/** Whether a content script of the built extension runs at an address. */
function runsAt(url: string): boolean {
  const manifest = JSON.parse(readFileSync(join(EXTENSION, 'manifest.json'), 'utf8')) as {
    readonly content_scripts: readonly { readonly matches: readonly string[] }[]
  }
  return manifest.content_scripts
    .flatMap(({ matches }) => matches)
    .some(pattern => {
      const parts = pattern.split('*').map(part => part.replace(/[.?+^$()[\]{}|\\]/g, '\\$&'))
      return new RegExp(`^${parts.join('.*')}$`).test(url)
    })
}

interface Digest {
  readonly ids: ReadonlySet<string>
  readonly titles: ReadonlySet<string>
  readonly entries: readonly object[]
}

/**
 * Every third paper of the pages, in a digest, besides what ships with Gloss. Those without an arXiv identifier get one:
 * only their titles tell that they are those of the pages.
 */
function digestOf(pages: readonly Saved[]): Digest {
  const { papers: shipped } = JSON.parse(readFileSync(join(EXTENSION, 'starter-digest.json'), 'utf8')) as {
    readonly papers: readonly { readonly id: string; readonly title: string }[]
  }
  const ids = new Set(shipped.map(({ id }) => id.replace(/^arxiv:/, '')))
  const titles = new Set(shipped.map(({ title }) => lettersOf(title)))
  const entries: object[] = []
  for (const [n, { title, arxiv }] of pages.flatMap(page => page.papers).entries()) {
    const id = arxiv ?? `2402.${String(n + 1).padStart(5, '0')}`
    if (n % EVERY !== 0 || !title || title.length < MIN_TITLE || ids.has(id) || titles.has(lettersOf(title)))
      continue
    ids.add(id)
    titles.add(lettersOf(title))
    const publishedAt = '2026-01-01T00:00:00.000Z'
    const paper = { id, title, upvotes: n % 300, summary: 'An abstract.', publishedAt }
    entries.push({ paper, title, publishedAt })
  }
  return { ids, titles, entries }
}

/** What must stand on a page, by what the manifest says is on it. */
function standingOn(page: Saved, { ids, titles }: Digest): Standing {
  if (UNKNOWN.has(page.site) || page.file === NAMELESS) return { panels: 0, badges: 0 }
  const links = page.linked_arxiv_ids?.filter(id => ids.has(id)) ?? []
  if (!LISTINGS.test(page.kind)) return { panels: page.papers.length > 0 ? 1 : 0, badges: links.length }
  const known = page.papers
    .slice(0, SHOWN.get(page.file))
    .filter(({ arxiv, title }) => (arxiv ? ids.has(arxiv) : titles.has(lettersOf(title ?? ''))))
  return { panels: 0, badges: known.length }
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function routeTo(pages: readonly SitePage[], { entries }: Digest): Route {
  const byUrl = new Map(pages.map(page => [new URL(page.url).href, page]))
  const days = json(entries)
  return url => {
    if (dailyDay(url)) return days
    if (url.pathname.endsWith('.css'))
      return { headers: { 'content-type': 'text/css' }, body: readShared('pages/css/arxiv-like.css') }
    const page = byUrl.get(url.href)
    return page ? answerWith(page) : { status: 204 }
  }
}

function answerWith({ file, charset, http_status: status = 200 }: Saved): StandInAnswer {
  return {
    status,
    headers: { 'content-type': `text/html; charset=${charset ?? 'utf-8'}` },
    body: readFileSync(sharedPath(`pages/${file}`)),
  }
}
