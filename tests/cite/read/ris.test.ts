import { describe, expect, test } from 'vitest'
import type { ReadPaper } from '@/lib/cite/read/reader'
import { readReferences } from '@/lib/cite/read/registry'

const read = (text: string) => readReferences('papers.ris', text)

describe('what programs write', () => {
  const TABLE: readonly (readonly [program: string, text: string, expected: readonly ReadPaper[]])[] = [
    [
      'Zotero',
      `TY  - UNPB
TI  - Lanterns that glow at night
AU  - Example, Ada
AU  - Sample, Bo van
AU  - LHCb Collaboration
AB  - We study lanterns.
DA  - 2024/01/02/
PY  - 2024
DO  - 10.48550/arXiv.2401.00001
DP  - arXiv.org
PB  - arXiv
UR  - http://arxiv.org/abs/2401.00001
Y2  - 2024/02/03/10:20:30
KW  - Computer Science - Machine Learning
KW  - to cite
N1  - <p>They <strong>glow</strong>.</p>
N1  - Comment: 12 pages
ER  - 

TY  - JOUR
TI  - Harbours where the lanterns are
T2  - Journal of Harbours
AU  - Third, Cy
DO  - 10.1000/x
PY  - 2023
SP  - 1
EP  - 12
ER  - 

`,
      [
        {
          ids: ['arxiv:2401.00001'],
          title: 'Lanterns that glow at night',
          authors: ['Ada Example', 'Bo van Sample', 'LHCb Collaboration'],
          abstract: 'We study lanterns.',
          published: '2024-01-02',
          year: 2024,
          tags: ['Computer Science - Machine Learning', 'to cite'],
          note: 'They **glow**.\n\nComment: 12 pages',
        },
        {
          ids: ['doi:10.1000/x'],
          title: 'Harbours where the lanterns are',
          authors: ['Cy Third'],
          year: 2023,
          journal: 'Journal of Harbours',
        },
      ],
    ],
    [
      'a publisher, in the old way',
      `TY  - JOUR
A1  - Example, Ada
Y1  - 2024/1/2
T1  - Lanterns that glow at night
JF  - Journal of Lanterns
N2  - We study lanterns.
  They glow.
UR  - https://doi.org/10.1000/X
M3  - doi: 10.1000/X
ER  -`,
      [
        {
          ids: ['doi:10.1000/x'],
          title: 'Lanterns that glow at night',
          authors: ['Ada Example'],
          abstract: 'We study lanterns. They glow.',
          published: '2024-01-02',
          year: 2024,
          journal: 'Journal of Lanterns',
        },
      ],
    ],
    [
      'EndNote, which repeats the title and lists keywords in lines',
      `TY  - JOUR
AU  - King, Martin Luther, Jr.
PY  - 2024
ST  - Lanterns
TI  - Lanterns that glow at night
T2  - arXiv preprint arXiv:2401.00001
KW  - light
night
N1  - Lanterns that glow at night
ID  - 42
ER  - `,
      [
        {
          ids: ['arxiv:2401.00001'],
          title: 'Lanterns that glow at night',
          authors: ['Martin Luther King Jr.'],
          year: 2024,
          tags: ['light', 'night'],
        },
      ],
    ],
    [
      'somebody with little space',
      'TY - JOUR\nTI - Lanterns that glow at night\nER -\n',
      [{ ids: ['title:lanternsthatglowatnight'], title: 'Lanterns that glow at night' }],
    ],
  ]

  test.each(TABLE)('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual({ format: 'RIS', papers: expected, notUnderstood: [] })
    expect((await read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).papers).toEqual(expected)
  })
})

test('a file that breaks off keeps what is whole', async () => {
  const text =
    'TY  - JOUR\nTI  - Lanterns that glow at night\nER  - \n\nTY  - JOUR\nTI  - Harbours where the lanterns are'
  expect(await read(text)).toEqual({
    format: 'RIS',
    papers: [{ ids: ['title:lanternsthatglowatnight'], title: 'Lanterns that glow at night' }],
    notUnderstood: ['Line 5: the file breaks off within this entry; it has no “ER” at its end.'],
  })
})

test('an entry without its end is ended by the next', async () => {
  const text =
    'TY  - JOUR\nTI  - Lanterns that glow at night\nTY  - JOUR\nTI  - Harbours where the lanterns are\nER  - '
  expect((await read(text)).papers.map(paper => paper.title)).toEqual([
    'Lanterns that glow at night',
    'Harbours where the lanterns are',
  ])
})

test('what names no paper is told', async () => {
  const { papers, notUnderstood } = await read('TY  - JOUR\nTI  - Lamps\nER  - \nAU  - Example, Ada\n')
  expect(papers).toEqual([])
  expect(notUnderstood).toEqual([
    'Line 1: “Lamps” has no identifier, and its title is too short to tell it by.',
    'Line 4: “AU  - Example, Ada” stands outside of any entry.',
  ])
})
