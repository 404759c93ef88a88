import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableReferences } from '@/lib/cite/read/reader'
import { fileReaders, readReferences } from '@/lib/cite/read/registry'

const TITLE = 'Lanterns that glow at night'

/** The beginning of a file of each format, with one paper in it. */
const FILES: Readonly<Record<string, string>> = {
  bibtex: `@misc{k,\n  title = {${TITLE}},\n  author = {Example, Ada},\n  eprint = {2401.00001},\n  archivePrefix = {arXiv}\n}\n`,
  ris: `TY  - JOUR\nTI  - ${TITLE}\nAU  - Example, Ada\nUR  - https://arxiv.org/abs/2401.00001\nER  - \n`,
  'csl-json': `[{"id":"a","type":"article","title":"${TITLE}","author":[{"family":"Example","given":"Ada"}],"URL":"https://arxiv.org/abs/2401.00001"}]`,
  'gloss-json': `{"format":"gloss-library/1","papers":[{"ids":["arxiv:2401.00001"],"title":"${TITLE}","authors":["Ada Example"]}]}`,
  'paper-memory': `{"Arxiv-2401.00001":{"addDate":"2024-02-03T10:20:30.123Z","author":"Ada Example","pdfLink":"https://arxiv.org/pdf/2401.00001","title":"${TITLE}"},"__dataVersion":10102}`,
  'zotero-json': `{"items":[{"itemType":"preprint","title":"${TITLE}","creators":[{"firstName":"Ada","lastName":"Example"}],"url":"https://arxiv.org/abs/2401.00001"}]}`,
  'saved-links': `[{"slug":"a","title":"${TITLE}","url":"https://arxiv.org/abs/2401.00001","savedAt":"2024-02-03T10:20:30.123Z"}]`,
  bookmarks: `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><A HREF="https://arxiv.org/abs/2401.00001">${TITLE}</A>\n</DL>`,
  csv: `"Key","Item Type","Author","Title","Url"\n"A","preprint","Example, Ada","${TITLE}","https://arxiv.org/abs/2401.00001"\n`,
  text: `${TITLE} https://arxiv.org/abs/2401.00001`,
}

describe('every format', () => {
  test('is tried here, and has an id of its own', () => {
    expect(fileReaders.map(({ id }) => id).toSorted()).toEqual(Object.keys(FILES).toSorted())
  })

  test.each(Object.entries(FILES))('%s is told from the others, and yields its paper', async (id, file) => {
    expect(fileReaders.find(reader => reader.matches('', file))?.id).toBe(id)
    for (const text of [
      file,
      `\uFEFF${file}`,
      `\n\n${file.replaceAll('\n', '\r\n')}`,
      file.replaceAll('\n', '\r'),
    ]) {
      const { papers, notUnderstood } = await readReferences('', text)
      expect(notUnderstood).toEqual([])
      expect(papers).toMatchObject([{ ids: ['arxiv:2401.00001'], title: TITLE }])
    }
  })

  test('says of letters that were lost', async () => {
    const { papers, notUnderstood } = await readReferences(
      '',
      `@misc{k, title = {Lanterns that gl\uFFFDw at night}}`,
    )
    expect(papers).toHaveLength(1)
    expect(notUnderstood).toEqual([
      'Some letters of the file could not be read. Save it as UTF-8 to keep its accents.',
    ])
  })
})

describe('a file without papers is refused, and nothing is added', () => {
  test.each([
    ['an empty one', '', 'The file is empty. Nothing was added.'],
    ['one of white space', '\uFEFF \n\n', 'The file is empty. Nothing was added.'],
    ['one that is no text', '%PDF-1.5\0\0', 'The file is not a text.'],
    ['a letter', 'Dear all,\nbring lanterns.', 'names no paper by an identifier or an address'],
    [
      'a list of no items',
      '{"items": [], "title": 5}',
      'looks like CSL-JSON, but holds no papers. Nothing was added.',
    ],
    [
      'JSON that breaks off early',
      '[{"id": "a", "title": "Lante',
      'no item of it is whole. Nothing was added.',
    ],
    ['bookmarks of nothing', '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p></DL>', 'but holds no papers'],
  ])('%s', async (_, text, message) => {
    const refused = readReferences('', text)
    await expect(refused).rejects.toThrow(UnreadableReferences)
    await expect(refused).rejects.toThrow(message)
  })

  test('one that is nested too deeply', async () => {
    const deep = `<!DOCTYPE NETSCAPE-Bookmark-file-1>${'<DL>'.repeat(20_000)}`
    await expect(readReferences('', deep)).rejects.toThrow('nested too deeply')
  })
})

