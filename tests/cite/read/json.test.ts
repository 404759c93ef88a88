import { describe, expect, test } from 'vitest'
import type { ReadPaper } from '@/lib/cite/read/reader'
import { readReferences } from '@/lib/cite/read/registry'

const read = (value: unknown) => readReferences('papers.json', JSON.stringify(value, null, 2))
const TITLE = 'Lanterns that glow at night'

describe('CSL-JSON', () => {
  const zotero = {
    id: 'http://zotero.org/users/1/items/ABCD2345',
    type: 'article',
    abstract: 'We study lanterns.',
    DOI: '10.48550/arXiv.2401.00001',
    note: 'arXiv:2401.00001 [cs]\nversion: 2\nAsk Bo about the proof',
    number: 'arXiv:2401.00001',
    publisher: 'arXiv',
    source: 'arXiv.org',
    title: '<span class="nocase">Lanterns</span> that glow at night',
    URL: 'http://arxiv.org/abs/2401.00001',
    author: [
      { family: 'Example', given: 'Ada' },
      { family: 'Maaten', given: 'Laurens', 'non-dropping-particle': 'van der' },
      { literal: 'LHCb Collaboration' },
    ],
    accessed: { 'date-parts': [['2024', 2, 3]] },
    issued: { 'date-parts': [['2024', 1, 2]] },
  }
  const paper: ReadPaper = {
    ids: ['arxiv:2401.00001'],
    title: TITLE,
    authors: ['Ada Example', 'Laurens van der Maaten', 'LHCb Collaboration'],
    abstract: 'We study lanterns.',
    published: '2024-01-02',
    year: 2024,
    note: 'Ask Bo about the proof',
  }

  test.each([
    ['a list, as Zotero writes it', [zotero]],
    ['one item', zotero],
    ['items of an object', { items: [zotero] }],
    ['references of an object, as pandoc has them', { references: [zotero] }],
  ])('is read as %s', async (_, value) => {
    expect(await read(value)).toEqual({ format: 'CSL-JSON', papers: [paper], notUnderstood: [] })
  })

  const TABLE: readonly (readonly [item: object, expected: Partial<ReadPaper>, why: string])[] = [
    [{ title: [TITLE] }, { title: TITLE }, 'Crossref has lists of one title'],
    [{ title: 'Lanterns &amp; lamps that glow' }, { title: 'Lanterns & lamps that glow' }, 'entities'],
    [
      { title: 'CO<sub>2</sub> of lanterns, p < 0.05 at night' },
      { title: 'CO2 of lanterns, p < 0.05 at night' },
      'markup',
    ],
    [{ issued: { 'date-parts': [[2024]] } }, { year: 2024 }, 'a year'],
    [{ issued: { 'date-parts': [[2024, 2, 30]] } }, { year: 2024, month: 2 }, 'a day that is none'],
    [{ issued: { raw: '2024-01-02' } }, { year: 2024, published: '2024-01-02' }, 'a date as text'],
    [{ issued: { literal: 'Spring 2024' } }, { year: 2024 }, 'a season'],
    [{ issued: '2024-01' }, { year: 2024, month: 1 }, 'a date that is no object'],
    [{ issued: { 'date-parts': [[null]] } }, {}, 'no date'],
    [
      { author: [{ family: 'King', given: 'Martin', suffix: 'Jr.' }] },
      { authors: ['Martin King Jr.'] },
      'a suffix',
    ],
    [{ author: 'Example, Ada' }, {}, 'authors that are no list'],
    [{ keyword: 'light; night' }, { tags: ['light', 'night'] }, 'keywords'],
    [{ archive: 'arXiv', archive_location: '2401.00009' }, { ids: ['arxiv:2401.00009'] }, 'an archive'],
    [{ 'container-title': 'Journal of Lanterns' }, { journal: 'Journal of Lanterns' }, 'a journal'],
    [{ annote: 'Read this' }, { note: 'Read this' }, 'an annotation'],
    [{ DOI: '10.1000/X' }, { ids: ['doi:10.1000/x'] }, 'a DOI'],
    [{ DOI: 5, URL: null, volume: 3 }, {}, 'numbers and nothing'],
  ]

  test.each(TABLE)('%j: %j: %s', async (item, expected) => {
    const { papers } = await read([{ id: 'a', type: 'article', title: TITLE, ...item }])
    expect(papers).toEqual([
      { ids: ['title:lanternsthatglowatnight'], title: TITLE, ...expected, ...titleId(expected) },
    ])
  })

  function titleId({ title, ids }: Partial<ReadPaper>) {
    return title && !ids ? { ids: [`title:${title.toLowerCase().replace(/[^a-z0-9]/g, '')}`] } : {}
  }

  test('what is no item costs nothing but itself', async () => {
    const { papers, notUnderstood } = await read([5, { title: TITLE }, { id: 'b', title: 'Lamps' }])
    expect(papers.map(({ title }) => title)).toEqual([TITLE])
    expect(notUnderstood).toEqual([
      'Item 1: is not written as CSL-JSON is.',
      'Item 3 (b): “Lamps” has no identifier, and its title is too short to tell it by.',
    ])
  })
})

