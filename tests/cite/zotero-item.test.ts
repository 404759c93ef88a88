import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Citable } from '@/lib/cite/format'
import { type ZoteroItem, zoteroItem } from '@/lib/cite/zotero-item'
import { problemsOf } from '../library/zotero-server'

const paper: Citable = {
  ids: ['arxiv:2401.00001'],
  title: 'Reading in the Margins',
  authors: ['Ada Lovelace'],
  year: 2024,
  month: 1,
  day: 2,
}

test('a preprint in full', () => {
  const item = zoteroItem({
    ...paper,
    authors: ['Ada Lovelace', 'Margin Team'],
    abstract: 'We read.\n\nThen we write.',
    comment: '12 pages,\n3 figures',
    categories: ['cs.CL', 'cs.IR'],
    code: 'https://example.org/code',
    project: 'https://example.org/margins',
    own: { tags: ['to cite', 'reading'], note: 'Good *first* page.', rating: 4 },
  })
  expect(item).toEqual({
    itemType: 'preprint',
    title: 'Reading in the Margins',
    creators: [
      { creatorType: 'author', firstName: 'Ada', lastName: 'Lovelace' },
      { creatorType: 'author', lastName: 'Margin Team', fieldMode: 1 },
    ],
    date: '2024-01-02',
    abstractNote: 'We read.\n\nThen we write.',
    repository: 'arXiv',
    archiveID: 'arXiv:2401.00001',
    DOI: '10.48550/arXiv.2401.00001',
    url: 'https://arxiv.org/abs/2401.00001',
    accessDate: 'CURRENT_TIMESTAMP',
    extra: 'arXiv:2401.00001 [cs.CL]\nCode: https://example.org/code\nProject: https://example.org/margins',
    tags: [{ tag: 'to cite' }, { tag: 'reading' }],
    notes: [{ note: '<p>Good *first* page.</p>' }, { note: '<p>Comment: 12 pages, 3 figures</p>' }],
    attachments: [],
    seeAlso: [],
  })
  expect(problemsOf({ ...item })).toEqual([])
})

test('of a title alone there is an item too', () => {
  const item = zoteroItem({
    ids: ['title:readinginthemargins'],
    title: 'Reading in the Margins',
    authors: [],
  })
  expect(item).toEqual({
    itemType: 'preprint',
    title: 'Reading in the Margins',
    creators: [],
    tags: [],
    notes: [],
    attachments: [],
    seeAlso: [],
  })
})

/** Fields by name; undefined is one that the item does not have. */
type Expected = Partial<Record<keyof ZoteroItem, string | undefined>>

