import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { glossDigest, parseFeed } from '@/lib/sources/gloss-digest'
import { feedSchema } from '@/lib/sources/gloss-digest-format'
import type { Mark } from '@/lib/sources/source'
import { z } from '@/lib/zod'

const ROOT = resolve(import.meta.dirname, '../..')
const BASE = 'https://lab.example/reads/'
const folders: string[] = []
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gloss-shards-'))
  folders.push(folder)
})

afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true })
})

interface Entry {
  readonly id: string
  readonly title: string
  readonly [key: string]: unknown
}

function entry(number: number, day?: string): Entry {
  const listed = day ? { listed: { day, rank: number } } : {}
  return { id: `arxiv:2608.${10_000 + number}`, title: `Lanterns, part ${number}`, ...listed }
}

function feedOf(papers: readonly unknown[], updated = '2026-08-20T07:00:00Z') {
  return { format: 'gloss-digest/1', id: 'lab-digest', title: 'What the lab reads', updated, papers }
}

function run(feed: unknown, ...options: string[]): string {
  const file = join(folder, 'feed.json')
  writeFileSync(file, typeof feed === 'string' ? feed : JSON.stringify(feed))
  const script = join(ROOT, 'scripts/shard-digest.ts')
  return execFileSync(process.execPath, [script, file, join(folder, 'site'), ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The files that were written, by name. */
function site(): Map<string, string> {
  const names = readdirSync(join(folder, 'site')).sort()
  return new Map(names.map(name => [name, readFileSync(join(folder, 'site', name), 'utf8')]))
}

/** What a reader of the digest has in the end: its papers, by way of the manifest and every shard. */
function followed() {
  const digest = { id: 'feed-1', kind: glossDigest.kind, url: `${BASE}digest.json`, title: '' }
  const files = site()
  const marks = new Map<string, Mark>()
  const papers = []
  for (;;) {
    const step = glossDigest.plan({ digest, now: 1e12, from: '2023-05-04', marks })
    if (!step) return papers
    const text = files.get(step.url(0).slice(BASE.length)) ?? ''
    if (step.sha256) expect(createHash('sha256').update(text).digest('hex')).toBe(step.sha256)
    const read = glossDigest.read({ text, url: step.url(0), nextPage: false }, step, digest, 2e9, 0)
    expect(read.rejected).toEqual([])
    papers.push(...read.papers)
    marks.set(step.part, { fetched: 1e12, ...(read.note && { note: read.note }) })
  }
}

describe('a feed that is cut into shards', () => {
  const papers = [
    entry(1, '2026-08-17'),
    entry(2, '2026-08-17'),
    entry(3, '2026-08-16'),
    entry(4, '2026-07-31'),
    { ...entry(5), published: '2026-07-02' },
    entry(6),
  ]

  test('is a manifest of shards by month that is read back whole', () => {
    expect(run(feedOf(papers), '--size', '2')).toBe('6 entries in 4 shards, 4 new or changed\n')
    const files = site()
    expect([...files.keys()]).toEqual([
      '2026-07-1.json',
      '2026-08-1.json',
      '2026-08-2.json',
      'digest.json',
      'undated-1.json',
    ])
    const manifest: unknown = JSON.parse(files.get('digest.json') ?? '')
    expect(z.safeParse(feedSchema, manifest).success).toBe(true)
    expect(manifest).toMatchObject({
      id: 'lab-digest',
      shards: [
        { url: '2026-08-1.json', papers: 2, from: '2026-08-16', to: '2026-08-17' },
        { url: '2026-08-2.json', papers: 1, from: '2026-08-17', to: '2026-08-17' },
        { url: '2026-07-1.json', papers: 2, from: '2026-07-02', to: '2026-07-31' },
        { url: 'undated-1.json', papers: 1 },
      ],
    })
    const whole = parseFeed(feedOf(papers), 'feed-1').papers
    expect(
      followed()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(whole.map(({ id }) => id).toSorted())
  })

  test('keeps the files that have not changed, to the byte and to their time', () => {
    run(feedOf(papers), '--size', '2')
    const before = site()
    for (const name of before.keys()) utimesSync(join(folder, 'site', name), 1, 1)
    // Written in another order of keys, with a new paper on top and a new time.
    const turned = papers.map(paper => Object.fromEntries(Object.entries(paper).reverse()))
    const more = [entry(7, '2026-08-18'), ...turned]
    expect(run(feedOf(more, '2026-08-21T07:00:00Z'), '--size', '2')).toMatch(/, 1 new or changed\n$/)
    const changed = [...site()].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)
    expect(changed).toEqual(['2026-08-2.json', 'digest.json'])
    const times = [...before.keys()].filter(name => statSync(join(folder, 'site', name)).mtimeMs === 1000)
    expect(times).toEqual(['2026-07-1.json', '2026-08-1.json', 'undated-1.json'])
  })

  test('names files that are no part of it any more, and leaves them', () => {
    run(feedOf(papers), '--size', '1')
    expect(run(feedOf(papers))).toContain(
      'left where they are: 2026-07-2.json, 2026-08-2.json, 2026-08-3.json',
    )
    expect(site().has('2026-08-3.json')).toBe(true)
    expect(followed()).toHaveLength(6)
  })

  test('counts a paper that was listed twice once, and a day that does not exist as none', () => {
    run(feedOf([entry(1, '2026-08-17'), entry(1, '2026-08-18'), { ...entry(2), published: '2026-02-30' }]))
    expect(JSON.parse(site().get('digest.json') ?? '')).toMatchObject({
      shards: [{ url: '2026-08-1.json', papers: 1 }, { url: 'undated-1.json' }],
    })
  })

  test.each<[string, unknown, string[], string]>([
    ['a page', '<html>', [], 'is not JSON'],
    ['another format', { papers: [] }, [], 'is not a gloss-digest/1 feed'],
    ['a manifest', { ...feedOf([]), papers: undefined }, [], 'has no "papers"'],
    ['an entry without an identifier', feedOf([entry(1), { title: 'x' }]), [], 'Entry 2 of'],
    ['a size of nothing', feedOf([]), ['--size', '0'], 'Use: '],
    ['an option it does not know', feedOf([]), ['--colour'], 'Use: '],
  ])('of %s is refused with a sentence', (_, feed, options, message) => {
    expect(() => run(feed, ...options)).toThrow(message)
  })

  test('says how it is used where no file is named', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/shard-digest.ts')], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('Use: npx node scripts/shard-digest.ts')
  })
})
