import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PaperId } from '@/lib/papers/identifier'
import { arxivDetails } from '@/lib/sources/arxiv-details'
import { MalformedBody, type Mark, type Reading, type Step } from '@/lib/sources/source'
import { DAY, HOUR } from '@/lib/time'
import { bodyOf, errorAnswer, queryAnswer } from './arxiv-answers'

const NOW = Date.parse('2026-08-21T12:00:00Z')
const API = 'https://export.arxiv.org/api/query'
const digest = { id: 'arxiv-details', kind: 'arxiv-details', url: API, title: 'Details from arXiv' }

function plan(lacking: readonly PaperId[] | undefined, mark?: Mark): Step | null {
  const marks = new Map(mark ? [['', mark]] : [])
  return arxivDetails.plan({ digest, now: NOW, from: '2026-01-01', marks, ...(lacking && { lacking }) })
}

function read(text: string, asked: readonly PaperId[]): Reading {
  const step = plan(asked)
  if (!step) throw new Error('Nothing was planned')
  return arxivDetails.read(bodyOf(text), step, digest, 100, 0)
}

describe('Following the details', () => {
  it.each([
    ['arxiv:details', true],
    [' arXiv: Details ', true],
    ['details', false],
    ['arxiv:details of it', false],
    ['https://export.arxiv.org/api/query', false],
  ])('%j: %s', (typed, recognised) => {
    const offer = { kind: 'arxiv-details', url: API, title: 'Details from arXiv' }
    expect(arxivDetails.recognise?.(typed)).toEqual(recognised ? offer : null)
  })
})

describe('What to ask about', () => {
  const two: PaperId[] = ['arxiv:2608.00002', 'arxiv:hep-th/9901001']
  const url = `${API}?id_list=2608.00002,hep-th/9901001&max_results=100`
  it.each<[lacking: PaperId[] | undefined, mark: Mark | undefined, url: string | null, why: string]>([
    [undefined, undefined, null, 'nobody said what is lacking'],
    [[], undefined, null, 'nothing lacks'],
    [['doi:10.1000/x', 'title:a title that is long enough'], undefined, null, 'nothing of arXiv'],
    [two, undefined, url, 'two papers'],
    [['doi:10.1000/x', ...two, 'arxiv:nonsense'], undefined, url, 'two among others'],
    [two, { retryAt: NOW + HOUR }, null, 'it was asked to wait'],
    [two, { retryAt: NOW + 9 * HOUR }, url, 'a wait that a wrong clock noted'],
    [two, { fetched: NOW - HOUR, note: { after: 'arxiv:2608.00009' } }, url, 'others were asked about'],
    [two, { fetched: NOW - HOUR, note: { after: 'arxiv:hep-th/9901001' } }, null, 'these were, an hour ago'],
    [two, { fetched: NOW - DAY, note: { after: 'arxiv:hep-th/9901001' } }, url, 'these were, a day ago'],
    [two, { fetched: NOW - HOUR, note: { after: 7 } }, url, 'a note of somebody else'],
  ])('%j with %j: %j (%s)', (lacking, mark, expected) => {
    const step = plan(lacking, mark)
    expect(step ? [step.part, step.url(0)] : null).toEqual(expected ? ['', expected] : null)
  })

  it('asks about 100 at a time', () => {
    const many = Array.from(
      { length: 250 },
      (_, n): PaperId => `arxiv:2608.${String(n + 1).padStart(5, '0')}`,
    )
    const list = new URL(plan(many)?.url(0) ?? '').searchParams.get('id_list')?.split(',')
    expect(list).toHaveLength(100)
    expect(list?.at(-1)).toBe('2608.00100')
    expect(read(queryAnswer([]), many).note).toEqual({ after: 'arxiv:2608.00100' })
  })
})

describe('Reading details', () => {
  it('adds what is lacking, and nothing that the digests told', () => {
    const entry = {
      id: 'http://arxiv.org/abs/2608.00001v3',
      title: 'A title that is\n  hard-wrapped',
      categories: ['cs.LG', 'stat.ML'],
      xml: `<arxiv:comment>12 pages</arxiv:comment><arxiv:journal_ref>J. Tests 3</arxiv:journal_ref>
        <arxiv:doi>10.1000/ABC.1</arxiv:doi>`,
    }
    const { papers, rejected, note } = read(queryAnswer([entry]), ['arxiv:2608.00001'])
    expect(papers).toEqual([
      {
        id: 'arxiv:2608.00001',
        ids: ['arxiv:2608.00001', 'doi:10.1000/abc.1'],
        title: 'A title that is hard-wrapped',
        categories: ['cs.LG', 'stat.ML'],
        version: 3,
        comment: '12 pages',
        journal: 'J. Tests 3',
        fieldSeen: { title: 100, categories: 100, version: 100, comment: 100, journal: 100 },
        summaries: [],
        topicLists: [],
        listings: [],
      },
    ])
    expect(rejected).toEqual([])
    expect(note).toEqual({ after: 'arxiv:2608.00001' })
  })

  it('reads old numbers, leaves out who was not asked about, and does without those of whom nothing is told', () => {
    const entries = [
      { id: 'http://arxiv.org/abs/hep-th/9901001v2' },
      { id: 'http://arxiv.org/abs/2608.00009v1' },
      { id: 'http://arxiv.org/abs/2608.1v1' },
    ]
    const { papers, rejected, note } = read(queryAnswer(entries), [
      'arxiv:hep-th/9901001',
      'arxiv:2608.00001',
    ])
    expect(papers.map(({ id }) => id)).toEqual(['arxiv:hep-th/9901001'])
    expect(rejected).toEqual(['Entry 3: "http://arxiv.org/abs/2608.1v1" is not an arXiv identifier'])
    expect(note).toEqual({ after: 'arxiv:2608.00001' })
    expect(read(queryAnswer([]), ['arxiv:2608.00001']).papers).toEqual([])
  })

  it.each([
    [errorAnswer('incorrect id format for x'), 'arXiv says: incorrect id format for x'],
    ['Rate exceeded.', 'arXiv asks to slow down'],
    [queryAnswer([{}]).slice(0, 300), 'arXiv sent a feed that breaks off'],
  ])('%.60j: %s', (text, message) => {
    expect(() => read(text, ['arxiv:2608.00001'])).toThrow(new MalformedBody(message))
  })

  it('comes to an end, whatever arXiv knows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 450 }), fc.integer({ min: 1, max: 5 }), (count, every) => {
        const papers = Array.from(
          { length: count },
          (_, n): PaperId => `arxiv:2608.${String(n + 1).padStart(5, '0')}`,
        )
        const known = new Set<string>()
        let mark: Mark | undefined
        let steps = 0
        for (;;) {
          const after = typeof mark?.note?.after === 'string' ? mark.note.after : ''
          const step = plan(papers.filter(id => !known.has(id) && id > after).slice(0, 100), mark)
          if (!step) break
          expect(++steps).toBeLessThanOrEqual(Math.ceil(count / 100))
          const asked = new URL(step.url(0)).searchParams.get('id_list')?.split(',') ?? []
          const entries = asked
            .filter(id => Number(id.slice(-5)) % every === 0)
            .map(id => ({ id: `http://arxiv.org/abs/${id}v1` }))
          const reading = arxivDetails.read(bodyOf(queryAnswer(entries)), step, digest, 100, 0)
          for (const paper of reading.papers) known.add(paper.id)
          mark = { fetched: NOW, ...(reading.note && { note: reading.note }) }
        }
        expect(known.size).toBe(Math.floor(count / every))
      }),
      { numRuns: 50 },
    )
  })
})
