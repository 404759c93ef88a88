import { oneLine } from '../../papers/one-line'

/** Nothing that names or describes a paper is longer, in characters; what is behind is not read. */
export const MAX_TEXT = 50_000

/** What is no part of the text it stands in: for machines, to be clicked, put there by an extension, said a second time. */
const BESIDE =
  'script:not([type^="math/tex"]), style, template, noscript, button, [role="button"], svg, [class*="badge" i], gloss-badge, annotation, ' +
  '.MathJax_Preview, .katex-mathml + .katex-html, .ltx_note, .ltx_pubnotes'
/** Maths as MathJax draws it, with a copy for assistive software in it, and sometimes its source behind it. */
const DRAWN = '.MathJax, .MathJax_Display, .MathJax_CHTML, .MathJax_SVG, mjx-container'
const ASSISTIVE = '.MJX_Assistive_MathML, mjx-assistive-mml'
const SOURCE = 'script[type^="math/tex"]'
const BREAK = /^(?:br|p|div|li|h[1-6])$/
/** As `Node` and `NodeFilter` number them. */
const [TEXT, ELEMENTS_AND_TEXT, INTO, PAST] = [3, 5, 1, 2] as const

/**
 * The text of an element on one line, maths once and as TeX where the page has it; `without` names what to leave out.
 * Nothing is copied for it: a page's own elements and images notice when they are.
 */
export function textOf(element: Element | null | undefined, without = ''): string {
  if (!element) return ''
  const beside = without ? `${BESIDE}, ${without}` : BESIDE
  const hasSource = element.querySelector(SOURCE) !== null
  let text = ''
  const walker = element.ownerDocument.createTreeWalker(element, ELEMENTS_AND_TEXT, node => {
    const said =
      node.nodeType === TEXT ? (node as Text).data : textInstead(node as Element, beside, hasSource)
    if (isBreak(node) || isBreak(node.previousSibling)) text += ' '
    text += said ?? ''
    return said === null ? INTO : PAST
  })
  while (text.length < MAX_TEXT && walker.nextNode());
  return oneLine(text.slice(0, MAX_TEXT))
}

/** What an element says as a whole, or null where it says what is in it. */
function textInstead(element: Element, beside: string, hasSource: boolean): string | null {
  // The fields of a form may be named as its methods are, and stand in for them.
  if (typeof element.matches !== 'function') return ''
  if (element.localName === 'math') return texOf(element)
  if (element.matches(SOURCE)) return `$${element.textContent?.trim()}$`
  if (element.matches(beside)) return ''
  if (!element.matches(DRAWN)) return null
  if (hasSource && element.localName !== 'mjx-container') return ''
  const assistive = element.querySelector(ASSISTIVE)
  return assistive && (texOf(assistive.firstElementChild) ?? assistive.textContent)
}

function isBreak(node: Node | null): boolean {
  return BREAK.test((node as Element | null)?.localName ?? '')
}

/** The TeX that MathML was made from, where it says so. */
function texOf(maths: Element | null): string | null {
  const tex =
    maths?.getAttribute('alttext') ??
    maths?.getAttribute('data-latex') ??
    maths?.querySelector('annotation[encoding="application/x-tex"]')?.textContent
  return tex ? `$${tex.trim()}$` : null
}

/** The letters and digits of a text, in lower case: enough to see whether two texts of one page are the same. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
