import { describe, expect, test } from 'vitest'
import { bibtexReader } from '@/lib/cite/read/bibtex'
import type { ReadPaper } from '@/lib/cite/read/reader'

/** The one paper of a file in which everything was understood. */
async function one(text: string): Promise<ReadPaper> {
  const { papers, notUnderstood } = await bibtexReader.read(text)
  expect(notUnderstood).toEqual([])
  expect(papers).toHaveLength(1)
  return papers[0] as ReadPaper
}

const entry = (fields: string) => `@article{key,\n  title = {Lanterns that glow at night},\n${fields}\n}\n`

describe('what programs write', () => {
  const TABLE: readonly (readonly [program: string, text: string, expected: ReadPaper])[] = [
    [
      'Zotero, of a preprint',
      `
@misc{example_lanterns_2024,
	title = {Lanterns that glow at night: {A} study},
	copyright = {All rights reserved},
	shorttitle = {Lanterns that glow at night},
	url = {http://arxiv.org/abs/2401.00001},
	doi = {10.48550/arXiv.2401.00001},
	abstract = {We study lanterns. They glow at 90\\% of \\$5.},
	urldate = {2024-02-03},
	publisher = {arXiv},
	author = {van der Example, Ada and Müller, Jörg},
	month = jan,
	year = {2024},
	note = {arXiv:2401.00001 [cs]},
	keywords = {Computer Science - Machine Learning, to cite},
	annote = {Comment: 12 pages, 3 figures},
}
`,
      {
        ids: ['arxiv:2401.00001'],
        title: 'Lanterns that glow at night: A study',
        authors: ['Ada van der Example', 'Jörg Müller'],
        abstract: 'We study lanterns. They glow at 90% of $5.',
        year: 2024,
        month: 1,
        tags: ['Computer Science - Machine Learning', 'to cite'],
        note: 'Comment: 12 pages, 3 figures',
      },
    ],
    [
      'Better BibLaTeX',
      `@online{exampleLanterns2024,
  title = {Lanterns That Glow at Night},
  author = {family=Example, given=Ada, prefix=de, useprefix=true and Sample, Bo},
  date = {2024-01-02},
  eprint = {2401.00001},
  eprinttype = {arXiv},
  eprintclass = {cs.LG},
  url = {http://arxiv.org/abs/2401.00001},
  pubstate = {prepublished},
  note = {Read this before the talk}
}`,
      {
        ids: ['arxiv:2401.00001'],
        title: 'Lanterns That Glow at Night',
        authors: ['Ada de Example', 'Bo Sample'],
        published: '2024-01-02',
        year: 2024,
        note: 'Read this before the talk',
      },
    ],
    [
      'dblp',
      `@article{DBLP:journals/corr/abs-2401-00001,
  author       = {Ada Example and
                  Bo {van Sample}},
  title        = {Lanterns that glow at night},
  journal      = {CoRR},
  volume       = {abs/2401.00001},
  year         = {2024},
  url          = {https://doi.org/10.48550/arXiv.2401.00001},
  timestamp    = {Mon, 01 Jan 2024 00:00:00 +0100},
  biburl       = {https://dblp.org/rec/journals/corr/abs-2401-00001.bib},
  bibsource    = {dblp computer science bibliography, https://dblp.org}
}`,
      {
        ids: ['arxiv:2401.00001'],
        title: 'Lanterns that glow at night',
        authors: ['Ada Example', 'Bo van Sample'],
        year: 2024,
      },
    ],
    [
      'Google Scholar',
      `@article{example2024lanterns,
  title={Lanterns that glow at night},
  author={Example, Ada and Sample, Bo and others},
  journal={arXiv preprint arXiv:2401.00001},
  year={2024}
}`,
      {
        ids: ['arxiv:2401.00001'],
        title: 'Lanterns that glow at night',
        authors: ['Ada Example', 'Bo Sample'],
        year: 2024,
      },
    ],
    [
      'the ACL Anthology',
      `@inproceedings{example-sample-2024-lanterns,
    title = "Lanterns that Glow at Night",
    author = "Example, Ada  and
      Sample, Bo",
    booktitle = "Proceedings of the 62nd Meeting on Lanterns",
    month = aug,
    year = "2024",
    url = "https://aclanthology.org/2024.acl-long.9",
    doi = "10.18653/v1/2024.acl-long.9",
    pages = "1--12",
}`,
      {
        ids: ['acl:2024.acl-long.9'],
        title: 'Lanterns that Glow at Night',
        authors: ['Ada Example', 'Bo Sample'],
        year: 2024,
        month: 8,
        journal: 'Proceedings of the 62nd Meeting on Lanterns',
      },
    ],
    [
      'JabRef',
      `% Encoding: UTF-8
@Article{Example2024,
  author       = {Ada Example},
  title        = {Lanterns that glow at night},
  journal      = {Journal of Lanterns},
  date         = {2024-01-02},
  doi          = {10.1000/lan\\_terns},
  creationdate = {2024-02-03T10:20:30},
  keywords     = {light; night, dark},
  ranking      = {rank4},
  readstatus   = {read},
  comment      = {Their proof is short.},
}
@Comment{jabref-meta: databaseType:biblatex;}`,
      {
        ids: ['doi:10.1000/lan_terns'],
        title: 'Lanterns that glow at night',
        authors: ['Ada Example'],
        published: '2024-01-02',
        year: 2024,
        journal: 'Journal of Lanterns',
        tags: ['light', 'night, dark'],
        state: 'done',
        rating: 4,
        note: 'Their proof is short.',
        saved: Date.UTC(2024, 1, 3, 10, 20, 30),
      },
    ],
    [
      'PaperMemory',
      `@misc{example2024lanterns,
    author = {Ada Example and Bo Sample},
    title = {Lanterns that glow at night},
    year = {2024},
    eprint = {2401.00001},
    archivePrefix = {arXiv},
    primaryClass = {cs.LG},
    url = {https://arxiv.org/pdf/2401.00001v2.pdf}
}`,
      {
        ids: ['arxiv:2401.00001'],
        title: 'Lanterns that glow at night',
        authors: ['Ada Example', 'Bo Sample'],
        year: 2024,
      },
    ],
  ]

  test.each(TABLE)('%s', async (_, text, expected) => {
    expect(await one(text)).toEqual(expected)
    expect(await one(text.replaceAll('\n', '\r\n').replaceAll('\r\n', '\n'))).toEqual(expected)
  })
})