test('one paper under two names is one where an entry says so', async () => {
  const { papers } = await readReferences(
    '',
    `@misc{a, title = {${TITLE}}, eprint = {2401.00001}, archivePrefix = {arXiv}, keywords = {light}, annote = {One}}
@misc{b, title = {Lanterns that glow}, doi = {10.1000/x}, year = 2023, keywords = {Light, night}, annote = {Two}}
@misc{c, title = {Harbours where the lanterns are}, doi = {10.1000/z}}
@misc{d, doi = {10.1000/x}, eprint = {2401.00001}, archivePrefix = {arXiv}, journal = {Journal}, annote = {One}}`,
  )
  expect(papers).toEqual([
    {
      ids: ['arxiv:2401.00001', 'doi:10.1000/x'],
      title: TITLE,
      year: 2023,
      journal: 'Journal',
      tags: ['light', 'night'],
      note: 'One\n\nTwo',
    },
    { ids: ['doi:10.1000/z'], title: 'Harbours where the lanterns are' },
  ])
})

describe('limits', () => {
  test('twenty thousand papers are read, and the rest is told', async () => {
    const text = Array.from({ length: 20_002 }, (_, i) => `10.1000/${i}`).join('\n')
    const { papers, notUnderstood } = await readReferences('', `${text}\n10.1000/5`)
    expect(papers).toHaveLength(20_000)
    expect(notUnderstood).toEqual([
      'Only the first 20,000 papers were read; 2 more entries are left out. Split the file to import them.',
    ])
  })

  test('two hundred sentences are said, and the rest is counted', async () => {
    const { notUnderstood } = await readReferences('', 'TY  - JOUR\nER  - \n'.repeat(250))
    expect(notUnderstood).toHaveLength(201)
    expect(notUnderstood.at(-1)).toBe('50 more places were not understood.')
  })

  test('texts are cut', async () => {
    const { papers } = await readReferences(
      '',
      JSON.stringify([
        { title: `${TITLE} ${'x'.repeat(5000)}`, abstract: 'y '.repeat(50_000), annote: 'z'.repeat(300_000) },
      ]),
    )
    expect(papers[0]?.title).toHaveLength(1001)
    expect(papers[0]?.abstract?.length).toBeLessThanOrEqual(20_001)
    expect(papers[0]?.note).toHaveLength(100_001)
  })
})

describe('a megabyte of what nobody closes is read or refused like any other', () => {
  const many = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))

  test.each([
    ['braces', `@misc{k, title = ${many('{')}`],
    ['commands', `@misc{k, title = {${many('\\cite{')}}}`],
    ['abbreviations of themselves', `${'@string{a = a # a # "lantern"}\n'.repeat(1000)}@misc{k, note = a}`],
    ['a quote', `title,url\n"${many('\n')}`],
    ['brackets', many('[')],
    ['a string', `[{"title":"${many('\\')}`],
    ['words', many('a.')],
    ['tags', `<!DOCTYPE NETSCAPE-Bookmark-file-1>${many('<a')}`],
    ['spaces', `TY  - ${many(' ')}`],
  ])('%s', async (_, text) => {
    const outcome = await readReferences('', text).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableReferences)
    else expect(outcome).toMatchObject({ papers: [] })
  })
})

describe('whatever the file', () => {
  /** Pieces that files are made of, with the ones that open something and do not close it. */
  const pieces = fc.constantFrom(
    ...'@misc{k,|@article(|@string{a = |title = |author = {|}|{|"|,|\n|#|=|\\|$|TY  - JOUR\n|ER  - \n|TI  - |AU  - A, B\n'.split(
      '|',
    ),
    ...'[|]|{"title":|"id":|:|"|\\u00|null|1|{"format":"gloss-library/1","papers":[|"__dataVersion"|"addDate":|"itemType":'.split(
      '|',
    ),
    ...'<!DOCTYPE NETSCAPE-Bookmark-file-1>|<DL>|</DL>|<DT>|<A HREF="|">|</A>|<H3>|&amp;|&#x|<p>'.split('|'),
    ...'title,url\n|Item Type,Key,Title\n|;|arXiv:2401.00001|10.1000/x|https://arxiv.org/abs/2401.00001| | and '.split(
      '|',
    ),
    '\uFEFF',
    '\r\n',
    'Lanterns that glow at night',
    '\uD800',
    'é',
    'Ã©',
  )
  const file = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(''))
  const cut = fc
    .tuple(
      fc.constantFrom(...Object.values(FILES)),
      fc.nat(400),
      fc.nat(400),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    )
    .map(([text, from, length, put]) => text.slice(0, from) + put + text.slice(from + (length % 7)))

  test.each([
    ['pieces of formats', file],
    ['files that were damaged', cut],
    ['any text', fc.string({ unit: 'binary', maxLength: 100 })],
  ])('%s are read or refused', async (_, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async text => {
        const file = await readReferences('', text).catch((error: unknown) => error)
        if (file instanceof Error) {
          expect(file).toBeInstanceOf(UnreadableReferences)
          expect(file.message).toMatch(/ Nothing was added\.$/)
          return
        }
        const { papers } = file as Awaited<ReturnType<typeof readReferences>>
        const ids = papers.flatMap(paper => paper.ids)
        expect(new Set(ids).size).toBe(ids.length)
        for (const paper of papers) {
          expect(paper.ids.length).toBeGreaterThan(0)
          expect(paper.title ?? '').not.toMatch(/\n/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
