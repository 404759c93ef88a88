import { describe, expect, test } from 'vitest'
import { biblatex } from '@/lib/cite/biblatex'
import { citableOf } from '@/lib/cite/citable'
import { cslItems } from '@/lib/cite/csl-json'
import { csv } from '@/lib/cite/csv'
import type { Citable } from '@/lib/cite/format'
import { glossJson } from '@/lib/cite/gloss-json'
import { markdownLinkFormat } from '@/lib/cite/markdown-link'
import { plainText } from '@/lib/cite/plain-text'
import { citationFormat, citationFormats } from '@/lib/cite/registry'
import { ris } from '@/lib/cite/ris'
import { paperOf } from '@/lib/papers/merge'

const SAVED = Date.UTC(2026, 0, 2, 3, 4, 5)
const paper: Citable = {
  ids: ['arxiv:2001.00001'],
  title: 'A Study of $\\alpha$-LoRA [Lamps]',
  authors: ['Ada Lovelace', 'Laurens van der Berg', 'Martin King Jr.', 'Lamp Collaboration'],
  year: 2020,
  month: 3,
  day: 5,
  abstract: 'We light lamps.\nThey glow.',
  categories: ['cs.CL'],
}
const article: Citable = {
  ...paper,
  ids: ['arxiv:2001.00001', 'doi:10.1000/lamp.7'],
  journal: 'Journal of Lamps 7, 12',
  own: {
    state: 'done',
    tags: ['lamps', 'to cite'],
    note: '# Good\n\nAB  - lamps',
    rating: 4,
    priority: 2,
    saved: SAVED,
    read: SAVED,
  },
}

describe('the registry of formats', () => {
  test('finds each format by its id, which no other has', () => {
    expect(new Set(citationFormats.map(format => format.id)).size).toBe(citationFormats.length)
    for (const format of citationFormats) {
      expect(citationFormat(format.id)).toBe(format)
      expect(format.label).not.toBe('')
      expect(format.extension).toMatch(/^[a-z]+$/)
      expect(format.mediaType).toMatch(/^(?:application|text)\/[a-z.+-]+$/)
    }
  })

  test.each(['', 'BibTeX', 'constructor', '__proto__'])('knows no format %j', id => {
    expect(citationFormat(id)).toBeUndefined()
  })

  test.each(citationFormats)('$id: a paper of which only the title is known', format => {
    expect(format.format([{ ids: ['title:lamps'], title: 'Lamps', authors: [] }])).toContain('Lamps')
  })

  test.each(citationFormats)('$id: 600 authors are all there, in a hundred papers', format => {
    const authors = Array.from({ length: 600 }, (_, index) => `Given${index} van Family${index}`)
    const text = format.format(Array.from({ length: 100 }, () => ({ ...paper, authors })))
    if (!['markdown-link', 'plain-text'].includes(format.id))
      expect(text.split('Family599')).toHaveLength(101)
  })
})