describe('authors', () => {
  const TABLE: readonly (readonly [field: string, expected: readonly string[] | undefined, why: string])[] = [
    ['Lovelace, Ada', ['Ada Lovelace'], 'family name first'],
    ['Ada Lovelace', ['Ada Lovelace'], 'given name first'],
    ['van der Maaten, Laurens', ['Laurens van der Maaten'], 'particles'],
    ['Ludwig van Beethoven', ['Ludwig van Beethoven'], 'a particle within'],
    ['King, Jr., Martin Luther', ['Martin Luther King Jr.'], 'a suffix'],
    ['{LHCb Collaboration} and Li, Bo', ['LHCb Collaboration', 'Bo Li'], 'a group'],
    ['{Research and Innovation Lab}', ['Research and Innovation Lab'], 'an "and" in braces'],
    ['G{\\"o}del, Kurt and {\\L}o{\\\'s}, Jan', ['Kurt Gödel', 'Jan Łoś'], 'LaTeX'],
    ["Erd\\H{o}s, P\\'al and N\\'u\\~nez, Mar\\'{\\i}a", ['Pál Erdős', 'María Núñez'], 'more of it'],
    ['Ada Lovelace\n  and Bo Li AND Cy Third', ['Ada Lovelace', 'Bo Li', 'Cy Third'], 'in lines'],
    ['Jun{-}Yan Zhu', ['Jun-Yan Zhu'], 'a hyphen in braces'],
    ['others', undefined, 'nobody'],
    ['李飞飞', ['李飞飞'], 'Chinese'],
  ]

  test.each(TABLE)('%j are %j: %s', async (field, expected) => {
    expect((await one(entry(`author = {${field}},`))).authors).toEqual(expected)
  })

  test('six hundred are all read', async () => {
    const field = Array.from({ length: 600 }, (_, i) => `Family${i}, Given`).join(' and ')
    const { authors } = await one(entry(`author = {${field}},`))
    expect(authors).toHaveLength(600)
    expect(authors?.at(-1)).toBe('Given Family599')
  })
})

