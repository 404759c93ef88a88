import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bibtex } from '@/lib/cite/bibtex'
import type { Citable } from '@/lib/cite/format'

const paper: Citable = {
  ids: ['arxiv:1706.03762'],
  title: 'Attention Is All You Need',
  authors: ['Ashish Vaswani', 'Noam Shazeer'],
  year: 2017,
  month: 6,
}

/** The value of one field of an entry, or undefined where it is left out. */
function field(name: string, changes: Partial<Citable>): string | undefined {
  return new RegExp(`^  ${name} = \\{(.*)\\},?$`, 'm').exec(bibtex.format([{ ...paper, ...changes }]))?.[1]
}

function keyOf(changes: Partial<Citable>): string | undefined {
  return /^@misc\{([^,]*),\n/.exec(bibtex.format([{ ...paper, ...changes }]))?.[1]
}

test('an entry in full', () => {
  expect(
    bibtex.format([
      { ...paper, categories: ['cs.CL', 'cs.LG'], abstract: 'We propose 5% more, $10^6$ times.' },
    ]),
  ).toBe(
    `@misc{vaswani2017attention,
  title = {Attention Is All You Need},
  author = {Vaswani, Ashish and Shazeer, Noam},
  year = {2017},
  month = jun,
  eprint = {1706.03762},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  url = {https://arxiv.org/abs/1706.03762},
  abstract = {We propose 5{\\%} more, 10⁶ times.}
}
`,
  )
})

test('what a journal has printed is an article, and keeps its number at arXiv', () => {
  const changes: Partial<Citable> = {
    ids: ['arxiv:1706.03762', 'doi:10.1000/lamps'],
    journal: 'Lamps & Wicks 7, 12',
    own: { tags: ['lamps', 'a_b, c', ' '], note: 'See {this}:\n\n- 100%', rating: 4 },
  }
  expect(bibtex.format([{ ...paper, ...changes }])).toMatch(/^@article\{/)
  expect(field('journal', changes)).toBe('Lamps {\\&} Wicks 7, 12')
  expect(field('eprint', changes)).toBe('1706.03762')
  expect(field('doi', changes)).toBe('10.1000/lamps')
  expect(field('keywords', changes)).toBe('lamps, a\\_b c')
  expect(bibtex.format([{ ...paper, ...changes }])).toContain('annote = {See \\{this\\}:\n\n- 100{\\%}}')
})

describe('authors', () => {
  const TABLE: readonly (readonly [author: string, expected: string, why: string])[] = [
    ['Ada Lovelace', 'Lovelace, Ada', 'given name first'],
    ['Laurens van der Maaten', 'van der Maaten, Laurens', 'particles'],
    ['van der Maaten', 'van der Maaten', 'particles and no given name'],
    ['Ludwig van Beethoven', 'van Beethoven, Ludwig', 'one particle'],
    ['Luc Van Gool', 'Gool, Luc Van', 'a capital: nothing says that it is a particle'],
    ['Mark O. Riedl', 'Riedl, Mark O.', 'an initial'],
    ['Martin Luther King Jr.', 'King, Jr., Martin Luther', 'a suffix'],
    ['Sammy Davis, Jr.', 'Davis, Jr., Sammy', 'a suffix after a comma'],
    ['King, Jr., Martin Luther', 'King, Jr., Martin Luther', 'in the order of BibTeX'],
    ['Lovelace, Ada', 'Lovelace, Ada', 'family name first'],
    ['Plato', 'Plato', 'one word'],
    ['李飞飞', '李飞飞', 'one word of Chinese'],
    ['LHCb Collaboration', '{LHCb Collaboration}', 'a group is one word to BibTeX'],
    ['Gemini Team', '{Gemini Team}', 'a team too'],
    ['Lab, Research and Innovation', 'Lab, {Research and Innovation}', 'an "and" would make it two authors'],
    ['Research and Innovation Team', '{Research and Innovation Team}', 'of a group too'],
    ['and Linsheng Zhu', 'Zhu, Linsheng', 'an "and" left over in a list of arXiv'],
    ['Artur d’Avila Garcez', '{d’Avila Garcez}, Artur', 'a particle written together with the name'],
    [
      'José Ortega y Gasset',
      '{Ortega y Gasset}, José',
      'two family names: small letters would be a particle',
    ],
    ['João Silva', 'Silva, João', 'accents'],
    ['Fran\\c{c}ois Le Coz (IMT)', 'Coz, François Le', 'an affiliation, and LaTeX'],
    ['Xuezhe (Max) Ma', 'Ma, Xuezhe (Max)', 'a name in brackets'],
    ['Jianfeng Lu,', 'Lu, Jianfeng', 'a comma left over'],
    ['Ana Vaz-de-Melo', '{Vaz-de-Melo}, Ana', 'a hyphen before small letters'],
    ['Anne Plateau--Holleville', 'Plateau-Holleville, Anne', 'the hyphen of TeX'],
    ['S. -M. Niemi', 'Niemi, S.-M.', 'a hyphen between initials'],
    ['山田 太郎', '山田, 太郎', 'the family name first'],
    ['et al.', 'others', 'those that a list leaves out'],
    ['A, B, C, and D', '{A, B, C, and D}', 'too many commas for one name'],
    ['  Ada \n Lovelace ', 'Lovelace, Ada', 'white space'],
    ['Jean-Luc O’Hara & Söhne_x', 'Söhne\\_x, Jean-Luc O’Hara {\\&}', 'escaped'],
  ]

  test.each(TABLE)('%j is cited as %j: %s', (author, expected) => {
    expect(field('author', { authors: [author] })).toBe(expected)
  })

  test('none: the field is left out', () => {
    expect(field('author', { authors: [] })).toBeUndefined()
    expect(field('author', { authors: ['', '  '] })).toBeUndefined()
  })

  test('six hundred are all named', () => {
    const authors = Array.from({ length: 600 }, (_, i) => `Given${i} Family${i}`)
    const names = field('author', { authors })?.split(' and ') ?? []
    expect(names).toHaveLength(600)
    expect(names.at(-1)).toBe('Family599, Given599')
  })

  test('are as many to BibTeX as there were', () => {
    const word = fc.constantFrom('Ada', 'and', 'AND', 'van', 'Jr.', ',', 'Team', 'de', 'Lovelace', 'Li')
    const author = fc
      .array(word, { minLength: 1, maxLength: 5 })
      .map(words => `X ${words.join(' ')}`.replaceAll(' ,', ','))
    fc.assert(
      fc.property(fc.array(author, { minLength: 1, maxLength: 5 }), authors => {
        // BibTeX parts names at every "and" that stands outside of braces.
        const outside = (field('author', { authors }) ?? '').replace(/\{[^{}]*\}/g, 'group')
        expect(outside.split(/\s+and\s+/i)).toHaveLength(authors.length)
      }),
    )
  })
})

describe('titles', () => {
  const TABLE: readonly (readonly [title: string, expected: string, why: string])[] = [
    ['BERT: Deep Things', '{BERT}: Deep Things', 'an acronym, without its colon'],
    ['LoRA and GPT-4 in 3D (QLoRA)', '{LoRA} and {GPT-4} in {3D} ({QLoRA})', 'words of mixed case'],
    ['A U-Net for Self-Attention', 'A {U-Net} for Self-Attention', 'a letter before a hyphen, no other'],
    ['Should I Stay', 'Should {I} Stay', 'a word that is never small'],
    ['On the theory of Gaussian lamps', 'On the theory of {Gaussian} lamps', 'a name in sentence case'],
    ['Lamps: Theory of the older lamps', 'Lamps: Theory of the older lamps', 'what begins a sentence'],
    ['A STUDY OF LAMPS AND T5 WICKS', 'A STUDY OF LAMPS AND {T5} WICKS', 'shouted'],
    [
      'R&D at 100% of $5: C# and snake_case, a ~ b, x^y',
      '{R\\&D} at 100{\\%} of \\$5: {C{\\#}} and snake\\_case, a \\textasciitilde{} b, x\\textasciicircum{}y',
      'signs of LaTeX',
    ],
    ['Sets \\{x\\} and more', 'Sets \\{x\\} and more', 'braces that match'],
    ['An open \\{ brace', 'An open \\textbraceleft{} brace', 'one that does not: BibTeX counts it'],
    ['A $x^2$ Bound on $\\ell_1$', 'A $x^2$ Bound on $\\ell_1$', 'maths stays maths'],
    ['An $O(N)$-Time $\\Sigma$ Bound', 'An {$O(N)$-Time} {$\\Sigma$} Bound', 'its capitals too'],
    ['A $\\frac{a}{b}$ & $50%$', 'A $\\frac{a}{b}$ {\\&} $50\\%$', 'with its braces'],
    ['A $\\frac{a$ Bound', 'A a Bound', 'unless they would swallow the file'],
    ['A $\\textbf x$ Bound', 'A x Bound', 'or a reader would trip over it'],
    ["\\textsc{DiARC}: Caf\\'e", '{DiARC}: Café', 'formatting of arXiv is read, not printed'],
    ['编程语言', '编程语言', 'Chinese'],
  ]

  test.each(TABLE)('%j is cited as %j: %s', (title, expected) => {
    expect(field('title', { title })).toBe(expected)
  })
})

describe('keys', () => {
  const TABLE: readonly (readonly [changes: Partial<Citable>, expected: string, why: string])[] = [
    [{}, 'vaswani2017attention', 'family name, year, first word'],
    [{ title: 'On the Origin of Species' }, 'vaswani2017origin', 'the first word that tells something'],
    [{ authors: ['Laurens van der Maaten'] }, 'vandermaaten2017attention', 'particles'],
    [{ authors: ['Martin Luther King Jr.'] }, 'king2017attention', 'no suffix'],
    [{ authors: ['Kurt Gödel'] }, 'godel2017attention', 'accents'],
    [{ authors: ['Łukasz Łoś'] }, 'los2017attention', 'letters that are no accents'],
    [{ authors: ['李飞飞'] }, '2017attention', 'a name without a letter of ASCII'],
    [{ authors: ['李飞飞'], title: '编程语言' }, '2017paper', 'nor a title'],
    [{ title: '$\\alpha$-Stable Diffusion' }, 'vaswani2017alpha', 'LaTeX'],
    [{ title: '\\textsc{DiARC}: Things' }, 'vaswani2017diarc', 'not the name of a command'],
    [{ authors: ['LHCb Collaboration'] }, 'lhcbcollaboration2017attention', 'a group'],
  ]

  test.each(TABLE)('%j has the key %s: %s', (changes, expected) => {
    expect(keyOf(changes)).toBe(expected)
  })

  test('without authors, year or title there is a key too', () => {
    expect(bibtex.format([{ ids: ['arxiv:1706.03762'], title: '', authors: [] }])).toMatch(/^@misc\{paper,\n/)
  })
})

describe('identifiers', () => {
  const TABLE: readonly (readonly [
    ids: Citable['ids'],
    name: string,
    expected: string | undefined,
    why: string,
  ])[] = [
    [['arxiv:hep-th/9901001'], 'eprint', 'hep-th/9901001', 'an old arXiv number'],
    [['doi:10.1000/a_b'], 'doi', '10.1000/a_b', 'a DOI is no text: nothing is escaped'],
    [['doi:10.1000/a{b'], 'doi', '10.1000/a%7Bb', 'but for braces, which BibTeX counts'],
    [['doi:10.1000/a_b'], 'eprint', undefined, 'no arXiv number'],
    [['doi:10.1000/a_b'], 'archivePrefix', undefined, 'nor its prefix'],
    [['doi:10.1000/a_b'], 'url', 'https://doi.org/10.1000/a_b', 'the address of the DOI'],
    [['acl:P18-1001'], 'url', 'https://aclanthology.org/P18-1001', 'the address at ACL'],
    [['title:attentionisallyouneed'], 'url', undefined, 'a title has no address'],
  ]

  test.each(TABLE)('of %j, %s is %j: %s', (ids, name, expected) => {
    expect(field(name, { ids })).toBe(expected)
  })
})

describe('whatever the title and the names', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'{}\\$%&#_^~ ab,\n'), maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  const anything = fc.record({ title: text, authors: fc.array(text, { maxLength: 4 }) })

  test('the braces of the entry match, and close only at its end', () => {
    fc.assert(
      fc.property(anything, changes => {
        const entry = bibtex.format([{ ...paper, ...changes }]).trimEnd()
        let depth = 0
        for (const [index, character] of [...entry].entries()) {
          if (character === '{') depth++
          if (character === '}') depth--
          if (depth === 0 && index >= '@misc{'.length) expect(index).toBe([...entry].length - 1)
        }
        expect(depth).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })

  test('the key is plain ASCII', () => {
    fc.assert(
      fc.property(anything, changes => {
        expect(keyOf(changes)).toMatch(/^[a-z0-9]+$/)
      }),
    )
  })

  test('outside of maths no sign of LaTeX is left bare', () => {
    fc.assert(
      fc.property(text, author => {
        const cited = (field('author', { authors: [author] }) ?? '').replaceAll(
          /\\[{}%&#_$]|\\text[a-z]+\{\}/g,
          '',
        )
        expect(cited).not.toMatch(/[\\%&#_~^$]/)
      }),
    )
  })
})