test('BibLaTeX: a preprint is online, an article is not', () => {
  expect(biblatex.format([paper])).toBe(`@online{lovelace2020study,
  title = {A Study of {$\\alpha$-LoRA} [Lamps]},
  author = {Lovelace, Ada and van der Berg, Laurens and King, Jr., Martin and {Lamp Collaboration}},
  date = {2020-03-05},
  eprint = {2001.00001},
  eprinttype = {arxiv},
  eprintclass = {cs.CL},
  url = {https://arxiv.org/abs/2001.00001},
  abstract = {We light lamps. They glow.}
}
`)
  const entry = biblatex.format([article])
  expect(entry).toMatch(/^@article\{/)
  for (const line of [
    'journaltitle = {Journal of Lamps 7, 12}',
    'doi = {10.1000/lamp.7}',
    'eprint = {2001.00001}',
    'keywords = {lamps, to cite}',
    'annotation = {{\\#} Good\n\nAB  - lamps}',
  ])
    expect(entry).toContain(line)
  expect(biblatex.format([{ ...article, journal: '' }])).toMatch(/^@misc\{/)
})

test('RIS', () => {
  expect(ris.format([article]).split('\r\n')).toEqual([
    'TY  - JOUR',
    'ID  - lovelace2020study',
    'TI  - A Study of α-LoRA [Lamps]',
    'AU  - Lovelace, Ada',
    'AU  - van der Berg, Laurens',
    'AU  - King, Martin, Jr.',
    'AU  - Lamp Collaboration',
    'T2  - Journal of Lamps 7, 12',
    'PY  - 2020',
    'DA  - 2020/03/05/',
    'AN  - arXiv:2001.00001',
    'DO  - 10.1000/lamp.7',
    'UR  - https://arxiv.org/abs/2001.00001',
    'AB  - We light lamps. They glow.',
    'KW  - lamps',
    'KW  - to cite',
    'N1  - # Good',
    // A line of the note that would be taken for a tag is none any more.
    'AB - lamps',
    'ER  - ',
    '',
  ])
  expect(ris.format([paper])).toContain('TY  - UNPB')
  expect(ris.format([paper])).toContain('DO  - 10.48550/arXiv.2001.00001')
})

test('CSL-JSON', () => {
  expect(cslItems([article])).toEqual([
    {
      id: 'lovelace2020study',
      type: 'article-journal',
      title: 'A Study of α-LoRA [Lamps]',
      author: [
        { family: 'Lovelace', given: 'Ada' },
        { family: 'Berg', given: 'Laurens', 'non-dropping-particle': 'van der' },
        { family: 'King', given: 'Martin', suffix: 'Jr.' },
        { literal: 'Lamp Collaboration' },
      ],
      issued: { 'date-parts': [[2020, 3, 5]] },
      'container-title': 'Journal of Lamps 7, 12',
      archive: 'arXiv',
      archive_location: '2001.00001',
      DOI: '10.1000/lamp.7',
      URL: 'https://arxiv.org/abs/2001.00001',
      abstract: 'We light lamps. They glow.',
      keyword: 'lamps, to cite',
      annote: '# Good\n\nAB  - lamps',
    },
  ])
  expect(cslItems([paper])[0]).toMatchObject({
    type: 'article',
    publisher: 'arXiv',
    number: 'arXiv:2001.00001',
    DOI: '10.48550/arXiv.2001.00001',
  })
})

describe('Markdown link', () => {
  const TABLE: readonly (readonly [title: string, expected: string, why: string])[] = [
    ['Lamps', '[Lamps](https://arxiv.org/abs/2001.00001)', 'plain'],
    ['a [b] *c* `d` <e>', '[a \\[b\\] \\*c\\* \\`d\\` \\<e\\>](https://arxiv.org/abs/2001.00001)', 'signs'],
    ['C# and #tag', '[C# and \\#tag](https://arxiv.org/abs/2001.00001)', 'a tag to editors of notes'],
    ['1. Lamps', '[1\\. Lamps](https://arxiv.org/abs/2001.00001)', 'a number, were it no link'],
  ]

  test.each(TABLE)('%j is %j: %s', (title, expected) => {
    expect(markdownLinkFormat.format([{ ...paper, title }])).toBe(`${expected}\n`)
  })

  test('several are a list, brackets in an address are written in per cent', () => {
    const old: Citable = { ...paper, ids: ['doi:10.1002/(sici)1-2<3::aid>4'], title: 'B' }
    expect(markdownLinkFormat.format([{ ...paper, title: 'A' }, old])).toBe(
      '- [A](https://arxiv.org/abs/2001.00001)\n- [B](https://doi.org/10.1002/%28sici%291-2%3C3::aid%3E4)\n',
    )
  })
})

describe('plain text', () => {
  test('a preprint and an article', () => {
    expect(plainText.format([paper, article])).toBe(
      'Ada Lovelace, Laurens van der Berg, Martin King Jr., Lamp Collaboration (2020). A Study of α-LoRA [Lamps]. ' +
        'arXiv:2001.00001. https://arxiv.org/abs/2001.00001\n\n' +
        'Ada Lovelace, Laurens van der Berg, Martin King Jr., Lamp Collaboration (2020). A Study of α-LoRA [Lamps]. ' +
        'Journal of Lamps 7, 12. arXiv:2001.00001. doi:10.1000/lamp.7. https://arxiv.org/abs/2001.00001\n',
    )
  })

  test('many authors are the first six', () => {
    const authors = Array.from({ length: 13 }, (_, index) => `Given Family${index}`)
    expect(plainText.format([{ ...paper, authors }])).toContain('Given Family5, et al. (2020). A')
  })

  test('a question keeps its mark', () => {
    expect(plainText.format([{ ...paper, title: 'Why?', authors: [] }])).toMatch(/^\(2020\)\. Why\? arXiv:/)
  })
})

describe('CSV', () => {
  test('a head and a row for each, in RFC 4180', () => {
    const [head, row, end] = csv.format([{ ...article, title: 'Say "lamps", twice' }]).split('\r\n')
    expect(head).toMatch(/^\ufeff"title","authors","published","journal","arxiv","doi","url","state"/)
    expect(row).toContain('"Say ""lamps"", twice","Ada Lovelace; Laurens van der Berg; ')
    expect(row).toContain(
      '"done","2","4","lamps; to cite","# Good\n\nAB  - lamps","2026-01-02T03:04:05.000Z"',
    )
    expect(end).toBe('')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1'])('%j is no formula', title => {
    expect(csv.format([{ ...paper, title }])).toContain(`\r\n"'${title}",`)
  })

  test.each(['=1+1', '  =1+1', '\t=1+1'])('nor is a note of %j', note => {
    expect(csv.format([{ ...paper, own: { note } }])).toContain(`,"'=1+1",`)
  })
})

test('Gloss JSON has everything', () => {
  expect(JSON.parse(glossJson.format([article]))).toEqual({
    format: 'gloss-library/1',
    papers: [
      {
        ids: ['arxiv:2001.00001', 'doi:10.1000/lamp.7'],
        title: paper.title,
        authors: paper.authors,
        published: '2020-03-05',
        abstract: paper.abstract,
        categories: ['cs.CL'],
        journal: 'Journal of Lamps 7, 12',
        url: 'https://arxiv.org/abs/2001.00001',
        state: 'done',
        tags: ['lamps', 'to cite'],
        note: '# Good\n\nAB  - lamps',
        rating: 4,
        priority: 2,
        saved: '2026-01-02T03:04:05.000Z',
        read: '2026-01-02T03:04:05.000Z',
      },
    ],
  })
})

describe('a stored paper as it is cited', () => {
  const record = { ids: ['arxiv:2001.00001'], title: 'Lamps', seen: 1 } as const

  test('with its day', () => {
    const own = { rating: 3 }
    const stored = paperOf({ ...record, published: '2020-03-05', authors: ['Ada Lovelace'], journal: 'J' })
    expect(citableOf(stored, own)).toEqual({
      ids: ['arxiv:2001.00001'],
      title: 'Lamps',
      authors: ['Ada Lovelace'],
      year: 2020,
      month: 3,
      day: 5,
      journal: 'J',
      own,
    })
  })

  test('without: the year of its number', () => {
    const { ids, title } = record
    expect(citableOf(paperOf(record))).toEqual({ ids, title, authors: [], year: 2020 })
  })
})