describe('what kind of item a paper is', () => {
  const TABLE: readonly (readonly [changes: Partial<Citable>, expected: Expected, why: string])[] = [
    [{ journal: 'Phys. Rev. D 104, 063012 (2021)' }, { itemType: 'journalArticle' }, 'a journal'],
    [{ journal: 'CVPR2023' }, { itemType: 'conferencePaper', proceedingsTitle: 'CVPR2023' }, 'a conference'],
    [
      { journal: 'Proceedings of the 37th International\n Conference on Machine Learning, PMLR 119' },
      {
        itemType: 'conferencePaper',
        proceedingsTitle: 'Proceedings of the 37th International Conference on Machine Learning, PMLR 119',
      },
      'proceedings, on one line',
    ],
    [
      { journal: 'Proc. Natl. Acad. Sci. 117 (2020)' },
      { itemType: 'journalArticle' },
      'a journal by that name',
    ],
    [{ journal: 'Proceedings of the IEEE, 86(11)' }, { itemType: 'journalArticle' }, 'another'],
    [
      { journal: 'Proceedings of the IEEE/CVF Conference on Vision' },
      { itemType: 'conferencePaper' },
      'no journal, though it begins as one',
    ],
    [{ journal: 'J. Phys.: Conf. Ser. 1085' }, { itemType: 'journalArticle' }, 'a journal of conferences'],
    [{ journal: 'PMLR 139:8748-8763, 2021' }, { itemType: 'conferencePaper' }, 'a series of proceedings'],
    [{ journal: 'Proc. ACM Program. Lang. 4' }, { itemType: 'journalArticle' }, 'a journal of the ACM'],
    [
      { journal: 'Transactions of the ACL 9' },
      { itemType: 'journalArticle', publicationTitle: 'Transactions of the ACL 9' },
      'a journal of a society that holds conferences',
    ],
    [
      { journal: 'Nature 1', ids: ['arxiv:2401.00001', 'doi:10.1038/x'] },
      { itemType: 'journalArticle', DOI: '10.1038/x', extra: 'arXiv:2401.00001', archiveID: undefined },
      'published: the DOI is the publisher’s, and the number is kept',
    ],
    [{ journal: 'Nature 1' }, { DOI: undefined }, 'the DOI of arXiv is that of the preprint'],
    [{ ids: ['acl:P18-1001'] }, { itemType: 'conferencePaper', repository: undefined }, 'the ACL Anthology'],
    [{ ids: ['acl:Q18-1001'] }, { itemType: 'journalArticle' }, 'its Transactions'],
    [{ ids: ['acl:2021.tacl-1.3'] }, { itemType: 'journalArticle' }, 'its Transactions since 2020'],
    [{ ids: ['doi:10.1038/x'] }, { itemType: 'journalArticle', DOI: '10.1038/x' }, 'a DOI of any publisher'],
    [{ ids: ['doi:10.1109/cvpr52688.2022.01042'] }, { itemType: 'conferencePaper' }, 'a DOI of a conference'],
    [{ ids: ['doi:10.1109/tpami.2021.3059968'] }, { itemType: 'journalArticle' }, 'one of a journal'],
    [{ ids: ['doi:10.1145/3292500.3330701'] }, { itemType: 'conferencePaper' }, 'proceedings of the ACM'],
    [
      { ids: ['doi:10.1101/2024.01.02.573900'] },
      { itemType: 'preprint', repository: undefined, DOI: '10.1101/2024.01.02.573900' },
      'a preprint of bioRxiv or medRxiv, which share their DOIs',
    ],
    [{ ids: ['doi:10.1101/gr.123456.101'] }, { itemType: 'journalArticle' }, 'a journal of their publisher'],
    [
      { ids: ['doi:10.2139/ssrn.4567890'] },
      { itemType: 'preprint', repository: 'SSRN' },
      'a preprint of SSRN',
    ],
    [
      { ids: ['arxiv:2401.00001', 'openreview:aBcDeFgHiJ'] },
      { itemType: 'preprint', repository: 'arXiv' },
      'arXiv before OpenReview',
    ],
    [
      { ids: ['openreview:aBcDeFgHiJ'] },
      { itemType: 'preprint', repository: 'OpenReview', url: 'https://openreview.net/forum?id=aBcDeFgHiJ' },
      'OpenReview does not say whether it was accepted',
    ],
  ]

  test.each(TABLE)('%j is %j: %s', (changes, expected) => {
    const item = zoteroItem({ ...paper, ...changes })
    const found = Object.keys(expected).map(name => [name, item[name as keyof ZoteroItem]])
    expect(Object.fromEntries(found)).toEqual(expected)
    expect(problemsOf({ ...item })).toEqual([])
  })
})

