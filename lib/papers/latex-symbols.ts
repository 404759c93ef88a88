/** Combining marks of LaTeX's accent commands. */
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ["'", '\u0301'],
  ['`', '\u0300'],
  ['^', '\u0302'],
  ['"', '\u0308'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['.', '\u0307'],
  ['u', '\u0306'],
  ['v', '\u030c'],
  ['H', '\u030b'],
  ['c', '\u0327'],
  ['k', '\u0328'],
  ['r', '\u030a'],
  ['b', '\u0331'],
  ['d', '\u0323'],
])

/** Commands that stand for one character, as "name character" pairs. Those that abstracts on arXiv use. */
export const SYMBOLS: ReadonlyMap<string, string> = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ
  mu μ nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j j ell ℓ hbar ℏ Re ℜ Im ℑ
  times × cdot · div ÷ pm ± mp ∓ star * ast * circ ∘ bullet • otimes ⊗ oplus ⊕ odot ⊙ dagger † prime ′ degree °
  textdegree ° leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ approx ≈ sim ∼
  simeq ≃ equiv ≡ propto ∝ prec ≺ succ ≻ perp ⊥ mid | vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖
  infty ∞ sqrt √ sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ top ⊤ bot ⊥ forall ∀ exists ∃ neg ¬ wedge ∧ land ∧ vee ∨ lor ∨
  in ∈ notin ∉ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅
  rightarrow → to → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪
  langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ ldots … cdots … dots … dotsc … colon :
  textemdash — textendash – textless < textgreater > textasciicircum ^
`)

/** Commands that print their own name. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'arccos arcsin arctan arg argmax argmin cos cosh cot deg det dim exp gcd hom inf ker lg lim liminf limsup ln log ' +
    'max min mod poly polylog sin sinh sup tan tanh'
  ).split(' '),
)

function pairs(text: string): Map<string, string> {
  const words = text.trim().split(/\s+/)
  return new Map(
    words.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, words[i + 1] ?? '']] : [])),
  )
}
