import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { z } from 'zod/mini'
import { latexToText } from '@/lib/papers/latex'
import { oneLine } from '@/lib/papers/one-line'
import { foldToLetters } from '@/lib/papers/title-key'
import { recogniseAny } from '@/lib/sites/registry'
import type { PaperReading, Site } from '@/lib/sites/site'
import { readShared, sharedPath } from '../shared'

const truthSchema = z.object({
  title: z.nullable(z.string()),
  title_on_page: z.optional(z.nullable(z.string())),
  source_title: z.optional(z.nullable(z.string())),
  arxiv: z.nullable(z.string()),
  doi: z.nullable(z.string()),
  openreview: z.optional(z.nullable(z.string())),
  authors_first: z.nullable(z.string()),
  authors_last: z.nullable(z.string()),
  n_authors: z.nullable(z.number()),
  abstract80: z.nullable(z.string()),
})
export type Truth = z.infer<typeof truthSchema>

const savedSchema = z.object({
  file: z.string(),
  url: z.string(),
  site: z.string(),
  kind: z.string(),
  class: z.string(),
  charset: z.nullable(z.string()),
  papers: z.array(truthSchema),
  linked_arxiv_ids: z.optional(z.array(z.string())),
})
export type SavedPage = z.infer<typeof savedSchema>

/** Rows that a page has and the ground truth has not: its script left out results with short titles. */
export const LEFT_OUT: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'sciencedirect.com/search-microfluidics.real2009.html',
    ['Microfluidics', 'Microfluidics on foil', 'Microfluidics'],
  ],
])

/** The saved pages of `../shared`, with what is on them. */
export function savedPages(): SavedPage[] {
  return readShared('pages/manifest.jsonl')
    .trimEnd()
    .split('\n')
    .map(line => z.parse(savedSchema, JSON.parse(line)))
}

/** What Gloss reads of a page. */
export interface Read {
  readonly site: Site
  readonly document: Document
  readonly paper: PaperReading | null
  readonly rows: readonly PaperReading[]
  readonly links: readonly PaperReading[]
}

/** Reads a saved page as a browser has it before any of its scripts has run. */
export function readSaved(page: SavedPage): Read {
  const bytes = readFileSync(sharedPath(join('pages', page.file)))
  return readPage(page.url, bytes, `text/html; charset=${page.charset ?? 'utf-8'}`)
}

/** Reads a page at an address; bytes are decoded as the content type says. */
export function readPage(
  address: string,
  body: string | Buffer,
  contentType = 'text/html; charset=utf-8',
): Read {
  const recognised = recogniseAny(address)
  if (!recognised) throw new Error(`No page of the web: ${address}`)
  const { document } = new JSDOM(body, { url: address, contentType }).window
  const { site, url } = recognised
  const reading = site.read(document, url)
  const papers = (spots: Iterable<{ read(): PaperReading | null }>) =>
    [...spots].flatMap(spot => spot.read() ?? [])
  return {
    site,
    document,
    paper: reading.paper(),
    rows: papers(reading.rows()),
    links: papers(reading.links()),
  }
}

/** What of a paper was read wrong, a word each; nothing where it is the paper of the ground truth. */
export function differences(read: PaperReading | undefined, truth: Truth): string[] {
  if (!read) return ['not found']
  const wrong: string[] = []
  const titles = [truth.title, truth.title_on_page, truth.source_title].flatMap(title =>
    title ? [plain(title)] : [],
  )
  const named = truth.arxiv
    ? `arxiv:${truth.arxiv}`
    : truth.openreview
      ? `openreview:${truth.openreview}`
      : null
  if (named && !read.ids.some(id => id.toLowerCase() === named.toLowerCase()))
    wrong.push(`ids ${read.ids}, not ${named}`)
  if (titles.length > 0 && !titles.includes(plain(read.title ?? '')) && !(named && !read.title))
    wrong.push(`title "${read.title}", not "${truth.title}"`)
  const dois = read.ids.filter(id => id.startsWith('doi:'))
  if (truth.doi && dois.length > 0 && !dois.includes(`doi:${truth.doi.toLowerCase()}`))
    wrong.push(`${dois}, not ${truth.doi}`)
  return wrong
}

function plain(title: string): string {
  return foldToLetters(latexToText(oneLine(title))) || oneLine(title)
}
