import { type CSL, type CSLName, plugins } from '@citation-js/core'
import { beforeAll, describe, expect, test } from 'vitest'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { biblatex } from '@/lib/cite/biblatex'
import { bibtex } from '@/lib/cite/bibtex'
import { type CslItem, cslItems, cslJson } from '@/lib/cite/csl-json'
import { csv } from '@/lib/cite/csv'
import { factsOf } from '@/lib/cite/facts'
import type { Citable } from '@/lib/cite/format'
import { type GlossPaper, glossJson } from '@/lib/cite/gloss-json'
import { citationKeys } from '@/lib/cite/keys'
import { markdownLinkFormat } from '@/lib/cite/markdown-link'
import { markdownNote } from '@/lib/cite/markdown-note'
import { familyOf, fullName, type Name, readNames } from '@/lib/cite/names'
import { plainText } from '@/lib/cite/plain-text'
import { ris } from '@/lib/cite/ris'
import { latexToText } from '@/lib/papers/latex'
import { foldToLetters } from '@/lib/papers/title-key'
import { describeShared } from '../shared'
import { describeWith, throughBiber, throughBibutils, throughPandoc, throughPython } from './outside-tools'
import { realPapers } from './real-papers'

/** What must be the same on both sides. Titles and abstracts by their letters: each tool prints maths in its own way. */
interface Told {
  readonly key: string
  readonly title: string
  readonly authors: readonly string[]
  readonly year: string
  readonly doi: string
  readonly url: string
  readonly abstract: string
}

/** Milliseconds that another's program may take on a machine that has other things to do. */
const PATIENCE = 240_000

/** BibTeX leaves out the DOI of arXiv's, for the number says it. */
type Dois = 'all' | 'published'

function toldOf(papers: readonly Citable[], dois: Dois): Told[] {
  const items = cslItems(papers)
  return papers.map((paper, index) => {
    const { doi = '', url = '' } = factsOf(paper)
    return {
      key: items[index]?.id ?? '',
      title: letters(paper.title),
      authors: readNames(paper.authors).map(expectedName),
      year: String(paper.year),
      doi: dois === 'all' ? (items[index]?.DOI ?? '') : doi,
      url,
      abstract: letters(paper.abstract ?? ''),
    }
  })
}

/** What a tool has read, put into the order in which the papers were written. */
function inOrder(items: readonly Told[], papers: readonly Citable[]): Told[] {
  const byKey = new Map(items.map(item => [item.key, item]))
  return citationKeys(papers).flatMap(key => byKey.get(key) ?? [])
}

/** Says only what differs: two thousand papers side by side would tell nobody anything. */
function expectSame(read: readonly Told[], told: readonly Told[]): void {
  expect(read).toHaveLength(told.length)
  const different = told.flatMap((paper, index) => {
    const other: Partial<Told> = read[index] ?? {}
    const fields = Object.keys(paper) as (keyof Told)[]
    const wrong = fields.filter(field => JSON.stringify(paper[field]) !== JSON.stringify(other[field]))
    return wrong.map(field => {
      const [a, b] = [[paper[field]].flat(), [other[field] ?? []].flat()]
      const at = a.findIndex((value, place) => value !== b[place])
      return `${paper.key}: ${field} is ${b[at]}, and was ${a[at]}`
    })
  })
  expect(different).toEqual([])
}

function toldByItem(item: CSL | CslItem): Told {
  return {
    key: String(item.id),
    title: letters(item.title ?? ''),
    authors: (item.author ?? []).map(readName),
    year: String(item.issued?.['date-parts']?.[0]?.[0]),
    doi: String(item.DOI ?? ''),
    url: String(item.URL ?? ''),
    abstract: letters(item.abstract ?? ''),
  }
}

function letters(text: string): string {
  return foldToLetters(latexToText(text.replace(/<\/?(?:span|sub|sup|i|b)\b[^<>]*>/g, '')))
}

function expectedName(name: Name): string {
  return 'literal' in name ? nameText(name.literal) : nameText(familyOf(name), name.given, name.suffix)
}

