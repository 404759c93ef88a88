import { readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { mergePapers } from '@/lib/papers/merge'
import { type Paper, upvotesOf } from '@/lib/papers/paper'
import { huggingFace } from '@/lib/sources/hugging-face'
import type { ParsedList } from '@/lib/sources/source'
import { describeShared, readShared, sharedPath } from '../shared'

/** What the counts below read of a raw entry; the bodies are as the API sent them. */
interface RawEntry {
  readonly paper: {
    readonly id: string
    readonly title: string
    readonly upvotes: number
    readonly authors: readonly { readonly name: string; readonly hidden: boolean }[]
    readonly publishedAt: string
    readonly ai_summary?: string
    readonly ai_keywords?: readonly string[]
    readonly githubRepo?: string
    readonly githubStars?: number
    readonly projectPage?: string
    readonly organization?: unknown
  }
  readonly numComments: number
  readonly organization?: unknown
  readonly submitterOrganization?: unknown
}

interface Totals {
  papers: number
  days: number
  summaries: number
  keywordLists: number
  keywords: number
  visibleAuthors: number
  abstracts: number
  repositories: number
  stars: number
  projectPages: number
  organizations: number
  upvotes: number
  comments: number
}

const sum = <T>(items: readonly T[], value: (item: T) => number) =>
  items.reduce((total, item) => total + value(item), 0)

interface Body {
  readonly day: string
  readonly entries: readonly RawEntry[]
}

function readBodies(): Body[] {
  return readdirSync(sharedPath('data/hf-daily')).map(file => ({
    day: file.replace('.json.gz', ''),
    entries: JSON.parse(readShared(`data/hf-daily/${file}`)) as RawEntry[],
  }))
}

/** The totals as the raw bodies have them, counted without the product. */
function rawTotals(bodies: readonly Body[]): Totals {
  const entries = bodies.flatMap(body => body.entries)
  const keywordCounts = entries.map(
    ({ paper }) =>
      new Set(
        (paper.ai_keywords ?? [])
          .map(keyword => keyword.split(/\s/).filter(Boolean).join(' '))
          .filter(keyword => keyword !== '' && keyword.length <= 80),
      ).size,
  )
  return {
    papers: entries.length,
    days: bodies.length,
    summaries: entries.filter(({ paper }) => (paper.ai_summary ?? '').trim() !== '').length,
    keywordLists: keywordCounts.filter(count => count > 0).length,
    keywords: sum(keywordCounts, count => count),
    visibleAuthors: sum(
      entries,
      ({ paper }) => paper.authors.filter(author => !author.hidden && author.name.trim() !== '').length,
    ),
    abstracts: entries.length,
    repositories: entries.filter(({ paper }) => namesRepository(paper.githubRepo)).length,
    stars: sum(entries, ({ paper }) => paper.githubStars ?? 0),
    projectPages: entries.filter(({ paper }) => (paper.projectPage ?? '').trim() !== '').length,
    organizations: entries.filter(
      entry => entry.organization ?? entry.paper.organization ?? entry.submitterOrganization,
    ).length,
    upvotes: sum(entries, ({ paper }) => paper.upvotes),
    comments: sum(entries, entry => entry.numComments),
  }
}

/** All links of the data are of GitHub; one that names an owner alone is no repository. */
function namesRepository(link: string | undefined): boolean {
  const path = (link ?? '').replace(/\n/g, '').split('github.com/')[1] ?? ''
  return path.split('/').filter(part => part !== '').length >= 2
}

function productTotals(papers: readonly Paper[]): Totals {
  const listings = papers.flatMap(paper => paper.listings)
  return {
    papers: new Set(papers.map(paper => paper.id)).size,
    days: new Set(listings.map(listing => listing.day)).size,
    summaries: sum(papers, paper => paper.summaries.length),
    keywordLists: sum(papers, paper => paper.topicLists.length),
    keywords: sum(papers, paper => sum(paper.topicLists, list => list.labels.length)),
    visibleAuthors: sum(papers, paper => paper.authors?.length ?? 0),
    abstracts: papers.filter(paper => paper.abstract).length,
    repositories: papers.filter(paper => paper.code).length,
    stars: sum(papers, paper => paper.codeStars ?? 0),
    projectPages: papers.filter(paper => paper.project).length,
    organizations: papers.filter(paper => paper.organization).length,
    upvotes: sum(listings, listing => listing.upvotes ?? Number.NaN),
    comments: sum(listings, listing => listing.comments ?? Number.NaN),
  }
}

describeShared('the 436 captured days', () => {
  let bodies: Body[] = []
  let lists: ParsedList[] = []
  let papers: Paper[] = []
  let byId = new Map<string, Paper>()

  beforeAll(() => {
    bodies = readBodies()
    lists = bodies.map(({ day, entries }) => huggingFace.parse(entries, day, 1))
    papers = lists.flatMap(list => list.papers)
    byId = new Map(papers.map(paper => [paper.id, paper]))
  })

  test('are read without leaving anything out', () => {
    expect(lists.flatMap(list => list.rejected)).toEqual([])
    expect(lists.map(list => list.papers.length)).toEqual(bodies.map(body => body.entries.length))
  })

  test('have the totals that the raw bodies have', () => {
    expect(productTotals(papers)).toEqual(rawTotals(bodies))
  })

  test('are the bodies that were counted with another tool', () => {
    // Counted in Python over the same files.
    expect(rawTotals(bodies)).toMatchObject({
      days: 436,
      papers: 6676,
      summaries: 3272,
      keywordLists: 3877,
      keywords: 41_671,
      visibleAuthors: 68_382,
      repositories: 1967,
      projectPages: 1439,
    })
  })

  test('show no hidden author, and every other one in order', () => {
    const entries = bodies.flatMap(body => body.entries)
    const hidden = entries.flatMap(({ paper }) => paper.authors.filter(author => author.hidden))
    expect(hidden.length).toBeGreaterThan(0)
    for (const { paper } of entries) {
      const visible = paper.authors.filter(author => !author.hidden).map(author => flat(author.name))
      expect(byId.get(`arxiv:${paper.id}`)?.authors ?? []).toEqual(visible.filter(Boolean))
    }
  })

  test('keep every identifier and title as written, and every day', () => {
    for (const { day, entries } of bodies)
      for (const { paper } of entries)
        expect(byId.get(`arxiv:${paper.id}`)).toMatchObject({
          ids: [`arxiv:${paper.id}`],
          title: flat(paper.title),
          published: paper.publishedAt.slice(0, 10),
          listings: [{ digest: 'hf', day, upvotes: paper.upvotes }],
        })
  })

  test('give links that are clean', () => {
    for (const { code, project } of papers) {
      if (code) expect(code).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/)
      if (project) expect(project).toMatch(/^https?:\/\/\S+$/)
    }
  })
})

