import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { titleKey } from '@/lib/papers/title-key'
import { lettersOf, MAX_TEXT, textOf } from '@/lib/sites/reading/text'

function elementOf(html: string): Element {
  return new JSDOM(`<body><h1>${html}</h1>`).window.document.querySelector('h1') as Element
}

const MATHML = '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
const TEX = '<annotation encoding="application/x-tex">x^2</annotation>'

describe('the text of a title', () => {
  test.each<[html: string, expected: string, why: string]>([
    ['Plain\n\t and   short', 'Plain and short', 'white space'],
    ['AT&amp;T &lt;b&gt;not bold&lt;/b&gt; &amp;amp; &#8212;', 'AT&T <b>not bold</b> &amp; —', 'entities'],
    ['A $\\ell_1$ bound, \\emph{carefully}', 'A $\\ell_1$ bound, \\emph{carefully}', 'LaTeX as it stands'],
    ['A <em>very</em> <b>bold</b> claim', 'A very bold claim', 'markup'],
    ['First line<br>second line', 'First line second line', 'a break parts words'],
    ['<p>One.</p><p>Two.</p>Three', 'One. Two. Three', 'paragraphs do'],
    ['H<sub>2</sub>O', 'H2O', 'indices do not'],
    [
      'مقالة <bdi>English</bdi> \u202eesrever\u202c',
      'مقالة English \u202eesrever\u202c',
      'directions stay as they are',
    ],
    ['大規模な<ruby>言語<rt>げんご</rt></ruby>', '大規模な言語げんご', 'Japanese'],
    [`A ${MATHML} bound`, 'A x2 bound', 'MathML without a source'],
    [`A <math alttext="x^{2}"><mi>x</mi></math> bound`, 'A $x^{2}$ bound', 'LaTeXML'],
    [
      `A <span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>${TEX}</semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span> bound`,
      'A $x^2$ bound',
      'KaTeX',
    ],
    [
      'A <span class="katex"><span class="katex-html">x</span></span> bound',
      'A x bound',
      'KaTeX without MathML',
    ],
    [
      `A <span class="MathJax_Preview">x</span><span class="MathJax"><nobr>x2</nobr><span class="MJX_Assistive_MathML">${MATHML}</span></span><script type="math/tex">x^2</script> bound`,
      'A $x^2$ bound',
      'MathJax 2',
    ],
    [
      `A <span class="MathJax"><nobr>x2</nobr><span class="MJX_Assistive_MathML">${MATHML}</span></span> bound`,
      'A x2 bound',
      'MathJax 2 whose sources are gone',
    ],
    ['<span class="MathJax">x</span> markup', 'x markup', 'what is merely named so'],
    [
      `A <mjx-container><mjx-math>drawn</mjx-math><mjx-assistive-mml>${MATHML}</mjx-assistive-mml></mjx-container> bound`,
      'A x2 bound',
      'MathJax 3',
    ],
    [
      'A <mjx-container><mjx-math>drawn</mjx-math><mjx-assistive-mml><math data-latex="x^2"><mi>x</mi></math></mjx-assistive-mml></mjx-container> bound',
      'A $x^2$ bound',
      'MathJax 4',
    ],
    ['A <mjx-container><svg><text>x</text></svg></mjx-container> bound', 'A bound', 'a drawing says nothing'],
    [
      'Mine<span class="ext-badge">1,234 citations</span><button>Save</button>',
      'Mine',
      "other extensions' badges",
    ],
    ['Mine<gloss-badge>seen</gloss-badge>', 'Mine', 'our own'],
    ['Mine<script>alert(1)</script><style>a{}</style><template>b</template>', 'Mine', 'what is not shown'],
    ['Mine<!-- not said --><svg><title>icon</title></svg>', 'Mine', 'comments and icons'],
    ['', '', 'nothing'],
  ])('%j is %j: %s', (html, expected) => {
    expect(textOf(elementOf(html))).toBe(expected)
  })

  test('is read past a form whose fields stand in for its methods', () => {
    const element = elementOf('<form>a</form>Mine')
    // In browsers `<input name="matches">` does the same.
    for (const name of ['matches', 'localName', 'nextSibling', 'getAttribute'])
      Object.defineProperty(element.firstElementChild, name, { value: element })
    expect(textOf(element)).toBe('Mine')
  })

  test('leaves out what it is asked to', () => {
    expect(textOf(elementOf('<span class="label">Title:</span> Mine <i>too</i>'), '.label, i')).toBe('Mine')
  })

  test('is empty where there is no element', () => {
    expect([textOf(null), textOf(undefined)]).toEqual(['', ''])
  })

  test('changes nothing on the page', () => {
    const element = elementOf(`<b>a</b>${MATHML}<script type="math/tex">x</script><img src="a.png">`)
    const before = element.cloneNode(true)
    textOf(element)
    expect(element.isEqualNode(before)).toBe(true)
  })

  test('keeps all of 2,000 characters, and of 8 MB no more than a title can have', () => {
    const long = 'Very '.repeat(400).trim()
    expect(textOf(elementOf(long))).toBe(long)
    for (const piece of ['lorem 2401.12345 ', ' ', '$', '<b>x</b>']) {
      const text = textOf(
        elementOf(piece.repeat(Math.ceil(8e6 / piece.length / (piece.startsWith('<') ? 40 : 1)))),
      )
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT)
    }
  })

  test('is read of 6,000 nested elements', () => {
    const { document } = new JSDOM('<h1></h1>').window
    const element = document.querySelector('h1') as Element
    let deepest: Element = element
    for (let depth = 0; depth < 6000; depth++) deepest = deepest.appendChild(document.createElement('span'))
    deepest.textContent = 'deep'
    expect(textOf(element)).toBe('deep')
  })

  test('is one line, whatever is in it', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<math>',
      '</math>',
      '<script type="math/tex">',
      '</script>',
      '<p>',
      '$',
      '<',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 }))), pieces => {
        const text = textOf(elementOf(pieces.join('')))
        expect(text).toBe(text.replace(/\s+/g, ' ').trim())
      }),
      { numRuns: 200 },
    )
  })
})

describe('a title as a key', () => {
  // Elsewhere titles were stripped down to ASCII, and all of these were the same paper: the one without a name.
  test.each([
    '大規模言語模型的偏好優化：一個統一的視角',
    '日本語の言語モデルについて',
    '한국어 제목의 논문 하나',
    'О распознавании статей на страницах',
    'דף שעליו כתוב מאמר אחד',
    'बड़े भाषा मॉडल का एक अध्ययन',
  ])('%s is not empty', title => {
    expect(lettersOf(title)).not.toBe('')
    expect(titleKey(title)).not.toBeNull()
  })

  test('of different letters is a different one', () => {
    expect(titleKey('大規模言語模型的偏好優化')).not.toBe(titleKey('大規模視覺模型的偏好優化'))
  })
})
