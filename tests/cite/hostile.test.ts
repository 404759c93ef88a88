import { type CSL, plugins } from '@citation-js/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { biblatex } from '@/lib/cite/biblatex'
import { bibtex } from '@/lib/cite/bibtex'
import { cslItems, cslJson } from '@/lib/cite/csl-json'
import type { Citable, CitationFormat } from '@/lib/cite/format'
import { glossJson } from '@/lib/cite/gloss-json'
import { markdownNote } from '@/lib/cite/markdown-note'
import { fullName, readNames } from '@/lib/cite/names'
import { ris } from '@/lib/cite/ris'

type Options = Parameters<typeof plugins.input.chain>[1]

/** What breaks readers: signs of LaTeX, of the formats and of Markdown, invisible characters, halves of characters. */
const sign = fc.constantFrom(
  ...[
    '{',
    '}',
    '\\',
    '$',
    '%',
    '&',
    '#',
    '_',
    '^',
    '~',
    '"',
    "'",
    '`',
    ',',
    ';',
    '@',
    '=',
    '-',
    '<',
    '>',
    '(',
    ')',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\u001b',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u202e',
    '\u200f',
    '\ud800',
    '\uffff',
    '😀',
  ],
  ...[
    ' and ',
    ' AND ',
    '\\textbf',
    '\\begin{x}',
    '\\end',
    '\\"',
    "\\'e",
    '$x_',
    '$x^2$',
    '@misc{a,',
    '}\n\n@article{',
  ],
  ...[
    'TY  - ',
    '\nER  - \n',
    'AU  - ',
    '---\n',
    '</script>',
    'א',
    'é',
    'e\u0301',
    '中',
    'a',
    'B',
    'Z',
    ' ',
    ' van ',
    '1',
  ],
)
const hostile = fc.array(sign, { maxLength: 12 }).map(signs => signs.join(''))
const paper = fc.record({
  title: hostile.map(text => `T${text}`),
  authors: fc.array(
    hostile.map(text => `N${text}`),
    { maxLength: 4 },
  ),
  abstract: hostile,
  journal: fc.option(hostile, { nil: '' }),
  own: fc.record({ note: hostile, tags: fc.array(hostile, { maxLength: 3 }) }),
})
const BEFORE: Citable = { ids: ['arxiv:2001.00001'], title: 'Before', authors: ['Ada Lovelace'], year: 2019 }
const AFTER: Citable = { ids: ['arxiv:2001.00003'], title: 'After', authors: ['Bo Li'], year: 2021 }

/** As readers of LaTeX print it, and without what they do to spaces. */
function printed(text: string): string {
  return text
    .replace(/<\/?(?:span|sub|sup|i|b)\b[^<>]*>/g, '')
    .replace(/---?|''|``/g, ligature => ({ '--': '–', '---': '—', "''": '”', '``': '“' })[ligature] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

/** Citation-js prints a hyphen beside other signs as a space. */
function withoutHyphens(names: readonly string[]): string[] {
  return names.map(name => printed(name.replaceAll('-', ' ')))
}

function nameOf({ family, given, suffix, literal, ...rest }: NonNullable<CSL['author']>[number]): string {
  const whole = [given, rest['non-dropping-particle'], family, suffix].filter(Boolean).join(' ')
  return printed(literal ?? whole)
}

describe('hostile text in a paper', () => {
  const READERS: readonly (readonly [id: string, format: CitationFormat, reader: string, why: string])[] = [
    ['BibTeX', bibtex, '@bibtex/text', 'braces and commands'],
    ['BibLaTeX', biblatex, '@biblatex/text', 'the same grammar'],
    ['RIS', ris, '@ris/file', 'lines with tags'],
    ['CSL-JSON', cslJson, '@else/json', 'JSON'],
  ]

  test.each(READERS)('harms neither its own fields nor its neighbours in %s', (_, format, forceType) => {
    const options = { generateGraph: false, forceType } as Options
    fc.assert(
      fc.property(paper, fields => {
        const papers: Citable[] = [BEFORE, { ids: ['arxiv:2001.00002'], year: 2020, ...fields }, AFTER]
        const read = plugins.input.chain(format.format(papers), options) as CSL[]
        expect(read.map(item => item.id)).toEqual(cslItems(papers).map(item => item.id))
        expect([read[0]?.title, read[2]?.title]).toEqual(['Before', 'After'])
        const [, item] = cslItems(papers)
        expect(read[1]?.URL).toBe('https://arxiv.org/abs/2001.00002')
        expect(read[1]?.author ?? []).toHaveLength(item?.author?.length ?? 0)
        // Maths is printed by each reader in its own way.
        if (!fields.title.includes('$'))
          expect(printed(read[1]?.title ?? '')).toBe(printed(item?.title ?? ''))
        const names = readNames(fields.authors).map(name => printed(fullName(name)))
        if (!/[,;<]/.test(names.join('')))
          expect(withoutHyphens((read[1]?.author ?? []).map(nameOf))).toEqual(withoutHyphens(names))
      }),
      { numRuns: 500 },
    )
  })

  test('Gloss JSON keeps it to the letter', () => {
    fc.assert(
      fc.property(paper, fields => {
        const text = glossJson.format([{ ids: ['arxiv:2001.00002'], ...fields }])
        const { title, authors, note, tags } = JSON.parse(text).papers[0]
        expect({ title, authors, note, tags }).toEqual({
          title: fields.title,
          authors: fields.authors,
          ...fields.own,
        })
      }),
    )
  })

  test('the front matter of a note ends where it should, each property on one line', () => {
    fc.assert(
      fc.property(paper, fields => {
        const text = markdownNote.format([{ ids: ['arxiv:2001.00002'], year: 2020, ...fields }])
        const [, frontMatter = ''] = /^---\n([\s\S]*?)\n---\n\n# /.exec(text) ?? []
        expect(frontMatter).not.toBe('')
        for (const line of frontMatter.split('\n')) expect(line).toMatch(/^[a-z]+: \S/)
        expect(frontMatter).toMatch(/^arxiv: "2001\.00002"$/m)
        // JSON's strings are YAML's.
        const title = /^title: (".*")$/m.exec(frontMatter)?.[1]
        if (title) expect(JSON.parse(title)).toBe(cslItems([{ ids: [], ...fields }])[0]?.title)
      }),
    )
  })
})