describe('fields', () => {
  const TABLE: readonly (readonly [
    changes: Partial<Record<keyof Citable, unknown>>,
    name: keyof ZoteroItem,
    expected: unknown,
    why: string,
  ])[] = [
    [{ title: 'A $\\alpha$ \n \\textsc{Margin}' }, 'title', 'A α Margin', 'LaTeX is read, on one line'],
    [{ year: 2024, month: undefined, day: undefined }, 'date', '2024', 'a year'],
    [{ year: 2024, month: 11, day: undefined }, 'date', '2024-11', 'a month'],
    [{ year: undefined }, 'date', undefined, 'no year, no date'],
    [
      { ids: ['arxiv:hep-th/9901001'], categories: ['hep-th'] },
      'extra',
      'arXiv:hep-th/9901001',
      'an old number',
    ],
    [{ abstract: ' \n ' }, 'abstractNote', undefined, 'nothing but white space'],
    [{ abstract: 'One\r\n \r\nTwo\u0000' }, 'abstractNote', 'One\n\nTwo', 'control characters'],
    [{ own: { tags: ['b', ' b ', '', 'a'] } }, 'tags', [{ tag: 'b' }, { tag: 'a' }], 'each once, none empty'],
    [{ own: { note: '  ' } }, 'notes', [], 'an empty note'],
    [
      { own: { note: 'One\ntwo\n \n\n# Three' } },
      'notes',
      [{ note: '<p>One<br/>two</p><p># Three</p>' }],
      'lines and paragraphs',
    ],
    [
      { own: { note: '<img src="x" onerror="a()"> & so' } },
      'notes',
      [{ note: '<p>&lt;img src=&quot;x&quot; onerror=&quot;a()&quot;&gt; &amp; so</p>' }],
      'text is text, never HTML',
    ],
  ]

  test.each(TABLE)('of %j, %s is %j: %s', (changes, name, expected) => {
    // What is undefined in the table is left out of the paper.
    const changed = Object.fromEntries(
      Object.entries({ ...paper, ...changes }).filter(([, value]) => value !== undefined),
    ) as unknown as Citable
    expect(zoteroItem(changed)[name]).toEqual(expected)
  })
})

describe('creators', () => {
  const TABLE: readonly (readonly [author: string, first: string | undefined, last: string, why: string])[] =
    [
      ['Ada Lovelace', 'Ada', 'Lovelace', 'a given and a family name'],
      ['Laurens van der Maaten', 'Laurens', 'van der Maaten', 'particles belong to the family name'],
      ['Martin Luther King Jr.', 'Martin Luther, Jr.', 'King', 'a suffix stands where Zotero looks for it'],
      ['Lovelace, Ada', 'Ada', 'Lovelace', 'family name first'],
      ['Plato', undefined, 'Plato', 'one name is one field'],
      ['LHCb Collaboration', undefined, 'LHCb Collaboration', 'so is a group'],
      ['Beno\\^it Mandelbrot', 'Benoît', 'Mandelbrot', 'LaTeX is read'],
    ]

  test.each(TABLE)('%j is %j %j: %s', (author, firstName, lastName) => {
    expect(zoteroItem({ ...paper, authors: [author] }).creators).toEqual([
      firstName === undefined
        ? { creatorType: 'author', lastName, fieldMode: 1 }
        : { creatorType: 'author', firstName, lastName },
    ])
  })

  test('six hundred are all named', () => {
    const authors = Array.from({ length: 600 }, (_, i) => `Given${i} Family${i}`)
    const { creators } = zoteroItem({ ...paper, authors })
    expect(creators).toHaveLength(600)
    expect(creators.at(-1)).toEqual({ creatorType: 'author', firstName: 'Given599', lastName: 'Family599' })
  })
})

test('whatever is in a paper, Zotero takes the item, and no note has a tag but those of its paragraphs', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'<>&"\\{}$%, \n\r\u0000\ud800a'), maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  const papers = fc.record(
    {
      ids: fc.constant(['arxiv:2401.00001'] as const),
      title: text.map(title => `Title ${title}`),
      authors: fc.array(text, { maxLength: 4 }),
      year: fc.integer({ min: 1, max: 9999 }),
      abstract: text,
      journal: text,
      comment: text,
      own: fc.record({ tags: fc.array(text, { maxLength: 3 }), note: text }),
    },
    { requiredKeys: ['ids', 'title', 'authors'] },
  )
  fc.assert(
    fc.property(papers, changes => {
      const item = zoteroItem(changes)
      expect(problemsOf({ ...item })).toEqual([])
      expect(JSON.stringify(item).isWellFormed()).toBe(true)
      for (const { note } of item.notes) expect(note.replace(/<\/?p>|<br\/>/g, '')).not.toMatch(/[<>]/)
    }),
  )
})