const library = {
  format: 'gloss-library/1',
  exported: '2026-08-20T10:00:00.000Z',
  papers: [
    {
      ids: ['arxiv:2401.00001', 'doi:10.1000/x'],
      title: TITLE,
      authors: ['Ada Example', 'Laurens van der Maaten'],
      published: '2024-01-02',
      abstract: 'We study lanterns.',
      journal: 'Journal of Lanterns',
      state: 'done',
      priority: 2,
      rating: 4,
      tags: ['light'],
      note: '# They *glow*\n\n    and <b>so</b> on',
      saved: '2024-02-03T10:20:30.000Z',
      read: '2024-02-04T10:20:30.000Z',
      topics: ['Lanterns'],
      url: 'https://arxiv.org/abs/2401.00001',
    },
    {
      ids: ['title:harbourswherethelanternsare'],
      title: 'Harbours where the lanterns are',
      authors: [],
      published: '2023',
    },
  ],
}

describe("Gloss's own JSON", () => {
  test('comes back as it was', async () => {
    expect(await read(library)).toEqual({
      format: 'Gloss (JSON)',
      papers: [
        {
          ids: ['arxiv:2401.00001', 'doi:10.1000/x'],
          title: TITLE,
          authors: ['Ada Example', 'Laurens van der Maaten'],
          abstract: 'We study lanterns.',
          published: '2024-01-02',
          year: 2024,
          journal: 'Journal of Lanterns',
          topics: ['Lanterns'],
          state: 'done',
          rating: 4,
          priority: 2,
          tags: ['light'],
          note: '# They *glow*\n\n    and <b>so</b> on',
          saved: Date.UTC(2024, 1, 3, 10, 20, 30),
          read: Date.UTC(2024, 1, 4, 10, 20, 30),
        },
        { ids: ['title:harbourswherethelanternsare'], title: 'Harbours where the lanterns are', year: 2023 },
      ],
      notUnderstood: [],
    })
  })

  test.each([
    ['a newer one', { format: 'gloss-library/2', papers: [{}] }, /newer Gloss.*Nothing was added\.$/],
    ['one of another shape', { format: 'gloss-library/2', list: {} }, /newer Gloss.*Nothing was added\.$/],
    ['one without papers', { format: 'gloss-library/1' }, /no paper of it is whole\. Nothing was added\.$/],
    ['an empty one', { format: 'gloss-library/1', papers: [] }, /holds no papers\. Nothing was added\.$/],
  ])('%s is refused', async (_, value, message) => {
    await expect(read(value)).rejects.toThrow(message)
  })

  test('fields that are wrong are left out', async () => {
    const wrong = {
      state: 'lost',
      rating: 9,
      tags: 'light',
      saved: 'yesterday',
      published: 5,
      note: null,
      new: {},
    }
    expect((await read({ ...library, papers: [{ ids: ['arxiv:2401.00001'], ...wrong }] })).papers).toEqual([
      { ids: ['arxiv:2401.00001'] },
    ])
  })

  test('breaks off wherever it likes, and what is whole is kept', async () => {
    const text = JSON.stringify(library)
    const second = text.indexOf('{"ids":["title:')
    for (const length of [second, second + 10, second + 60, text.length - 2]) {
      const { papers, notUnderstood } = await readReferences('x.json', text.slice(0, length))
      const count = length === text.length - 2 ? 2 : 1
      expect(papers).toHaveLength(count)
      expect(notUnderstood).toEqual([
        `The file breaks off or is damaged after paper ${count}; what is before was read.`,
      ])
    }
    await expect(readReferences('x.json', text.slice(0, 100))).rejects.toThrow('no paper of it is whole')
  })
})

