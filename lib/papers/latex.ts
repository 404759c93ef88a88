/** Combining marks of LaTeX's accent commands. */
const ACCENTS: Record<string, string> = {
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030c',
  H: '\u030b',
  c: '\u0327',
  k: '\u0328',
  r: '\u030a',
  b: '\u0331',
  d: '\u0323',
}

const SYMBOLS: Record<string, string> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  vartheta: 'θ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  j: 'j',
  times: '×',
  cdot: '·',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  neq: '≠',
  approx: '≈',
  sim: '∼',
  pm: '±',
  infty: '∞',
  rightarrow: '→',
  to: '→',
  leftarrow: '←',
  leftrightarrow: '↔',
  ell: 'ℓ',
  in: '∈',
  sqrt: '√',
  ldots: '…',
  dots: '…',
  star: '*',
  ast: '*',
}

const ACCENT = /\\(?:(['`^"~=.])|([uvHckrbd])(?![a-zA-Z]))\s*(?:\{\s*\\?([a-zA-Z])\s*\}|\\?([a-zA-Z]))/g
/** Pandoc's rule for inline maths: no space inside the dollars, no digit after: "$1 Million and $2" is money. */
const MATHS = /\$\$?(?=\S)([^$\n]{1,400}?)(?<=\S)\$\$?(?!\d)/g

/**
 * `text` with its LaTeX read as plain Unicode: accents, symbols, dropped formatting commands, braces and dollars.
 * Text without LaTeX comes back unchanged.
 */
export function latexToText(text: string): string {
  if (!/[\\$~]|\{/.test(text)) return text
  return text
    .replace(MATHS, (_, maths: string) =>
      maths.replace(/[_^]\{([^{}]*)\}/g, '$1').replace(/[_^](?=[\w*\\])/g, ''),
    )
    .replace(ACCENT, (_, mark: string, letterMark: string, braced: string, bare: string) =>
      `${braced ?? bare}${ACCENTS[mark ?? letterMark] ?? ''}`.normalize('NFC'),
    )
    .replace(/\\([a-zA-Z]+)\*?\s?(?=\{)/g, (_, name: string) => SYMBOLS[name] ?? '')
    .replace(/\\([a-zA-Z]+)(\s?)/g, (_, name: string, space: string) =>
      SYMBOLS[name] ? SYMBOLS[name] + space : /^[a-z]+$/.test(name) ? '' : name + space,
    )
    .replace(/\\([%$&#_{}])/g, '$1\u2060')
    .replace(/\\[,;:! ]|(?<=\S)~(?=\S)/g, ' ')
    .replace(/[{}](?!\u2060)/g, '')
    .replace(/\u2060/g, '')
    .replace(/\\+/g, ' ')
}

/** `text` on one line: every run of white space becomes one space, ends trimmed. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