function readName(name: CSLName): string {
  if (name.literal !== undefined) return nameText(name.literal)
  const particle = name['non-dropping-particle'] ?? name['dropping-particle'] ?? ''
  const joined = /[-'’]$/.test(particle) ? particle : `${particle} `
  return nameText(joined + (name.family ?? ''), name.given, name.suffix)
}

/** Small letters at the end of given names go to the family name: for pandoc they are particles. */
function nameText(family: string, given = '', suffix = ''): string {
  const [, firstNames = given, between = ''] = /^(.*\S) ((?:\p{Ll}\S* ?)+)$/u.exec(given) ?? []
  return [`${between} ${family}`, firstNames, suffix]
    .map(part =>
      part
        .replace(/\.(?=\p{Lu})/gu, '. ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join('|')
    .replace(/[’‘]/g, "'")
    .replace(/[‐–]/g, '-')
    .replace(/^others\|\|$/, 'et al.||')
}

const OPTIONS = { generateGraph: false } as Parameters<typeof plugins.input.chain>[1]

function citationJs(text: string): Told[] {
  return plugins.input.chain(text, OPTIONS).map(toldByItem)
}

describeShared('two thousand real papers come back the same', () => {
  let papers: Citable[] = []
  const withLongest = () => [...papers].sort((a, b) => b.authors.length - a.authors.length)

  beforeAll(() => {
    papers = realPapers()
  })

  test('and are the hard ones too', () => {
    expect(papers).toHaveLength(2000)
    expect(Math.max(...papers.map(({ authors }) => authors.length))).toBeGreaterThan(3000)
    expect(papers.filter(({ authors }) => authors.length > 300).length).toBeGreaterThan(8)
    const names = papers.flatMap(({ authors }) => readNames(authors))
    expect(names.filter(name => 'particle' in name && name.particle).length).toBeGreaterThan(100)
    expect(names.filter(name => /[^\p{ASCII}]/u.test(familyOf(name))).length).toBeGreaterThan(500)
  })

  describeWith('biber', () => {
    // Names take biber half a minute for all papers; pandoc, which is quicker, reads all of both dialects.
    test.concurrent(
      'reads BibLaTeX, and its data model has nothing against it',
      async () => {
        const some = withLongest().filter((_, index) => index % 2 === 0)
        const { bib, warnings } = await throughBiber(biblatex.format(some))
        expect(warnings).toEqual([])
        expectSame(inOrder(citationJs(bib), some), toldOf(some, 'published'))
        expect(eprintsOf(bib)).toEqual(numbersOf(some))
      },
      PATIENCE,
    )

    test.concurrent('reads BibTeX', async () => {
      const some = withLongest().filter((_, index) => index % 5 === 1)
      const { bib, warnings } = await throughBiber(bibtex.format(some))
      expect(warnings).toEqual([])
      expectSame(inOrder(citationJs(bib), some), toldOf(some, 'published'))
      expect(eprintsOf(bib)).toEqual(numbersOf(some))
    })
  })

  describeWith('pandoc', () => {
    test.concurrent.each([['bibtex', bibtex] as const, ['biblatex', biblatex] as const])(
      'reads %s',
      async (from, format) => {
        const { text, warnings } = await throughPandoc(from, 'csljson', format.format(papers))
        expect(warnings).toBe('')
        const items = (JSON.parse(text) as CSL[]).map(toldByItem)
        expectSame(inOrder(items, papers), toldOf(papers, 'published'))
      },
    )

    // Debian's pandoc 2.17 reads no RIS: that is left to bibutils and to citation-js.
    test.concurrent('reads CSL-JSON', async () => {
      const { text, warnings } = await throughPandoc('csljson', 'csljson', cslJson.format(papers))
      expect(warnings).toBe('')
      const items = JSON.parse(text) as CSL[]
      expectSame(inOrder(items.map(toldByItem), papers), toldOf(papers, 'all'))
      expect(items.map(item => item.archive_location ?? '').sort()).toEqual(numbersOf(papers))
    })

    test.concurrent('reads the front matter of Markdown notes', async () => {
      // All of them as the items of one list, which it prints by a template of Markdown's.
      const items = papers.map(paper => {
        const [, frontMatter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(markdownNote.format([paper])) ?? []
        return `- ${frontMatter.replaceAll('\n', '\n  ')}\n`
      })
      const { text, warnings } = await throughPandoc(
        'markdown_strict+yaml_metadata_block',
        'plain',
        `---\npapers:\n${items.join('')}---\n`,
        '$for(papers)$$papers.arxiv$|$papers.title$|$for(papers.authors)$$papers.authors$;$endfor$\n$endfor$',
      )
      expect(warnings).toBe('')
      const told = papers.map(paper => [
        factsOf(paper).arxiv,
        letters(paper.title),
        letters(readNames(paper.authors).map(fullName).join(';')),
      ])
      expect(
        text
          .split('\n')
          .filter(Boolean)
          .map(line => line.split('|'))
          .map(([arxiv, title = '', authors = '']) => [arxiv, letters(title), letters(authors)]),
      ).toEqual(told)
    })

    test.concurrent('reads Markdown links', async () => {
      const { text } = await throughPandoc('commonmark', 'plain', markdownLinkFormat.format(papers))
      expect(letters(text)).toBe(letters(papers.map(({ title }) => latexToText(title)).join(' ')))
    })
  })

  describeWith('ris2xml', () => {
    test('reads RIS', async () => {
      const { mods, warnings } = await throughBibutils(ris.format(papers))
      expect(warnings).toBe('')
      expectSame(mods.split('<mods ').slice(1).map(toldByMods), toldOf(papers, 'all').map(loosely))
    })
  })

  describe('citation-js', () => {
    test.each([['BibTeX', bibtex, 'published'] as const, ['BibLaTeX', biblatex, 'published'] as const])(
      'reads %s',
      (_, format, dois) => {
        expectSame(inOrder(citationJs(format.format(papers)), papers), toldOf(papers, dois))
      },
    )

    test('reads RIS', () => {
      const read = inOrder(citationJs(ris.format(papers)), papers)
      // It keeps a name of several words that holds no comma whole, as it does a group's.
      expectSame(read, toldOf(papers, 'all'))
    })

    test('reads CSL-JSON', () => {
      expectSame(inOrder(citationJs(cslJson.format(papers)), papers), toldOf(papers, 'all'))
    })
  })

  test('Gloss JSON', () => {
    const read = JSON.parse(glossJson.format(papers)) as { format: string; papers: GlossPaper[] }
    expect(read.format).toBe('gloss-library/1')
    for (const [index, paper] of papers.entries())
      expect(read.papers[index]).toMatchObject({
        ids: paper.ids,
        title: paper.title,
        authors: paper.authors,
        abstract: paper.abstract,
      })
  })

  describeWith('python3', () => {
    test('reads CSV', async () => {
      const rows = await throughPython(csv.format(papers))
      expect(rows.map(row => row.authors)).toEqual(
        papers.map(({ authors }) => readNames(authors).map(fullName).join('; ')),
      )
      expect(rows.map(row => letters(row.title ?? ''))).toEqual(papers.map(({ title }) => letters(title)))
      expect(rows.map(row => row.url)).toEqual(papers.map(paper => factsOf(paper).url))
    })
  })

  test('plain text names each paper', () => {
    const paragraphs = plainText.format(papers).split('\n\n')
    expect(paragraphs).toHaveLength(papers.length)
    for (const [index, paper] of papers.entries())
      expect(letters(paragraphs[index] ?? '')).toContain(letters(paper.title))
  })
})

/** The numbers at arXiv in a .bib file, sorted. */
function eprintsOf(bib: string): string[] {
  return [...bib.matchAll(/^\s*EPRINT\s*= \{(.*)\},?$/gim)].map(([, eprint = '']) => eprint).sort()
}

function numbersOf(papers: readonly Citable[]): string[] {
  return papers.flatMap(paper => factsOf(paper).arxiv ?? []).sort()
}

/** A record of MODS. Bibutils parts given names into single words and titles at their colons. */
function toldByMods(mods: string): Told {
  const own = mods.replace(/<relatedItem[\s\S]*?<\/relatedItem>/g, '')
  const all = (pattern: RegExp, text = own) =>
    [...text.matchAll(pattern)].map(([, value = '']) => ofXml(value))
  // It knows arXiv's own DOIs for what they are.
  const [arxiv] = all(/<identifier type="arXiv">([^<]*)</g)
  const [first = ''] = all(/<(?:dateIssued|date)\b[^>]*>([^<]*)</g, mods)
  return {
    key: /^ID="([^"]*)"/.exec(mods)?.[1] ?? '',
    title: letters(all(/<(?:title|subTitle|nonSort)>([^<]*)</g).join(' ')),
    authors: [...own.matchAll(/<name\b[^>]*>([\s\S]*?)<\/name>/g)].map(([, name = '']) =>
      wordsOf(all(/<namePart[^>]*>([^<]*)</g, name).join(' ')),
    ),
    year: first.slice(0, 4),
    doi: all(/<identifier type="doi">([^<]*)</g)[0] ?? `10.48550/arXiv.${arxiv}`,
    url: all(/<url[^>]*>([^<]*)</g)[0] ?? '',
    abstract: letters(all(/<abstract>([^<]*)</g).join(' ')),
  }
}

/** Bibutils drops the second of two authors of one name. */
function loosely(told: Told): Told {
  return { ...told, authors: [...new Set(told.authors)].map(wordsOf) }
}

/** The letters of a name, sorted: bibutils puts initials and suffixes where it likes. */
function wordsOf(name: string): string {
  return [...foldToLetters(name)].sort().join('')
}

function ofXml(text: string): string {
  const signs: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
  }
  return text.replace(/&\w+;/g, entity => signs[entity] ?? entity)
}
