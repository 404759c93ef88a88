import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latexToText, splitMaths } from '@/lib/papers/latex'
import { oneLine } from '@/lib/papers/one-line'

const TABLE: readonly (readonly [latex: string, expected: string, why: string])[] = [
  ['Erd\\H{o}s, R\\\'enyi and Schr{\\"o}dinger', 'Erdős, Rényi and Schrödinger', 'accents'],
  ["P\\'{o}lya, Na{\\\"\\i}ve, {\\'E}cole", 'Pólya, Naïve, École', 'accents with braces, on a dotless i'],
  ['\\c{c}, \\v{s}, \\aa, \\o, {\\ss}, \\L{}', 'ç, š, å, ø, ß, Ł', 'letters of their own'],
  ['ma\\~nana', 'mañana', 'a tilde as an accent'],
  ['$\\alpha$-divergence and $\\Omega(n)$', 'α-divergence and Ω(n)', 'Greek'],
  ['$k$-means in $\\mathbb{R}^d$', 'k-means in Rd', 'letters in maths'],
  ['$O(n\\log n)$ and $\\log\\log n$', 'O(n log n) and log log n', 'functions print their name'],
  ['$\\epsilon_t$, $\\alpha_{t}$', 'εt, αt', 'a symbol with an index'],
  ['$\\max_i x_i \\leq 3$', 'maxi xi ≤ 3', 'a function with an index'],
  [
    'over $10^{6}$ samples, $10^{-3}$ apart, 2$\\times 10^9$',
    'over 10⁶ samples, 10⁻³ apart, 2× 10⁹',
    'powers of numbers',
  ],
  ['a $90^\\circ$ turn', 'a 90° turn', 'degrees'],
  ['at most $\\frac{1}{2}$ or $\\frac{a+b}{\\sqrt{n}}$', 'at most 1/2 or (a+b)/(√n)', 'fractions'],
  ['$\\frac12$', '1/2', 'a fraction without braces'],
  ['$\\tilde{O}(\\sqrt{T})$ and $\\sqrt{n \\log n}$', 'O(√T) and √(n log n)', 'roots'],
  ['4$\\times$4 and ($\\times$4)', '4×4 and (×4)', 'a command is maths though a digit follows'],
  [
    'at SNR $\\geq $ 12 dB, $>$100K',
    'at SNR ≥ 12 dB, >100K',
    'maths that only maths begins like, spaces and all',
  ],
  ['\\( x_1 \\) and \\[ y \\]', 'x1 and y', 'maths in brackets'],
  ['$$E = mc^2$$', 'E = mc2', 'two dollars'],
  ['\\textsc{DiARC}: \\emph{with} {\\bf care}', 'DiARC: with care', 'formatting'],
  ['a \\textcolor{red}{warning}', 'a warning', 'the colour is not part of the text'],
  ['code at \\href{https://example.org/a_b}{this page}.', 'code at this page.', 'nor is an address'],
  ['code at \\url{https://example.org/a_b}', 'code at https://example.org/a_b', 'unless it is what is shown'],
  ['as shown~\\cite{a2020, b2021}, and in Table~\\ref{t}.', 'as shown, and in Table.', 'references go'],
  ['(ARC;~\\citealp{chollet2019measure})', '(ARC;)', 'with the tie before them'],
  ['The \\LaTeX\\ manual', 'The LaTeX manual', 'a name in capitals stays'],
  ['AT\\&T is 100\\% \\#1, snake\\_case, \\{x\\}', 'AT&T is 100% #1, snake_case, {x}', 'escaped signs'],
  ['Figure~3 of Smith~et~al.', 'Figure 3 of Smith et al.', 'ties'],
  ['e\\,g and a\\-b and f\\/i', 'e g and ab and fi', 'thin spaces and hyphenation points'],
  ['\\constructor{} and \\toString', ' and toString', 'names of JavaScript are no symbols'],
  ['\\unicode{x2013}', '–', 'a character by its number'],
]

const UNCHANGED: readonly (readonly [text: string, why: string])[] = [
  ['From $1 Million to $2 Billion', 'money'],
  ['Earning $1 Million in a year, or $200k', 'money, a word after it'],
  ['costs $500, not $1,000 (or $1.50)', 'money with signs'],
  ['it is ~10x faster (~5% of it)', 'a tilde for about'],
  ['10~20 people', 'a tilde for a range'],
  ['see https://example.edu/~user/a_b', 'a home page'],
  ['T_n(b,c) of x^n', 'maths without dollars: nothing says that it is LaTeX'],
  ['50% off & more #1', 'signs that LaTeX would escape'],
]

describe('latexToText', () => {
  test.each(TABLE)('%j reads %j: %s', (latex, expected) => {
    expect(latexToText(latex)).toBe(expected)
  })

  test.each(UNCHANGED)('leaves %j as it is: %s', text => {
    expect(latexToText(text)).toBe(text)
  })

  test('text without LaTeX comes back unchanged', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter(text => !/[\\$~{]/.test(text))
    fc.assert(
      fc.property(plain, text => {
        expect(latexToText(text)).toBe(text)
      }),
    )
  })

  test('no backslash is left, whatever the text', () => {
    const latex = fc.array(
      fc.oneof(
        fc.constantFrom(...'\\{}$~^_[]()%&a1 '),
        fc.constantFrom('\\alpha', '\\frac', '\\text{', '\\cite{', "\\'", '\\(', '\\)', '$x$'),
      ),
    )
    fc.assert(
      fc.property(latex, parts => {
        expect(latexToText(parts.join(''))).not.toContain('\\')
      }),
    )
  })

  test('a long hostile text is read in a moment', () => {
    const hostile = ['$', '\\', '{', '~', '\\(', '\\cite{', '\\frac{', '\\sqrt{{', '$a', 'a'.repeat(50), ' ']
    const started = performance.now()
    const lengths = hostile.map(piece => latexToText(`\\${piece.repeat(100_000 / piece.length)}`).length)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100_001)
  })
})

describe('splitMaths', () => {
  test.each([
    ['The $x^2$ bound', ['The ', '$x^2$', ' bound'], 'inline'],
    ['$$x$$', ['$$x$$'], 'with two dollars'],
    ['$1 Million and $2 Billion', ['$1 Million and $2 Billion'], 'money is no maths'],
    ['\\$1 and \\$x', ['\\$1 and \\$x'], 'nor is an escaped dollar'],
  ] satisfies [string, string[], string][])('cuts %j into %j: %s', (text, expected) => {
    expect(splitMaths(text).map(part => part.text)).toEqual(expected)
  })

  test('the parts joined give the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'$\\ax1 {}^') }), text => {
        const parts = splitMaths(text)
        expect(parts.map(part => part.text).join('')).toBe(text)
        for (const part of parts) if (part.maths) expect(part.text).toMatch(/^\$.+\$$/)
      }),
    )
  })
})

describe('oneLine', () => {
  test.each([
    ['  a \n b\t\tc ', 'a b c', 'line breaks and tabs'],
    ['a\u00a0b', 'a b', 'a space that does not break'],
    ['', '', 'nothing'],
  ])('%j becomes %j: %s', (text, expected) => {
    expect(oneLine(text)).toBe(expected)
  })
})