describe("PaperMemory's export", () => {
  // As PaperMemory writes it: papers by their key, the version of the data last.
  const memory = {
    'Arxiv-2401.00001': {
      addDate: '2024-02-03T10:20:30.123Z',
      author: 'Ada Example and Bo van Sample',
      bibtex: '@article{example2024, title = {x}, doi = {10.1000/X}, year = {2024}}',
      code: {},
      codeLink: 'https://github.com/example/lanterns',
      count: 3,
      doi: '',
      favorite: true,
      favoriteDate: '2024-02-04T10:20:30.123Z',
      id: 'Arxiv-2401.00001',
      key: 'example2024lanterns',
      lastOpenDate: '2024-03-03T10:20:30.123Z',
      md: '[Lanterns that  glow at night](http://arxiv.org/pdf/2401.00001v2)',
      note: 'Accepted @ ICLL 2024 -- [dblp.org]\nAsk Bo',
      pdfLink: 'http://arxiv.org/pdf/2401.00001v2',
      source: 'arxiv',
      tags: ['light', 'night'],
      title: 'Lanterns that  glow at night',
      venue: 'ICLL',
      year: '2024',
    },
    'JMLR-2012_example12a': {
      addDate: '2024-02-03T10:20:30.123Z',
      author: 'Cy Third',
      bibtex: '',
      codeLink: '',
      count: 1,
      favorite: false,
      id: 'JMLR-2012_example12a',
      lastOpenDate: '',
      md: '',
      note: 'Published @ JMLR (2012)',
      pdfLink: 'https://www.jmlr.org/papers/volume13/example12a/example12a.pdf',
      source: 'jmlr',
      tags: [],
      title: 'Harbours where the lanterns are',
      venue: 'JMLR',
      year: '2012',
    },
    'ACL-2024_2024.acl-long.9': {
      title: 'Words for lanterns at night',
      pdfLink: 'https://aclanthology.org/2024.acl-long.9.pdf',
      codeLink: false,
    },
    broken: { id: 'broken' },
    __dataVersion: 10102,
  }

  test('is read with tags, notes and dates', async () => {
    expect(await read(memory)).toEqual({
      format: 'PaperMemory',
      papers: [
        {
          ids: ['arxiv:2401.00001', 'doi:10.1000/x'],
          title: TITLE,
          authors: ['Ada Example', 'Bo van Sample'],
          year: 2024,
          journal: 'ICLL',
          code: 'https://github.com/example/lanterns',
          tags: ['light', 'night', 'favorite'],
          note: 'Ask Bo',
          saved: Date.UTC(2024, 1, 3, 10, 20, 30, 123),
          read: Date.UTC(2024, 2, 3, 10, 20, 30, 123),
        },
        {
          ids: ['title:harbourswherethelanternsare'],
          title: 'Harbours where the lanterns are',
          authors: ['Cy Third'],
          year: 2012,
          journal: 'JMLR',
          saved: Date.UTC(2024, 1, 3, 10, 20, 30, 123),
        },
        { ids: ['acl:2024.acl-long.9'], title: 'Words for lanterns at night' },
      ],
      notUnderstood: ['Paper “broken”: is not written as PaperMemory writes papers.'],
    })
  })

  test('that breaks off keeps what is whole', async () => {
    const text = JSON.stringify(memory)
    const { format, papers, notUnderstood } = await readReferences(
      '',
      text.slice(0, text.indexOf('Words for')),
    )
    expect(format).toBe('PaperMemory')
    expect(papers.map(({ title }) => title)).toEqual([TITLE, 'Harbours where the lanterns are'])
    expect(notUnderstood).toEqual([
      'The file breaks off or is damaged; the papers before that place were read.',
    ])
  })
})

