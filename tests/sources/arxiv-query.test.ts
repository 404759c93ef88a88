import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arxivQuery, MAX_RESULTS } from '@/lib/sources/arxiv-query'
import { type Body, MalformedBody, type Mark, type Reading, type Step } from '@/lib/sources/source'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/time'
import { bodyOf, type Entry, errorAnswer, queryAnswer } from './arxiv-answers'

const QUERY = 'cat:cs.LG AND ti:diffusion'
const URL_OF_QUERY =
  'https://export.arxiv.org/api/query?search_query=cat%3Acs.LG%20AND%20ti%3Adiffusion&sortBy=submittedDate&sortOrder=descending'
const digest = { id: 'diffusion', kind: 'arxiv-query', url: URL_OF_QUERY, title: `arXiv: ${QUERY}` }
const NOW = Date.parse('2026-08-21T12:00:00Z')
const step = (start: number): Step => ({ part: String(start), url: () => '' })

function read(text: string, start = 0): Reading {
  return arxivQuery.read(bodyOf(text), step(start), digest, 100, 0)
}

describe('Recognising searches', () => {
  it.each([
    ['cat:cs.LG AND ti:diffusion', QUERY, "arXiv's own language"],
    ['  CAT:cs.LG   and TI: diffusion ', QUERY, 'carelessly written'],
    ['arxiv: cat:cs.LG AND ti:diffusion', QUERY, 'said to be arXiv'],
    ['arXiv:cat:cs.LG AND ti:diffusion', QUERY, 'without a space'],
    ['au:hinton', 'au:hinton', 'an author'],
    ['all:electron', 'all:electron', 'all fields'],
    [
      'abs:"graph And network" ANDNOT cat:cs.CV',
      'abs:"graph And network" ANDNOT cat:cs.CV',
      'a phrase stays',
    ],
    ['(cat:cs.LG OR cat:stat.ML) AND abs:causal', '(cat:cs.LG OR cat:stat.ML) AND abs:causal', 'brackets'],
    ['arxiv: diffusion', 'all:diffusion', 'a word'],
    ['arxiv: diffusion models', 'all:diffusion AND all:models', 'words'],
    [
      'arxiv: "diffusion models" or flows',
      'all:"diffusion models" OR all:flows',
      'a phrase, and an operator',
    ],
    ['arxiv: and diffusion (models) and "" &', 'all:diffusion AND all:models', 'signs that are no words'],
    ['arxiv: foo:bar C++', 'all:"foo:bar" AND all:C++', 'a field that there is not'],
    [
      'https://arxiv.org/search/?query=diffusion+models&searchtype=all&source=header',
      'all:diffusion AND all:models',
      'the search page',
    ],
    ['arxiv.org/search?query=diffusion&searchtype=title', 'ti:diffusion', 'of titles'],
    [
      'https://www.arxiv.org/search/?query=%22graph+network%22&searchtype=abstract',
      'abs:"graph network"',
      'of abstracts',
    ],
    [
      'https://arxiv.org/search/?query=Hinton%2C+Geoffrey&searchtype=author',
      'au:"Geoffrey Hinton"',
      'of an author',
    ],
    [
      'https://arxiv.org/search/?query=Geoffrey+Hinton%3B+LeCun&searchtype=author',
      'au:"Geoffrey Hinton" AND au:LeCun',
      'of two',
    ],
    ['https://arxiv.org/search/math?query=knots', 'cat:math.* AND all:knots', 'within an archive'],
    [
      'https://export.arxiv.org/api/query?search_query=cat:cs.LG+AND+ti:diffusion&start=20&max_results=5',
      QUERY,
      'the API',
    ],
    [
      'http://arxiv.org/api/query?search_query=cat%3Acs.LG%20and%20ti%3Adiffusion',
      QUERY,
      'the API, at its other host',
    ],
    ['https://export.arxiv.org/api/query?search_query=electron', 'all:electron', 'the API, without a field'],
  ])('%j is %s: %s', (typed, query) => {
    const offer = arxivQuery.recognise?.(typed)
    expect(offer).toEqual({
      kind: 'arxiv-query',
      url: `https://export.arxiv.org/api/query?search_query=${encodeURIComponent(query)}&sortBy=submittedDate&sortOrder=descending`,
      title: `arXiv: ${query}`,
    })
    expect(arxivQuery.recognise?.(offer?.url ?? '')).toEqual(offer)
    expect(arxivQuery.recognise?.(offer?.title ?? '')).toEqual(offer)
  })

  it.each([
    ['', 'nothing'],
    ['diffusion models', 'words that any search could mean'],
    ['doi:10.1000/x', 'no field of arXiv'],
    ['arxiv:', 'no words'],
    ['arxiv: "" ()', 'signs alone'],
    ['arxiv:2401.00001', 'a paper'],
    ['arXiv: hep-th/9901001v2', 'an old paper'],
    ['arxiv:cs.LG', 'a category'],
    ['arxiv:details', 'the source of details'],
    ['https://arxiv.org/abs/2401.00001', "a paper's page"],
    ['https://arxiv.org/search/', 'no query'],
    ['https://arxiv.org/search/?query=', 'an empty one'],
    ['https://arxiv.org/search/?query=x&searchtype=orcid', 'a field that the API has not'],
    ['https://arxiv.org/search/advanced?terms-0-term=x', 'the page of many fields'],
    ['https://arxiv.org/search/physics?query=x', 'a dozen archives'],
    ['https://export.arxiv.org/api/query?id_list=2401.00001', 'papers by number'],
    ['https://export.arxiv.org/api/query?search_query=all:x&id_list=2401.00001', 'a search among papers'],
    ['https://arxiv.org.evil.example/api/query?search_query=all:x', 'a host that begins as arXiv'],
    ['https://evilarxiv.org/api/query?search_query=all:x', 'a host that ends as arXiv'],
    ['https://evil.arxiv.org/search/?query=x', 'no host of arXiv that is known'],
    ['https://rss.arxiv.org/api/query?search_query=all:x', 'the host of the feeds'],
    ['https://evil.example/?u=arxiv.org/search/?query=x', 'arXiv in an address'],
    ['https://arxiv.org@evil.example/search/?query=x', 'arXiv as a user'],
    ['https://arxiv.org:8443/search/?query=x', 'another port'],
    ['javascript:arxiv.org/search/?query=x', 'another scheme'],
    [`all:${'x'.repeat(1000)}`, 'longer than arXiv reads'],
  ])('%.80j is none: %s', typed => {
    expect(arxivQuery.recognise?.(typed)).toBeNull()
  })

  it('throws at nothing, and what is recognised stays what it is', () => {
    const piece = fc.constantFrom(
      ...[
        'cat:',
        'ti:',
        'arxiv:',
        ' ',
        '"',
        '(',
        ')',
        ' and ',
        ' OR ',
        'x',
        ':',
        '%',
        '+',
        '\uD800',
        '&',
        ',',
        '*',
      ],
      ...[
        'https://',
        'arxiv.org/',
        'export.',
        'search/?query=',
        'api/query?search_query=',
        'AND',
        '&searchtype=author',
      ],
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map(pieces => pieces.join('')),
      fc.array(piece).map(pieces => `arxiv: ${pieces.join('')}`),
    )
    fc.assert(
      fc.property(typed, text => {
        const offer = arxivQuery.recognise?.(text)
        if (offer) expect(arxivQuery.recognise?.(offer.url)?.url).toBe(offer.url)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('Reading an answer', () => {
  it('reads a paper with all that is said of it', () => {
    const entry: Entry = {
      id: 'http://arxiv.org/abs/2608.00001v3',
      title: 'A title that is\n  hard-wrapped',
      summary: '  We show that $a&lt;b$\nis &amp; stays so.\n',
      published: '2026-08-19T23:59:59Z',
      authors: ['Ada Lovelace', 'Martin King, Jr.', ':'],
      categories: ['stat.ML', 'cs.LG', '68T07', 'I.2.6; I.2.7', 'cmp-lg', 'cond-mat.mes-hall'],
      xml: `<arxiv:comment>12 pages,\n 3 figures</arxiv:comment>
        <arxiv:journal_ref>J. Tests 3\n(2026)</arxiv:journal_ref>
        <arxiv:doi>10.1000/ABC.1 10.48550/arXiv.2608.00009</arxiv:doi>
        <link title="doi" href="http://dx.doi.org/10.1000/ABC.1" rel="related"/>`,
    }
    const { papers, rejected } = read(queryAnswer([entry]))
    expect(rejected).toEqual([])
    expect(papers).toMatchObject([
      {
        id: 'arxiv:2608.00001',
        ids: ['arxiv:2608.00001', 'doi:10.1000/abc.1'],
        title: 'A title that is hard-wrapped',
        abstract: 'We show that $a<b$ is & stays so.',
        authors: ['Ada Lovelace', 'Martin King, Jr.'],
        published: '2026-08-19',
        version: 3,
        categories: ['stat.ML', 'cs.LG', 'cmp-lg', 'cond-mat.mes-hall'],
        comment: '12 pages, 3 figures',
        journal: 'J. Tests 3 (2026)',
        listings: [{ digest: 'diffusion', day: '2026-08-19', seen: 100 }],
      },
    ])
  })

  it('reads the same from Windows, behind a byte order mark', () => {
    const text = queryAnswer([{}, { id: 'http://arxiv.org/abs/hep-th/9901001v2' }])
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(read(text))
  })

  it.each<[id: string, expected: string, version: number | undefined]>([
    ['http://arxiv.org/abs/hep-th/9901001v2', 'arxiv:hep-th/9901001', 2],
    ['http://arxiv.org/abs/math.GT/0309136v1', 'arxiv:math/0309136', 1],
    ['https://arxiv.org/abs/2608.00001', 'arxiv:2608.00001', undefined],
  ])('%s is %s', (id, expected, version) => {
    const [paper] = read(queryAnswer([{ id }])).papers
    expect([paper?.id, paper?.version]).toEqual([expected, version])
  })

  it('leaves out what it does not understand, says so, and reads each paper once', () => {
    const entries = [
      {},
      { id: 'http://arxiv.org/abs/2401.1234v1' },
      { id: 'http://arxiv.org/abs/2608.00002v1', title: '\n' },
      { title: 'The same again' },
      { id: 'http://arxiv.org/abs/2608.00003v1', published: 'soon', authors: [] },
    ]
    const { papers, rejected, note } = read(queryAnswer(entries))
    expect(papers.map(({ id, title }) => [id, title])).toEqual([
      ['arxiv:2608.00001', 'A title'],
      ['arxiv:2608.00003', 'A title'],
    ])
    expect(papers[1]).not.toHaveProperty('published')
    expect(papers[1]?.listings).toEqual([{ digest: 'diffusion', seen: 100 }])
    expect(rejected).toEqual([
      'Entry 2: "http://arxiv.org/abs/2401.1234v1" is not an arXiv identifier',
      'Entry 3: 2608.00002 has no title',
    ])
    expect(note).toMatchObject({ total: 5, ids: ['2608.00001', '2608.00003'] })
  })

  it('reads that nothing was found', () => {
    expect(read(queryAnswer([]))).toMatchObject({
      papers: [],
      rejected: [],
      total: 0,
      note: { total: 0, ids: [] },
    })
  })

  it('reads 2,000 entries, though it asks for 100', () => {
    const entries = Array.from({ length: 2000 }, (_, n) => ({
      id: `http://arxiv.org/abs/2608.${String(n + 1).padStart(5, '0')}v1`,
    }))
    expect(read(queryAnswer(entries)).papers).toHaveLength(2000)
  })

  it.each<[text: string, start: number, message: string, why: string]>([
    [
      errorAnswer('incorrect id format\n for x.'),
      0,
      'arXiv says: incorrect id format for x',
      'an error with status 200',
    ],
    [errorAnswer(''), 0, 'arXiv says that something was wrong with the question', 'an error without words'],
    ['Rate exceeded.', 0, 'arXiv asks to slow down', 'plain text'],
    ['<html></html>', 0, 'arXiv answered with a web page instead of a feed', 'a page'],
    ['<rss><channel/></rss>', 0, 'arXiv answered with something that is not a feed', 'another feed'],
    [queryAnswer([{}]).slice(0, -9), 0, 'arXiv sent a feed that breaks off', 'cut short'],
    [
      '<!DOCTYPE feed [<!ENTITY a "b">]><feed/>',
      0,
      'arXiv sent a feed that declares entities of its own, which are not read',
      'entities',
    ],
    [
      queryAnswer([{ id: 'x' }, { id: 'y' }]),
      0,
      'arXiv listed 2 entries and none could be read',
      'nothing to read',
    ],
    [
      queryAnswer([], 250),
      0,
      'arXiv sent a page without entries though it speaks of 250 results',
      'an empty first page',
    ],
    [
      queryAnswer([], 250),
      200,
      'arXiv sent a page without entries though it speaks of 250 results',
      'an empty last page',
    ],
  ])('%.70j from %d: %s (%s)', (text, start, message) => {
    expect(() => read(text, start)).toThrow(new MalformedBody(message))
  })

  it('takes an empty page behind the last result', () => {
    expect(read(queryAnswer([], 200), 200)).toMatchObject({ papers: [], note: { total: 200, ids: [] } })
  })

  it('reads a paper titled "Error"', () => {
    expect(read(queryAnswer([{ title: 'Error' }])).papers).toHaveLength(1)
  })
})

/**
 * arXiv and the engine that keeps checkpoints, simulated: results that grow at their head between requests, answers that
 * are the same as before, pages that fail, and workers killed before they stored what they read.
 */
class Simulation {
  now = NOW
  /** Numbers of papers, newest first. */
  results: number[]
  readonly stored = new Set<number>()
  readonly marks = new Map<string, Mark>()
  readonly #bodies = new Map<string, string>()
  readonly asked: string[] = []
  #next: number

  constructor(results: number) {
    this.results = Array.from({ length: results }, (_, n) => results - n)
    this.#next = results + 1
  }

  grow(count: number): void {
    for (let n = 0; n < count; n++) this.results.unshift(this.#next++)
  }

  plan(): Step | null {
    return arxivQuery.plan({ digest, now: this.now, from: '2026-01-01', marks: this.marks })
  }

  /** One step; false where nothing is left to fetch. */
  step(fate: 'stored' | 'killed' | 'failed' = 'stored'): boolean {
    const planned = this.plan()
    if (!planned) return false
    this.now += 3 * SECOND
    const { part } = planned
    this.asked.push(part)
    if (fate === 'killed') return true
    if (fate === 'failed') {
      this.marks.set(part, { ...this.marks.get(part), retryAt: this.now + 6 * HOUR })
      return true
    }
    const body = this.#answer(planned)
    // An answer that has not changed is not read again: its note stays as it was.
    if (this.#bodies.get(part) === body.text) {
      const { retryAt: _, ...mark } = this.marks.get(part) ?? {}
      this.marks.set(part, { ...mark, fetched: this.now })
      return true
    }
    const reading = arxivQuery.read(body, planned, digest, Math.floor(this.now / SECOND), 0)
    for (const paper of reading.papers) this.stored.add(numberOf(paper.id))
    const kept = new Set(reading.parts)
    if (reading.parts) for (const other of this.marks.keys()) if (!kept.has(other)) this.marks.delete(other)
    this.#bodies.set(part, body.text)
    // Through JSON, as the database would.
    const note = JSON.parse(JSON.stringify(reading.note)) as Mark['note']
    this.marks.set(part, { fetched: this.now, ...(note && { note }) })
    return true
  }

  /** Steps until nothing is left; returns how many it took. */
  finish(): number {
    let steps = 0
    while (this.step()) if (++steps > 50) throw new Error(`No end: ${this.asked.slice(-20).join(' ')}`)
    return steps
  }

  /** Results that are not stored, as far down as is walked. */
  missing(): number[] {
    return this.results.slice(0, MAX_RESULTS).filter(number => !this.stored.has(number))
  }

  #answer(planned: Step): Body {
    const { searchParams } = new URL(planned.url(0))
    expect(searchParams.get('search_query')).toBe(QUERY)
    const [start, size] = ['start', 'max_results'].map(name => Number(searchParams.get(name)))
    expect(String(start)).toBe(planned.part)
    const slice = this.results.slice(start, Number(start) + Number(size))
    const entries = slice.map(number => ({ id: `http://arxiv.org/abs/${nameOf(number)}v1` }))
    return bodyOf(queryAnswer(entries, this.results.length, start), planned.url(0))
  }
}

function nameOf(number: number): string {
  return `2608.${String(number).padStart(5, '0')}`
}

function numberOf(id: string): number {
  return Number(id.slice(-5))
}

describe('Walking over the pages', () => {
  it.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [950, 10],
    [1000, 10],
    [5000, 10],
  ])('the first walk over %d results asks for %d pages', (results, pages) => {
    const arxiv = new Simulation(results)
    expect(arxiv.finish()).toBe(pages)
    expect(arxiv.asked).toEqual(Array.from({ length: pages }, (_, n) => String(n * 100)))
    expect(arxiv.missing()).toEqual([])
  })

  it.each([
    [0, ['0']],
    [1, ['0']],
    [99, ['0']],
    [100, ['0', '100']],
    [250, ['0', '100', '200']],
  ])('a day later, with %d new ones, it asks for pages %j', (grown, pages) => {
    const arxiv = new Simulation(700)
    arxiv.finish()
    arxiv.asked.length = 0
    arxiv.grow(grown)
    arxiv.now += DAY - HOUR
    expect(arxiv.finish()).toBe(0)
    arxiv.now += HOUR
    arxiv.finish()
    expect(arxiv.asked).toEqual(pages)
    expect(arxiv.missing()).toEqual([])
  })

  it('tells how many pages and papers the first walk has, and drops other checkpoints in a later one', () => {
    const arxiv = new Simulation(250)
    const first = arxiv.plan()
    const reading = arxivQuery.read(bodyOf(queryAnswer([{}], 250)), first ?? step(0), digest, 100, 0)
    expect(reading).toMatchObject({ parts: ['0', '100', '200'], total: 250 })
    arxiv.finish()
    arxiv.now += DAY
    const later = arxiv.plan()
    expect(arxivQuery.read(bodyOf(queryAnswer([{}], 250)), later ?? step(0), digest, 100, 0).parts).toEqual([
      '0',
    ])
  })

  it('walks to the end where a page was short, and now and then', () => {
    const arxiv = new Simulation(400)
    arxiv.finish()
    const walks: number[] = []
    for (let day = 0; day < 14; day++) {
      arxiv.now += DAY
      arxiv.grow(1)
      walks.push(arxiv.finish())
    }
    // 414 results are five pages.
    expect(walks).toEqual([1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 1, 5, 1])
    const cut = new Simulation(400)
    cut.finish()
    const note = { ...cut.marks.get('200')?.note, short: true }
    cut.marks.set('200', { ...cut.marks.get('200'), note })
    cut.grow(1)
    cut.now += DAY
    expect(cut.finish()).toBe(5)
  })

  it('finds a paper that moderation held back, within a week', () => {
    const arxiv = new Simulation(400)
    arxiv.finish()
    arxiv.results.splice(300, 0, 99_999)
    for (let day = 0; day < 7; day++) {
      arxiv.now += DAY
      arxiv.grow(1)
      arxiv.finish()
    }
    expect(arxiv.missing()).toEqual([])
  })

  it('goes on with new papers though a page can never be read', () => {
    const arxiv = new Simulation(400)
    arxiv.step()
    for (let day = 0; day < 3; day++) {
      arxiv.step('failed')
      expect(arxiv.plan()).toBeNull()
      arxiv.grow(10)
      arxiv.now += DAY
      arxiv.marks.set('100', { retryAt: arxiv.now + HOUR })
      expect(arxiv.plan()?.part).toBe('0')
      arxiv.step()
      expect(arxiv.missing().every(number => number <= 300)).toBe(true)
    }
    arxiv.finish()
    expect(arxiv.missing()).toEqual([])
  })

  it.each<[marks: readonly (readonly [string, Mark])[], part: string | null, why: string]>([
    [[], '0', 'nothing is known'],
    [[['0', {}]], '0', 'a mark that says nothing'],
    [[['0', { retryAt: NOW + HOUR }]], null, 'it was asked to wait'],
    [[['0', { retryAt: NOW + 9 * HOUR }]], '0', 'a wait that a wrong clock noted'],
    [[['0', { fetched: NOW }]], null, 'an answer without a note is not asked for again at once'],
    [[['0', { fetched: NOW - DAY }]], '0', 'but a day later'],
    [[['0', { fetched: NOW + 2 * HOUR }]], '0', 'a clock that was wrong'],
    [[['0', { fetched: NOW, note: { walk: 'x', total: -1 } }]], null, 'a note of somebody else'],
    [[['0', head({ total: 150 })]], '100', 'half a walk'],
    [
      [
        ['0', head({ total: 150 })],
        ['100', { retryAt: NOW + HOUR }],
      ],
      null,
      'half a walk, asked to wait',
    ],
    [
      [
        ['0', head({ total: 150 })],
        ['100', { fetched: NOW - MINUTE }],
      ],
      null,
      'a page that had not changed',
    ],
    [[['0', head({ total: 150, known: ['2608.00002'] })]], '100', 'nothing known yet'],
    [[['0', head({ total: 150, known: ['2608.00001'] })]], null, 'something known'],
    [
      [
        ['0', head({ total: 1e12 })],
        ['100', { fetched: 1 }],
      ],
      '200',
      'a number of results that cannot be',
    ],
    [[['0', { ...head({ total: 50 }), fetched: 0 }]], '0', 'the reader asked for news'],
  ])('%j: part %j (%s)', (marks, part) => {
    const state = { digest, now: NOW, from: '2026-01-01', marks: new Map(marks) }
    expect(arxivQuery.plan(state)?.part ?? null).toBe(part)
  })

  it('is planned for any marks', () => {
    const part = fc.oneof(fc.constantFrom('0', '100', '200'), fc.string())
    const time = fc.oneof(fc.double(), fc.integer())
    const note = fc.record(
      {
        walk: fc.oneof(fc.integer(), fc.string()),
        total: fc.oneof(fc.integer(), fc.double()),
        ids: fc.array(fc.oneof(fc.string(), fc.integer())),
        known: fc.array(fc.string()),
        short: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const mark = fc.record({ fetched: time, retryAt: time, note }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.array(fc.tuple(part, mark)), fc.integer({ min: 0 }), (marks, now) => {
        const planned = arxivQuery.plan({ digest, now, from: '2026-01-01', marks: new Map(marks) })
        expect(planned?.part ?? '0').toMatch(/^(?:0|[1-9]00)$/)
      }),
      { numRuns: 1000 },
    )
  })

  it('loses no paper and always ends, whatever comes between', () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.constant('stored' as const) },
      fc.constantFrom('killed' as const, 'failed' as const),
      fc.record({ grow: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 90, max: 250 })) }),
      fc.record({ wait: fc.constantFrom(MINUTE, 7 * HOUR, DAY, 30 * DAY) }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 450 }), fc.array(event, { maxLength: 40 }), (results, events) => {
        const arxiv = new Simulation(results)
        for (const one of events) {
          if (typeof one === 'string') arxiv.step(one)
          // No more than are walked in all: what lies deeper is not promised.
          else if ('grow' in one) arxiv.grow(Math.min(one.grow, MAX_RESULTS - arxiv.results.length))
          else arxiv.now += one.wait
        }
        // Once more than the longest wait, and a day for what came in since.
        arxiv.now += DAY
        arxiv.finish()
        arxiv.now += DAY
        arxiv.finish()
        expect(arxiv.missing()).toEqual([])
        expect(arxiv.plan()).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('asks for at most two walks a day, though more comes in with every request', () => {
    const arxiv = new Simulation(300)
    let asked = 0
    for (let minute = 0; minute < 24 * 60; minute++) {
      arxiv.now += MINUTE
      arxiv.grow(101)
      if (arxiv.step()) asked++
    }
    expect(asked).toBeLessThanOrEqual(2 * (MAX_RESULTS / 100))
  })
})

function head(note: { readonly total: number; readonly known?: readonly string[] }): Mark {
  return { fetched: NOW, note: { walk: 1, ids: ['2608.00001'], known: [], ...note } }
}