interface Refetch {
  readonly date: string
  readonly a: string
  readonly b: string
  readonly n_a: number
  readonly n_b: number
  readonly added: number
  readonly upvotes_changed: number
}

describeShared('the two days that were captured twice', () => {
  test.each(['2024-06-12', '2025-01-22'])('%s is the later capture, whichever is merged first', date => {
    const index = JSON.parse(readShared('data/hf-refetch/index.json')) as Refetch[]
    const refetch = index.find(one => one.date === date)
    if (!refetch) throw new Error(`${date} is not in the index`)
    const read = (which: 'a' | 'b') => {
      const raw = JSON.parse(readShared(`data/hf-refetch/${date}.${which}.json`)) as RawEntry[]
      const seen = Math.floor(Date.parse(refetch[which]) / 1000)
      return { raw, papers: huggingFace.parse(raw, date, seen).papers }
    }
    const [a, b] = [read('a'), read('b')]
    expect([a.papers.length, b.papers.length]).toEqual([refetch.n_a, refetch.n_b])

    const merged = merge([...a.papers, ...b.papers])
    expect(merge([...b.papers, ...a.papers])).toEqual(merged)

    const earlier = new Map(a.raw.map(({ paper }) => [paper.id, paper.upvotes]))
    expect(merged.size).toBe(refetch.n_a + refetch.added)
    let changed = 0
    for (const { paper } of b.raw) {
      const stored = merged.get(`arxiv:${paper.id}`)
      expect(stored && upvotesOf(stored)).toBe(paper.upvotes)
      expect(stored?.listings).toHaveLength(1)
      if (earlier.has(paper.id) && earlier.get(paper.id) !== paper.upvotes) changed++
    }
    expect(changed).toBe(refetch.upvotes_changed)
  })
})

describeShared('a real search answer', () => {
  test('is read like a day', () => {
    const raw = JSON.parse(readShared('data/hf-search-response.json')) as RawEntry[]
    const { papers, rejected } = huggingFace.parse(raw, '2025-01-01', 1)
    expect(rejected).toEqual([])
    expect(papers.map(paper => paper.id)).toEqual(raw.map(({ paper }) => `arxiv:${paper.id}`))
    expect(raw).toHaveLength(9)
  })
})

function merge(papers: readonly Paper[]): Map<string, Paper> {
  const byId = new Map<string, Paper>()
  for (const paper of papers) {
    const known = byId.get(paper.id)
    byId.set(paper.id, known ? mergePapers(known, paper) : paper)
  }
  return new Map([...byId].sort(([x], [y]) => (x < y ? -1 : 1)))
}

function flat(text: string): string {
  return text.split(/\s/).filter(Boolean).join(' ')
}