describe("Zotero's items", () => {
  const item = {
    itemID: 1,
    itemType: 'preprint',
    title: TITLE,
    abstractNote: 'We study lanterns.',
    creators: [
      { creatorType: 'author', firstName: 'Ada', lastName: 'Example' },
      { creatorType: 'author', name: 'Lantern Group, Harbour' },
      { creatorType: 'editor', firstName: 'Ed', lastName: 'Itor' },
    ],
    date: '2024-01-02',
    archiveID: 'arXiv:2401.00001',
    extra: 'arXiv:2401.00001 [cs]',
    url: 'http://arxiv.org/abs/2401.00001',
    dateAdded: '2024-02-03T10:20:30Z',
    tags: [{ tag: 'light' }, { tag: 'night', type: 1 }],
    notes: [
      { note: '<div data-schema-version="9"><h1>Mine</h1><ul><li><p>They <em>glow</em></p></li></ul></div>' },
    ],
    attachments: [],
  }
  const paper = {
    ids: ['arxiv:2401.00001'],
    title: TITLE,
    authors: ['Ada Example', 'Lantern Group, Harbour'],
    abstract: 'We study lanterns.',
    published: '2024-01-02',
    year: 2024,
    tags: ['light', 'night'],
    note: '# Mine\n\n- They *glow*',
    saved: Date.UTC(2024, 1, 3, 10, 20, 30),
  }

  test.each([
    [
      'by Better BibTeX',
      { config: { label: 'BetterBibTeX JSON' }, collections: {}, items: [item, { itemType: 'note' }] },
    ],
    ['by its interface', [{ key: 'ABCD2345', version: 1, data: item }]],
  ])('are read as written %s', async (_, value) => {
    expect(await read(value)).toEqual({ format: 'Zotero (JSON)', papers: [paper], notUnderstood: [] })
  })
})

test("Omnivore's links are read, and those that lead elsewhere counted", async () => {
  const link = {
    id: 'a',
    slug: 'lanterns',
    description: 'x',
    author: 'Ada',
    thumbnail: '',
    updatedAt: '2024-02-04T10:20:30.123Z',
  }
  const links = [
    {
      ...link,
      title: '[2401.00001] Lanterns that glow at night',
      url: 'https://arxiv.org/abs/2401.00001',
      state: 'Active',
      readingProgress: 40,
      labels: ['light'],
      savedAt: '2024-02-03T10:20:30.123Z',
      publishedAt: '2024-01-02T00:00:00.000Z',
    },
    {
      ...link,
      title: 'A shop',
      url: 'https://example.org/',
      state: 'Archived',
      savedAt: '2024-02-03T10:20:30.123Z',
    },
    {
      ...link,
      title: '2401.00002v2.pdf',
      url: 'https://arxiv.org/pdf/2401.00002v2',
      state: 'Archived',
      readingProgress: 0,
    },
  ]
  expect(await read(links)).toEqual({
    format: 'Omnivore',
    papers: [
      {
        ids: ['arxiv:2401.00001'],
        title: TITLE,
        published: '2024-01-02',
        year: 2024,
        state: 'reading',
        tags: ['light'],
        saved: Date.UTC(2024, 1, 3, 10, 20, 30, 123),
      },
      { ids: ['arxiv:2401.00002'], state: 'done' },
    ],
    notUnderstood: ['One link leads to no paper that Gloss knows by its address.'],
  })
})
