import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { glossDigest } from '@/lib/sources/gloss-digest'
import { type Body, MalformedBody, type Mark, type Note, type Step } from '@/lib/sources/source'
import { HOUR, MINUTE } from '@/lib/time'

const ROOT = 'https://lab.example/reads/digest.json'
const NOW = Date.parse('2026-08-20T12:00:00Z')
const SEEN = NOW / 1000
const followed = { id: 'feed-1', kind: 'gloss-digest', url: ROOT, title: 'What the lab reads' }
const HEADER = {
  format: 'gloss-digest/1',
  id: 'lab-digest',
  title: 'What the lab\nreads',
  homepage: 'https://lab.example/',
  updated: '2026-08-20T07:00:00Z',
}
const root: Step = { part: '', url: () => ROOT }

function paper(number: number, more: object = {}) {
  return { id: `arxiv:2608.${10_000 + number}`, title: `Lanterns that glow, part ${number}`, ...more }
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function bodyOf(value: unknown, url = ROOT): Body {
  return { text: typeof value === 'string' ? value : JSON.stringify(value), url, nextPage: false }
}

function shard(name: string, more: object = {}) {
  return { url: name, sha256: sha(name), papers: 1, ...more }
}

function readRoot(value: unknown, url = ROOT) {
  return glossDigest.read(bodyOf(value, url), root, followed, SEEN, 0)
}

function readShard(value: unknown) {
  const step = { part: 'https://lab.example/reads/a.json', url: () => '', sha256: sha('a') }
  return glossDigest.read(bodyOf(value, step.part), step, followed, SEEN, 0)
}

function plan(marks: ReadonlyMap<string, Mark> | readonly (readonly [string, Mark])[], now = NOW) {
  return glossDigest.plan({ digest: followed, now, from: '2023-05-04', marks: new Map(marks) })
}

/** The mark of a manifest with these shards that was read just now, and where the shards lie. */
function manifestMark(...shards: object[]): { mark: Mark; urls: string[] } {
  const { note, parts } = readRoot({ ...HEADER, shards })
  return { mark: { fetched: NOW, ...(note && { note }) }, urls: (parts ?? []).slice(1) }
}

describe('an address that is asked', () => {
  test('is a digest where it answers with one', () => {
    const offer = {
      kind: 'gloss-digest',
      url: ROOT,
      title: 'What the lab reads',
      homepage: 'https://lab.example/',
    }
    for (const value of [
      { ...HEADER, papers: [] },
      { ...HEADER, shards: [] },
      { papers: [0], ...HEADER },
    ])
      expect(glossDigest.sniff?.(bodyOf(value, `${ROOT}#top`))).toEqual(offer)
    expect(glossDigest.sniff?.(bodyOf({ ...HEADER, homepage: undefined, papers: [] }))).not.toHaveProperty(
      'homepage',
    )
  })

  test.each([
    ['a web page', '<!doctype html><title>gloss-digest/1</title>'],
    ['a feed of the web', '<?xml version="1.0"?><rss/>'],
    ['JSON that breaks off', '{"format":"gloss-digest/1","id":'],
    ['JSON of another kind', { version: 'https://jsonfeed.org/version/1.1', items: [] }],
    ['JSON in another format', { ...HEADER, format: 'list/1', papers: [] }],
    ['a list', [paper(1)]],
    ['nothing', ''],
  ])('is none where it answers with %s', (_, value) => {
    expect(glossDigest.sniff?.(bodyOf(value))).toBeNull()
  })

  test.each([
    ['in a later format', { ...HEADER, format: 'gloss-digest/2' }, 'a format of a newer Gloss'],
    ['without a time', { ...HEADER, updated: undefined, papers: [] }, 'The feed has no "updated"'],
    ['without papers', HEADER, 'neither "papers" nor "shards"'],
  ])('says so where it answers with one %s', (_, value, message) => {
    expect(() => glossDigest.sniff?.(bodyOf(value))).toThrow(MalformedBody)
    expect(() => glossDigest.sniff?.(bodyOf(value))).toThrow(message)
  })
})

describe('a digest in one file', () => {
  test('is fetched once in six hours', () => {
    const { note } = readRoot({ ...HEADER, papers: [paper(1)] })
    const mark = { fetched: NOW, ...(note && { note }) }
    expect(plan([])?.part).toBe('')
    expect(plan([])?.url(0)).toBe(ROOT)
    expect(plan([['', mark]])).toBeNull()
    expect(plan([['', mark]], NOW + 6 * HOUR - 1)).toBeNull()
    expect(plan([['', mark]], NOW + 6 * HOUR)?.part).toBe('')
  })

  test.each<[string, Mark, boolean]>([
    ['in an hour, after a failure', { retryAt: NOW + HOUR }, false],
    ['in eight hours', { retryAt: NOW + 8 * HOUR }, false],
    ['now, for the wait is over', { retryAt: NOW }, true],
    ['now, for no wait is that long: a clock was wrong', { retryAt: NOW + 8 * HOUR + 1 }, true],
    ['now, for it was fetched in a future that a wrong clock noted', { fetched: NOW + 2 * HOUR }, true],
    ['later, for clocks may differ a little', { fetched: NOW + 30 * MINUTE }, false],
    ['later, as it waits though it is stale', { fetched: NOW - 9 * HOUR, retryAt: NOW + HOUR }, false],
    ['now, for its note was damaged', { fetched: NOW, note: { shards: [{ url: 7 }] } }, true],
    ['now, for its note is none', { fetched: NOW, note: 'x' as unknown as Note }, true],
    ['now, for its note was damaged beyond telling', { fetched: NOW, note: { shards: 'x' } }, true],
    ['when its wait is over, damaged or not', { note: { shards: 'x' }, retryAt: NOW + HOUR }, false],
  ])('is fetched again %s', (_, mark, fetched) => {
    expect(plan([['', mark]])?.part).toBe(fetched ? '' : undefined)
  })

  test('is read with its name and nothing of other parts', () => {
    const read = readRoot({ ...HEADER, papers: [paper(1, { listed: { day: '2026-08-17' } }), 0] })
    expect(read).toMatchObject({
      title: 'What the lab reads',
      homepage: 'https://lab.example/',
      rejected: ['Entry 2 is no paper'],
      parts: [''],
    })
    expect(read.papers.map(({ id }) => id)).toEqual([paper(1).id])
    expect(read.papers[0]?.fieldSeen.title).toBe(Date.parse(HEADER.updated) / 1000)
    expect(read.ordered).toBeUndefined()
  })

  test('without days is a list, whose order is kept', () => {
    const read = readRoot({ ...HEADER, papers: [paper(2), paper(1)] })
    expect(read.ordered).toBe(true)
    expect(read.papers.map(({ id }) => id)).toEqual([paper(2).id, paper(1).id])
  })

  test('of the future is of now', () => {
    const read = readRoot({ ...HEADER, updated: '2999-01-01T00:00:00Z', papers: [paper(1)] })
    expect(read.papers[0]?.fieldSeen.title).toBe(SEEN)
    expect(read.papers[0]?.listings[0]?.seen).toBe(SEEN)
  })

  test.each([
    ['a web page', '<!doctype html>', 'lab.example sent a web page instead of data'],
    ['half an answer', '{"format":"gloss', 'lab.example sent data that breaks off or is not JSON'],
    ['another format', {}, 'The feed is not in the format gloss-digest/1'],
    [
      'none of its papers readable',
      { ...HEADER, papers: [0, 1] },
      'None of its papers could be read: Entry 1',
    ],
  ])('that is %s is malformed', (_, value, message) => {
    expect(() => readRoot(value)).toThrow(MalformedBody)
    expect(() => readRoot(value)).toThrow(message)
  })

  test('may be empty', () => {
    expect(readRoot({ ...HEADER, papers: [] })).toMatchObject({ papers: [], rejected: [] })
  })
})

describe('a manifest', () => {
  test('names its shards, newest first, each once and with its whole address', () => {
    const shards = [
      shard('undated.json'),
      shard('2026-07.json', { from: '2026-07-01', to: '2026-07-31' }),
      shard('/reads/2026-08.json', { to: '2026-08-19' }),
      shard('2026-07.json#again', { to: '2026-07-31' }),
      shard('https://lab.example/old/../2025.json', { to: '2025-12-31' }),
    ]
    const read = readRoot({ ...HEADER, shards })
    expect(read).toMatchObject({ papers: [], rejected: [], title: 'What the lab reads' })
    expect(read.parts).toEqual([
      '',
      'https://lab.example/reads/2026-08.json',
      'https://lab.example/reads/2026-07.json',
      'https://lab.example/2025.json',
      'https://lab.example/reads/undated.json',
    ])
  })

  test.each<[string, object, string]>([
    [
      'on another host',
      shard('https://cdn.example/a.json'),
      'lies on cdn.example, and Gloss may ask only lab.example for this digest',
    ],
    ['on another port', shard('https://lab.example:8443/a.json'), 'lies on lab.example:8443'],
    ['on another host by a short address', shard('//cdn.example/a.json'), 'lies on cdn.example'],
    [
      'on a host below',
      shard('https://a.lab.example/a.json'),
      'lies on a.lab.example, and Gloss may ask only lab.example for this digest',
    ],
    ['by http', shard('http://lab.example/a.json'), 'is to be fetched by http, its manifest by https'],
    ['by another scheme', shard('file:///etc/passwd'), 'has no http(s) address'],
    ['in the address itself', shard('data:application/json,{}'), 'has no http(s) address'],
    ['behind a password', shard('https://me:secret@lab.example/a.json'), 'has no http(s) address'],
    ['at no address', shard('https://'), 'has no http(s) address'],
    ['with a SHA-256 that is none', { ...shard('a.json'), sha256: 'abc' }, 'has a wrong "sha256": abc'],
    ['without a SHA-256', { url: 'a.json', papers: 1 }, 'has no "sha256"'],
    ['without a number of papers', { ...shard('a.json'), papers: undefined }, 'has no "papers"'],
    [
      'up to a day that does not exist',
      shard('a.json', { to: '2026-02-30' }),
      'has a wrong "to": 2026-02-30',
    ],
  ])('leaves out a shard %s and follows the rest', (_, bad, message) => {
    const read = readRoot({ ...HEADER, shards: [bad, shard('good.json')] })
    expect(read.rejected).toEqual([expect.stringMatching(/^Shard 1 /)])
    expect(read.rejected[0]).toContain(message)
    expect(read.parts).toEqual(['', 'https://lab.example/reads/good.json'])
    expect(() => readRoot({ ...HEADER, shards: [bad] })).toThrow(MalformedBody)
  })

  test('over http may name http shards, and https ones', () => {
    const shards = [shard('a.json'), shard('https://127.0.0.1/b.json')]
    const read = readRoot({ ...HEADER, shards }, 'http://127.0.0.1/digest.json')
    expect(read.parts).toEqual(['', 'http://127.0.0.1/a.json', 'https://127.0.0.1/b.json'])
  })

  test('that has papers as well says that they are not read', () => {
    const read = readRoot({ ...HEADER, shards: [shard('a.json')], papers: [paper(1)] })
    expect(read.papers).toEqual([])
    expect(read.rejected).toEqual(['The papers beside the shards were not read'])
    expect(readRoot({ ...HEADER, shards: [shard('a.json')], papers: [] }).rejected).toEqual([])
  })

  test('may have ten thousand shards and no more, and is planned from in no time', () => {
    const shards = Array.from({ length: 10_003 }, (_, n) => shard(`${n}.json`))
    const read = readRoot({ ...HEADER, shards })
    expect(read.parts).toHaveLength(10_001)
    expect(read.rejected).toEqual(['3 shards after the first 10000 were left out'])
    const marks = new Map<string, Mark>([['', { fetched: NOW, ...(read.note && { note: read.note }) }]])
    const began = performance.now()
    for (let step = plan(marks); step; step = plan(marks)) {
      marks.set(step.part, { fetched: NOW, note: { sha256: step.sha256 } })
      if (marks.size % 100 !== 0) continue
      // As read from the database each time.
      marks.set('', structuredClone(marks.get('') ?? {}))
      if (marks.size > 2000) break
    }
    expect((performance.now() - began) / 2000).toBeLessThan(10)
  })
})

describe('shards', () => {
  const august = shard('2026-08.json', { to: '2026-08-19' })
  const july = shard('2026-07.json', { to: '2026-07-31' })
  const { mark, urls } = manifestMark(july, august)
  const [augustUrl = '', julyUrl = ''] = urls
  const done = (sha256: string): Mark => ({ fetched: NOW - 900 * HOUR, note: { sha256 } })

  test('are fetched newest first, each with the SHA-256 it must have', () => {
    const step = plan([['', mark]])
    expect(step).toMatchObject({ part: augustUrl, sha256: august.sha256, ahead: true })
    expect(step?.url(0)).toBe(augustUrl)
  })

  test.each<[string, [string, Mark][], string | undefined]>([
    [
      'that have not changed stay',
      [
        [augustUrl, done(august.sha256)],
        [julyUrl, done(july.sha256)],
      ],
      undefined,
    ],
    [
      'that have changed are fetched',
      [
        [augustUrl, done(august.sha256)],
        [julyUrl, done(sha('x'))],
      ],
      julyUrl,
    ],
    ['that are new are fetched', [[julyUrl, done(july.sha256)]], augustUrl],
    ['that failed wait, and others go on', [[augustUrl, { retryAt: NOW + HOUR }]], julyUrl],
    ['that failed are fetched after their wait', [[augustUrl, { retryAt: NOW - 1 }]], augustUrl],
    ['do not wait for a clock that was wrong', [[augustUrl, { retryAt: NOW + 9 * HOUR }]], augustUrl],
    [
      'that all wait leave nothing to do',
      [
        [augustUrl, { retryAt: NOW + 1 }],
        [julyUrl, { ...done(sha('x')), retryAt: NOW + HOUR }],
      ],
      undefined,
    ],
    ['with a damaged note are fetched', [[augustUrl, { fetched: NOW, note: { sha256: 7 } }]], augustUrl],
    [
      'that have not changed stay, also where a wrong clock noted the time',
      [
        [augustUrl, { ...done(august.sha256), fetched: NOW + 900 * HOUR }],
        [julyUrl, done(july.sha256)],
      ],
      undefined,
    ],
  ])('%s', (_, marks, part) => {
    expect(plan([['', mark], ...marks])?.part).toBe(part)
  })

  test('wait for a stale manifest, but not for one that cannot be had', () => {
    const stale = { ...mark, fetched: NOW - 6 * HOUR }
    expect(plan([['', stale]])?.part).toBe('')
    expect(plan([['', { ...stale, retryAt: NOW + HOUR }]])?.part).toBe(augustUrl)
  })

  const seenAt = (value: unknown) => readShard(value).papers[0]?.fieldSeen.title

  test('are a whole feed, an object with papers, or a list of them', () => {
    for (const value of [{ ...HEADER, papers: [paper(1)] }, { papers: [paper(1)] }, [paper(1)]]) {
      const read = readShard(value)
      expect(read.papers.map(({ id }) => id)).toEqual([paper(1).id])
      expect(read.papers[0]?.listings).toMatchObject([{ digest: followed.id }])
      expect(read.note).toEqual({ sha256: sha('a') })
      expect(read.parts).toBeUndefined()
      expect(read.title).toBeUndefined()
    }
  })

  test('are of the time they say, else of when they were fetched, never later', () => {
    expect(seenAt({ ...HEADER, papers: [paper(1)] })).toBe(Date.parse(HEADER.updated) / 1000)
    expect(seenAt({ papers: [paper(1)] })).toBe(SEEN)
    expect(seenAt({ updated: 'soon', papers: [paper(1)] })).toBe(SEEN)
    expect(seenAt({ updated: '2999-01-01T00:00:00Z', papers: [paper(1)] })).toBe(SEEN)
  })

  test('lose a bad entry alone, and join entries of one paper', () => {
    const again = { ...paper(1), listed: { day: '2026-08-18' } }
    const lostZero = { id: 'arxiv:2608.1001', title: 'Lanterns that lost a zero' }
    const read = readShard({ papers: [paper(1, { listed: { day: '2026-08-17' } }), lostZero, again] })
    expect(read.rejected).toEqual(['Entry 2 has a wrong "id": arxiv:2608.1001'])
    expect(read.papers).toHaveLength(1)
    expect(read.papers[0]?.listings.map(({ day }) => day)).toEqual(['2026-08-17', '2026-08-18'])
  })

  test.each([
    ['is a manifest', { ...HEADER, shards: [] }, 'The shard names further shards'],
    ['names further shards', { ...HEADER, papers: [], shards: [] }, 'The shard names further shards'],
    ['is written in a later format', { format: 'gloss-digest/2', papers: [] }, 'a format of a newer Gloss'],
    ['has no papers', {}, 'The shard has no "papers"'],
    ['has papers that are no list', { ...HEADER, papers: 1 }, 'The shard has a wrong "papers": 1'],
    ['is a text', '"papers"', 'The shard is not in the format gloss-digest/1'],
    ['is a web page', '<html>', 'lab.example sent a web page instead of data'],
    ['has no paper that can be read', { papers: [0] }, 'None of its papers could be read'],
  ])('of which one %s are malformed', (_, value, message) => {
    expect(() => readShard(value)).toThrow(MalformedBody)
    expect(() => readShard(value)).toThrow(message)
  })
})

describe('planning and reading in turn', () => {
  /** Does what the engine does until nothing is left to do; gives the addresses that were asked. */
  function sync(files: ReadonlyMap<string, string>, marks: Map<string, Mark>, now: number): string[] {
    const asked: string[] = []
    for (let step = plan(marks, now); step; step = plan(marks, now)) {
      const url = step.url(0)
      asked.push(url)
      expect(asked.length).toBeLessThan(100)
      const text = files.get(url)
      const bad = text === undefined || (step.sha256 !== undefined && sha(text) !== step.sha256)
      if (bad) marks.set(step.part, { ...marks.get(step.part), retryAt: now + HOUR })
      else {
        const { note, parts } = glossDigest.read(bodyOf(text, url), step, followed, now / 1000, 0)
        // A database gives back copies.
        marks.set(step.part, { fetched: now, ...(note && { note: structuredClone(note) }) })
        if (parts) for (const part of [...marks.keys()]) if (!parts.includes(part)) marks.delete(part)
      }
    }
    return asked
  }

  const names = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 })
  const states = fc.array(
    fc.record({
      shards: fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.integer({ min: 1, max: 3 }), {
        maxKeys: 8,
      }),
      missing: names,
      oneFile: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )

  test('ends, fetches what changed and nothing else, and keeps no mark of what is gone', () => {
    fc.assert(
      fc.property(states, versions => {
        const marks = new Map<string, Mark>()
        const held = new Map<string, number>()
        versions.forEach(({ shards, missing, oneFile }, day) => {
          const now = NOW + day * 24 * HOUR
          const texts = Object.entries(shards).map(
            ([name, version]) => [name, JSON.stringify({ papers: [paper(version)] })] as const,
          )
          const manifest = {
            ...HEADER,
            ...(oneFile
              ? { papers: [] }
              : { shards: texts.map(([name, text]) => shard(`${name}.json`, { sha256: sha(text) })) }),
          }
          const files = new Map([[ROOT, JSON.stringify(manifest)]])
          for (const [name, text] of texts)
            if (!missing.includes(Number(name))) files.set(`https://lab.example/reads/${name}.json`, text)
          const asked = sync(files, marks, now)
          const wanted = oneFile ? [] : Object.keys(shards)
          for (const name of [...held.keys()]) if (!wanted.includes(name)) held.delete(name)
          const changed = wanted.filter(name => held.get(name) !== shards[name])
          expect(asked.toSorted()).toEqual(
            [ROOT, ...changed.map(name => `https://lab.example/reads/${name}.json`)].toSorted(),
          )
          for (const name of changed) {
            const version = shards[name]
            if (version !== undefined && !missing.includes(Number(name))) held.set(name, version)
          }
          expect([...marks.keys()].filter(part => part !== '').length).toBeLessThanOrEqual(wanted.length)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('gets over any note and any clock', () => {
    const file = JSON.stringify({ papers: [paper(1)] })
    const url = 'https://lab.example/reads/a.json'
    const manifest = JSON.stringify({ ...HEADER, shards: [shard('a.json', { sha256: sha(file) })] })
    const files = new Map([
      [ROOT, manifest],
      [url, file],
    ])
    const note = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.record({ shards: fc.jsonValue(), sha256: fc.jsonValue() }),
    ) as fc.Arbitrary<Note>
    const time = fc.integer({ min: NOW - 1000 * HOUR, max: NOW + 1000 * HOUR })
    const mark = fc.record({ fetched: time, retryAt: time, note }, { requiredKeys: [] })
    fc.assert(
      fc.property(mark, mark, (rootMark, shardMark) => {
        const marks = new Map<string, Mark>([
          ['', rootMark],
          [url, shardMark],
        ])
        sync(files, marks, NOW)
        // A day later no wait lasts any more, whatever was noted.
        sync(files, marks, NOW + 2000 * HOUR)
        expect(marks.get(url)?.note).toEqual({ sha256: sha(file) })
        expect(sync(files, marks, NOW + 2000 * HOUR)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
