import { readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { mergePapers } from '@/lib/papers/merge'
import { type Paper, upvotesOf } from '@/lib/papers/paper'
import { huggingFace } from '@/lib/sources/hugging-face'
import type { Reading, Step } from '@/lib/sources/source'
import { addDays, type Day } from '@/lib/time'
import { describeShared, readShared, sharedPath } from '../shared'
import { answerOf, huggingFaceDigest, listStep } from './daily-entry'

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

interface Captured {
  readonly day: Day
  /** As the API sent it. */
  readonly text: string
  readonly entries: readonly RawEntry[]
}

function readBodies(): Captured[] {
  return readdirSync(sharedPath('data/hf-daily')).map(file => {
    const text = readShared(`data/hf-daily/${file}`)
    return { day: file.replace('.json.gz', ''), text, entries: JSON.parse(text) as RawEntry[] }
  })
}

/** The answer for one day, read. */
function readDay(text: string, day: Day, seen = 1): Reading {
  return huggingFace.read(answerOf(text), listStep([day]), huggingFaceDigest, seen, 0)
}

/** The totals as the raw bodies have them, counted without the product. */
function rawTotals(bodies: readonly Captured[]): Totals {
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
  let bodies: Captured[] = []
  let lists: Reading[] = []
  let papers: Paper[] = []
  let byId = new Map<string, Paper>()

  beforeAll(() => {
    bodies = readBodies()
    lists = bodies.map(({ day, text }) => readDay(text, day))
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

/** The newest day at the time that ranges are planned for below. */
const TODAY = '2026-08-20'
const PAGE = 100

describeShared('weeks and months made of the captured days', () => {
  const bodies = new Map(readBodies().map(body => [body.day, body]))
  const days = [...bodies.keys()].sort()
  const [last = ''] = days.slice(-1)

  /** The step that is planned when only these days are not fetched. */
  function planFor(wanted: readonly Day[]): Step | null {
    const now = Date.parse(`${TODAY}T12:00:00Z`)
    const marks = new Map<string, { fetched: number }>()
    for (let day = '2023-05-04'; day <= TODAY; day = addDays(day, 1))
      if (!wanted.includes(day)) marks.set(day, { fetched: now })
    return huggingFace.plan({ digest: huggingFaceDigest, now, from: '2023-05-04', marks })
  }

  /** The pages that the API would answer with, were nothing listed on the days between that were not captured. */
  function pagesOf(wanted: readonly Day[]): unknown[][] {
    const entries = wanted
      .flatMap(day => bodies.get(day)?.entries ?? [])
      .toSorted((a, b) => b.paper.upvotes - a.paper.upvotes)
    const pages = Math.max(1, Math.ceil(entries.length / PAGE))
    return Array.from({ length: pages }, (_, page) => entries.slice(page * PAGE, (page + 1) * PAGE))
  }

  function readPages(step: Step, pages: readonly unknown[][]): Reading[] {
    return pages.map((entries, page) =>
      huggingFace.read(answerOf(entries, page < pages.length - 1), step, huggingFaceDigest, 1, page),
    )
  }

  /** By day, its papers by identifier. */
  function byDay(papers: readonly Paper[]): Map<Day, Paper[]> {
    const sorted = papers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return Map.groupBy(sorted, paper => {
      const [listing] = paper.listings
      if (!listing?.day || paper.listings.length > 1) throw new Error(`${paper.id} is not of one day`)
      return listing.day
    })
  }

  const isWorkday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0
  const isWhole = (range: readonly Day[]) => range.filter(isWorkday).every(day => bodies.has(day))
  const span = (from: Day, count: number) => Array.from({ length: count }, (_, n) => addDays(from, n))
  /** Weeks from the first Monday of April 2025 on, and months, all of whose working days were captured. */
  const weeks = Array.from({ length: 60 }, (_, n) => span(addDays('2025-04-07', 7 * n), 7))
  const months = Array.from({ length: 11 }, (_, n) => {
    const first = new Date(Date.UTC(2025, 3 + n, 1)).toISOString().slice(0, 10)
    return span(first, new Date(Date.UTC(2025, 4 + n, 0)).getUTCDate())
  })
  const whole = [...weeks, ...months].filter(range => (range[4] ?? '') <= last && isWhole(range))

  test('are as many as the captured days allow', () => {
    expect(whole.filter(range => range.length === 7)).toHaveLength(46)
    expect(whole.filter(range => range.length > 7)).toHaveLength(10)
  })

  test.each(whole.map(range => [range[0], range.length, range] as const))(
    'from %s, %i days: are read as the days one by one',
    (_, length, range) => {
      const step = planFor(range)
      expect(step?.days).toEqual(range)
      expect(step?.part).toMatch(length === 7 ? /^\d{4}-W\d{2}$/ : /^\d{4}-\d{2}$/)
      if (!step) return
      const pages = pagesOf(range)
      const readings = readPages(step, pages)
      // A single page of just 50 or 100 may have been cut off.
      if (pages.length === 1 && (pages[0]?.length ?? 0) % 50 === 0) {
        expect(readings).toEqual([{ papers: [], rejected: [], undivided: true }])
        expect(range[0]).toBe('2025-04-07')
        return
      }
      expect(readings.map(({ undivided }) => undivided)).toEqual(pages.map(() => undefined))
      expect(readings.flatMap(({ rejected }) => rejected)).toEqual([])
      const oneByOne = range.flatMap(day => readDay(bodies.get(day)?.text ?? '[]', day).papers)
      expect(oneByOne.length).toBeGreaterThan(0)
      expect(byDay(readings.flatMap(({ papers }) => papers))).toEqual(byDay(oneByOne))
    },
  )

  test('cannot be told apart before 2025-03-17, when entries did not say their day', () => {
    const unmarked = days.filter(day => day < '2025-03-17')
    expect(unmarked).toHaveLength(187)
    for (const day of unmarked) {
      const step = listStep(span(addDays(day, -3), 7), 'a week')
      expect(readPages(step, pagesOf([day])), day).toEqual([{ papers: [], rejected: [], undivided: true }])
    }
    for (const day of days.filter(one => one >= '2025-03-17')) {
      const step = listStep(span(addDays(day, -3), 7), 'a week')
      const [reading] = readPages(step, pagesOf([day]))
      expect(reading?.undivided ?? false, day).toBe((bodies.get(day)?.entries.length ?? 0) % 50 === 0)
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
      const text = readShared(`data/hf-refetch/${date}.${which}.json`)
      const seen = Math.floor(Date.parse(refetch[which]) / 1000)
      return { raw: JSON.parse(text) as RawEntry[], papers: readDay(text, date, seen).papers }
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
    const text = readShared('data/hf-search-response.json')
    const raw = JSON.parse(text) as RawEntry[]
    const { papers, rejected } = readDay(text, '2025-01-01')
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
