import { describe, expect, test } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { readReferences } from '@/lib/cite/read/registry'
import { citationFormat } from '@/lib/cite/registry'

const PAPERS: readonly Citable[] = [
  {
    ids: ['arxiv:2401.00001', 'doi:10.1000/a_b(c)<d>'],
    title: 'Lanterns & lamps: a $x^2$ bound on 100% of R&D #1_a',
    authors: [
      'Ada Lovelace',
      'Laurens van der Maaten',
      'Kurt Gödel',
      'LHCb Collaboration',
      'Łukasz Łoś',
      '李飞飞',
    ],
    year: 2024,
    month: 1,
    day: 2,
    abstract: 'We study lanterns at 5% of $3. They glow; “brightly” — for 1–2 nights.',
    journal: 'Journal of Lanterns & Harbours',
    own: { tags: ['light', 'to cite'], note: 'They *glow*.', state: 'done', rating: 4, saved: 1706955630000 },
  },
  { ids: ['arxiv:hep-th/9901001'], title: 'Harbours where the lanterns are', authors: ['Bo Li'], year: 1999 },
  { ids: ['acl:2024.acl-long.9'], title: 'Words for lanterns at night', authors: ['Bo Li'], year: 2024 },
  { ids: ['openreview:aBc-123_X'], title: 'Learning to light a lantern', authors: [], year: 2024 },
  {
    ids: ['title:alanternthathasnonumberatall'],
    title: 'A lantern that has no number at all',
    authors: Array.from({ length: 600 }, (_, i) => `Given${i} Family${i}`),
  },
]

describe.each(['bibtex', 'biblatex', 'ris', 'csl-json', 'csv', 'gloss-json'])('%s', id => {
  const read = async () => {
    const text = citationFormat(id)?.format(PAPERS) ?? ''
    return readReferences(`papers.${id}`, text)
  }

  test('gives the same papers back', async () => {
    const { papers, notUnderstood } = await read()
    expect(notUnderstood).toEqual([])
    expect(papers.map(({ ids }) => ids)).toEqual(PAPERS.map(({ ids }) => ids))
    expect(papers.map(({ authors = [] }) => authors)).toEqual(PAPERS.map(({ authors }) => authors))
    expect(papers.map(({ year }) => year)).toEqual(PAPERS.map(({ year }) => year))
    const plain = (title = '') => title.replace(/[$^]/g, '').replace('²', '2')
    expect(papers.map(({ title }) => plain(title))).toEqual(PAPERS.map(({ title }) => plain(title)))
  })

  test('and what was said of them', async () => {
    const [paper] = (await read()).papers
    expect(paper).toMatchObject({
      tags: ['light', 'to cite'],
      note: 'They *glow*.',
      journal: PAPERS[0]?.journal,
    })
    expect(paper?.abstract?.replace('\\%', '%')).toBe(PAPERS[0]?.abstract)
  })
})

test("Gloss's own JSON gives back all that a citation holds", async () => {
  const whole: Citable = {
    ids: ['arxiv:2401.00001', 'doi:10.1000/lanterns'],
    title: 'Lanterns that <b>glow</b> &amp; $x_1$ at night',
    authors: ['Ada Lovelace'],
    year: 2023,
    month: 6,
    abstract: 'They glow.',
    journal: 'Journal of Lanterns',
    comment: '12 pages, 3 figures',
    categories: ['cs.CL', 'stat.ML'],
    topics: ['Lanterns', 'Night'],
    summary: 'It says that they glow.',
    code: 'https://example.org/code',
    project: 'https://example.org/project',
    own: {
      state: 'reading',
      tags: ['light'],
      note: '# Good\n\nRead it *again*',
      rating: 5,
      priority: 3,
      saved: 1706955630000,
      read: 1706955640000,
    },
  }
  const bare: Citable = { ids: ['doi:10.1000/bare'], title: 'Bare harbours without lanterns', authors: [] }
  const { own, ...paper } = whole
  const { papers, notUnderstood } = await readReferences(
    'list.json',
    citationFormat('gloss-json')?.format([whole, bare]) ?? '',
  )
  expect(notUnderstood).toEqual([])
  expect(papers).toEqual([
    { ...paper, ...own },
    { ids: bare.ids, title: bare.title },
  ])
})

test('its own formats give back the state too', async () => {
  for (const id of ['csv', 'gloss-json']) {
    const { papers } = await readReferences('', citationFormat(id)?.format(PAPERS) ?? '')
    expect(papers[0]).toMatchObject({
      state: 'done',
      rating: 4,
      saved: 1706955630000,
      published: '2024-01-02',
    })
  }
})
