import { describe, expect, test } from 'vitest'
import { readReferences } from '@/lib/cite/read/registry'
import { readTable } from '@/lib/cite/read/table'

const TITLE = 'Lanterns that glow at night'
const read = (text: string) => readReferences('papers.csv', text)

describe('a table', () => {
  const TABLE: readonly (readonly [text: string, expected: readonly (readonly string[])[], why: string])[] = [
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'plain',
    ],
    [
      'a;b\n1;2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'semicolons',
    ],
    [
      'a\tb\n1,5\t2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
      'tabs',
    ],
    [
      '"a","b ""c"""\n"x\ny",""\n',
      [
        ['a', 'b "c"'],
        ['x\ny', ''],
      ],
      'quotes, and lines within',
    ],
    [
      'a,b\n\n,\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'empty rows',
    ],
    [
      'a,b\n"1"2,3',
      [
        ['a', 'b'],
        ['12', '3'],
      ],
      'a quote that was not doubled',
    ],
    ['a,b,c\n1', [['a', 'b', 'c'], ['1']], 'a short row'],
  ]

  test.each(TABLE)('%j is %j: %s', (text, expected) => {
    const table = readTable(text)
    expect(table.rows.map(({ cells }) => cells)).toEqual(expected)
    expect(table.open).toBe(false)
  })

  test('knows its lines, and that it breaks off', () => {
    const { rows, open } = readTable('a,b\n"x\ny",1\n\n2,"3')
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5])
    expect(open).toBe(true)
  })
})

const ZOTERO_HEAD =
  '"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","ISSN","DOI","Url","Abstract Note","Date","Date Added","Date Modified","Access Date","Pages","Archive","Archive Location","Library Catalog","Extra","Notes","File Attachments","Manual Tags","Automatic Tags","Editor"'
const ZOTERO = `${ZOTERO_HEAD}
"ABCD2345","preprint","2024","Example, Ada; van der Maaten, Laurens; LHCb Collaboration","${TITLE}","","","","","http://arxiv.org/abs/2401.00001","We study ""lanterns"".","2024-01-02","2024-02-03 10:20:30","2024-02-03 10:20:30","","","","","arXiv.org","arXiv:2401.00001 [cs]","<p>They <b>glow</b>; really</p>","lanterns.pdf","to cite; light","Computer Science - Machine Learning","Itor, Ed"
"EFGH2345","journalArticle","2023","Third, Cy","Harbours where the lanterns are","Journal of Harbours","","1234-5678","10.1000/X","https://example.org/","","2023","2024-02-03 10:20:30","","","1-12","","","","","","","","",""
"IJKL2345","attachment","","","PDF","","","","","","","","","","","","","","","","","","","",""
`

describe('Zotero', () => {
  const expected = {
    format: 'Zotero (CSV)',
    papers: [
      {
        ids: ['arxiv:2401.00001'],
        title: TITLE,
        authors: ['Ada Example', 'Laurens van der Maaten', 'LHCb Collaboration'],
        abstract: 'We study "lanterns".',
        published: '2024-01-02',
        year: 2024,
        tags: ['to cite', 'light', 'Computer Science - Machine Learning'],
        note: 'They **glow**; really',
        saved: Date.UTC(2024, 1, 3, 10, 20, 30),
      },
      {
        ids: ['doi:10.1000/x'],
        title: 'Harbours where the lanterns are',
        authors: ['Cy Third'],
        year: 2023,
        journal: 'Journal of Harbours',
        saved: Date.UTC(2024, 1, 3, 10, 20, 30),
      },
    ],
    notUnderstood: [],
  }

  test('is read, with a byte order mark or without', async () => {
    expect(await read(ZOTERO)).toEqual(expected)
    expect(await read(`\uFEFF${ZOTERO.replaceAll('\n', '\r\n')}`)).toEqual(expected)
  })

  test('that breaks off keeps the rows that are whole', async () => {
    const { papers, notUnderstood } = await read(ZOTERO.slice(0, ZOTERO.indexOf('Journal of')))
    expect(papers.map(({ title }) => title)).toEqual([TITLE])
    expect(notUnderstood).toEqual([
      'Line 3: the file breaks off within this row; the rows before it were read.',
    ])
  })
})

test('Pocket, whose links lead anywhere', async () => {
  const { papers, notUnderstood } = await read(`title,url,time_added,tags,status
[2401.00001] Lanterns that glow at night,https://arxiv.org/abs/2401.00001,1706955630,light|night,archive
https://arxiv.org/pdf/2401.00002,https://arxiv.org/pdf/2401.00002,1706955631,,unread
A shop with lanterns for everybody,https://example.org/,1706955632,,unread
A second shop,https://example.org/2,1706955632,,unread
`)
  expect(papers).toEqual([
    {
      ids: ['arxiv:2401.00001'],
      title: TITLE,
      tags: ['light', 'night'],
      state: 'done',
      saved: 1706955630000,
    },
    { ids: ['arxiv:2401.00002'], state: 'to-read', saved: 1706955631000 },
  ])
  expect(notUnderstood).toEqual(['2 links lead to no paper that Gloss knows by its address.'])
})

test('a table that somebody made', async () => {
  const { format, papers } = await read(
    `Title;Authors;Year;arXiv;My rating;Comment\n"${TITLE}";"Ada Example; Bo Li";2024;2401.00001;4;"'=good"\n`,
  )
  expect(format).toBe('CSV')
  expect(papers).toEqual([
    {
      ids: ['arxiv:2401.00001'],
      title: TITLE,
      authors: ['Ada Example', 'Bo Li'],
      year: 2024,
      rating: 4,
      note: '=good',
    },
  ])
})