describe('titles', () => {
  const TABLE: readonly (readonly [field: string, expected: string, why: string])[] = [
    ['{{Lanterns: Deep Things at Night}}', 'Lanterns: Deep Things at Night', 'protected'],
    ['{{L}anterns of the {GPU} at Night}', 'Lanterns of the GPU at Night', 'capitals protected'],
    ['"Lanterns of the {"}Night{"}"', 'Lanterns of the "Night"', 'quotes'],
    ['{Lanterns in {$x^2$} and $\\ell_1$ spaces}', 'Lanterns in $x^2$ and $\\ell_1$ spaces', 'maths stays'],
    ["{Caf{\\'e} Lanterns \\& 100\\% of them}", 'Café Lanterns & 100% of them', 'LaTeX'],
    ['{Lanterns---or not---for 1--2 nights}', 'Lanterns—or not—for 1–2 nights', 'dashes'],
    ['{Lanterns\n      that glow   at night}', 'Lanterns that glow at night', 'in lines'],
    ['{Lanterns &amp; lamps at night}', 'Lanterns & lamps at night', 'entities'],
    ['{Lanterns of \\emph{Homo sapiens} {\\it at} night}', 'Lanterns of Homo sapiens at night', 'commands'],
    ['"Lanterns " # "that " # {glow at night}', 'Lanterns that glow at night', 'joined'],
  ]

  test.each(TABLE)('%s is %j: %s', async (field, expected) => {
    expect((await one(`@misc{k, doi = {10.1000/x}, title = ${field}}`)).title).toBe(expected)
  })
})

describe('identifiers', () => {
  const TABLE: readonly (readonly [fields: string, expected: readonly string[], why: string])[] = [
    ['doi = {https://doi.org/10.1000/X},', ['doi:10.1000/x'], 'an address for a DOI'],
    ['doi = {10.1000/a%7Bb},', ['doi:10.1000/a{b'], 'as Gloss writes braces'],
    ['eprint = {hep-th/9901001},', ['arxiv:hep-th/9901001'], 'an old number without a word of where'],
    ['eprint = {2401.00001v3}, archivePrefix = "arXiv",', ['arxiv:2401.00001'], 'a version'],
    ['eprint = {arXiv:2401.00001}, archiveprefix = {arXiv},', ['arxiv:2401.00001'], 'named twice'],
    [
      'eprint = {12345678}, eprinttype = {pubmed}, doi = {10.1000/x},',
      ['doi:10.1000/x'],
      'an eprint of another archive',
    ],
    [
      'doi = {10.1000/x}, eprint = {2401.00001}, archivePrefix = {arXiv},',
      ['arxiv:2401.00001', 'doi:10.1000/x'],
      'a preprint that was published',
    ],
    ['howpublished = {\\url{https://arxiv.org/abs/2401.00001}},', ['arxiv:2401.00001'], 'howpublished'],
    ['howpublished = {arXiv:2401.00001 [cs.LG]},', ['arxiv:2401.00001'], 'howpublished without an address'],
    ['note = {arXiv: 2401.00001},', ['arxiv:2401.00001'], 'a note'],
    ['url = {https://openreview.net/forum?id=aBc-123_X},', ['openreview:aBc-123_X'], 'an address'],
    ['journal = {ArXiv}, volume = {abs/2401.00001},', ['arxiv:2401.00001'], 'Semantic Scholar'],
    ['isbn = {978-3-16-148410-0},', ['title:lanternsthatglowatnight'], 'an ISBN names no paper'],
    [
      'note = {Extends the work of arXiv:2401.00009},',
      ['title:lanternsthatglowatnight'],
      'the number of another',
    ],
  ]

  test.each(TABLE)('%s: %j: %s', async (fields, expected) => {
    expect((await one(entry(fields))).ids).toEqual(expected)
  })
})

describe('a file that is not as it should be', () => {
  const good = (key: string, title: string) => `@article{${key},\n  title = {${title}},\n  year = 2024\n}\n`
  const A = good('a', 'Lanterns that glow at night')
  const B = good('b', 'Harbours where the lanterns are')

  const TABLE: readonly (readonly [why: string, broken: string, expected: string])[] = [
    [
      'a brace that is missing',
      '@article{x,\n  title = {Lamps that were broken,\n  year = 2020\n}\n\n',
      'Line 6 (x): the braces of the entry do not match.',
    ],
    [
      'a comma that is missing',
      '@article{x,\n  title = {Lamps that were broken}\n  year = {2020}\n}\n',
      'Line 6 (x): the entry is not written as BibTeX is; a comma, a quote or an equals sign may be missing.',
    ],
    [
      'a title that is too short',
      '@misc{x, title = {Lamps}}\n',
      'Line 6 (x): “Lamps” has no identifier, and its title is too short to tell it by.',
    ],
    ['no title', '@misc{x, year = 2020}\n', 'Line 6 (x): has neither an identifier nor a title.'],
  ]

  test.each(TABLE)('%s costs its entry only', async (_, broken, expected) => {
    const { papers, notUnderstood } = await bibtexReader.read(`${A}\n${broken}${B}`)
    expect(papers.map(paper => paper.title)).toEqual([
      'Lanterns that glow at night',
      'Harbours where the lanterns are',
    ])
    expect(notUnderstood).toEqual([expected])
  })

  test('that breaks off keeps what is whole', async () => {
    const { papers, notUnderstood } = await bibtexReader.read(`${A}${B.slice(0, 40)}`)
    expect(papers.map(paper => paper.title)).toEqual(['Lanterns that glow at night'])
    expect(notUnderstood).toEqual([
      'Line 5 (b): the file breaks off within this entry, or a brace of it is missing.',
    ])
  })

  test.each([
    ['round brackets', '@article(k,\n title = {Lanterns that glow (at night)}\n)'],
    ['no key', '@article{,\n title = {Lanterns that glow (at night)},\n}'],
    ['a key with spaces and colons', '@article{Ada: 2024 a,\n title = {Lanterns that glow (at night)},\n}'],
    ['capitals and little space', '@ARTICLE{k,TITLE={Lanterns that glow (at night)}}'],
    [
      'words between the entries',
      'From ada@example.org:\n\n@article{k, title = "Lanterns that glow (at night)"} and so on',
    ],
    ['an escaped brace', '@article{k, title = {Lanterns that glow (at night)}, note = {\\{}\n}\n'],
  ])('%s are read', async (_, text) => {
    const { papers } = await bibtexReader.read(text)
    expect(papers.map(paper => paper.title)).toEqual(['Lanterns that glow (at night)'])
  })
})

test('abbreviations hold for the entries behind them', async () => {
  const { papers, notUnderstood } = await bibtexReader.read(`
@string{lan = "Lanterns"}
@STRING(jl = "Journal of " # lan)
@article{a, title = lan # { that glow at night}, journal = jl, month = may # "~12", year = 2024}
@preamble{"\\newcommand{\\x}{y}"}
@string{lan = "Lamps"}
@article{b, title = lan # { that glow at night}, journal = jl}
`)
  expect(notUnderstood).toEqual([])
  expect(papers.map(({ title, journal, published }) => [title, journal, published])).toEqual([
    ['Lanterns that glow at night', 'Journal of Lanterns', '2024-05-12'],
    ['Lamps that glow at night', 'Journal of Lanterns', undefined],
  ])
})

test('a volume gives its entries what they leave out, and is no paper', async () => {
  const { papers } = await bibtexReader.read(`
@inproceedings{a, title = {Lanterns that glow at night}, crossref = {v}}
@proceedings{v, title = {Proceedings of the Meeting on Lanterns}, year = 2024}
`)
  expect(papers).toEqual([
    {
      ids: ['title:lanternsthatglowatnight'],
      title: 'Lanterns that glow at night',
      journal: 'Proceedings of the Meeting on Lanterns',
      year: 2024,
    },
  ])
})
