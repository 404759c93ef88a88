// @vitest-environment jsdom
import axe from 'axe-core'
import fc from 'fast-check'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Markdown } from '@/components/markdown'
import { readMarkdown } from '@/lib/pages/markdown'

let container: HTMLElement

beforeEach(() => {
  document.documentElement.lang = 'en'
  document.title = 'Library'
  container = document.body.appendChild(document.createElement('main'))
})
afterEach(() => {
  render(null, container)
  container.remove()
})

function show(text: string): Element {
  act(() => render(<Markdown blocks={readMarkdown(text)} />, container))
  const shown = container.querySelector('.markdown')
  if (!shown) throw new Error('Nothing was rendered')
  return shown
}

/** Elements as `name(children)`, texts in quotes: what a note became, without the writing of HTML. */
function outline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return JSON.stringify(node.textContent)
  return `${node.nodeName.toLowerCase()}(${[...node.childNodes].map(outline).join(' ')})`
}
const outlines = (text: string) => [...show(text).childNodes].map(outline).join(' ')

describe('a note in Markdown', () => {
  test.each([
    ['plain words', 'p("plain words")'],
    ['one  \ntwo', 'p("one" br() "two")'],
    ['**a** _b_ ~~c~~ `d`', 'p(strong("a") " " em("b") " " del("c") " " code("d"))'],
    ['# A\n### B\n# C', 'h3("A") h4("B") h3("C")'],
    ['> a\n>\n> > b', 'blockquote(p("a") blockquote(p("b")))'],
    ['- a\n  - b', 'ul(li(div("a") ul(li(div("b")))))'],
    ['3. a\n4. b', 'ol(li(div("a")) li(div("b")))'],
    ['- [ ] a\n- [x] b', 'ul(li(span("☐") div("a")) li(span("☑") div("b")))'],
    ['```js\n<b>\n```', 'pre(code("<b>"))'],
    ['a\n\n---\n\nb', 'p("a") hr() p("b")'],
    ['|a|b|\n|-|-|\n|`1`|2|', 'section(table(thead(tr(th("a") th("b"))) tbody(tr(td(code("1")) td("2")))))'],
    ['[a *b*][r]\n\n[r]: https://example.org', 'p(a("a " em("b")))'],
    ['$x^2 < \\frac{a}{b}$', 'p("$x^2 < \\\\frac{a}{b}$")'],
    ['\\*not\\* [[a page]]', 'p("*" "not" "*" " [[a page]]")'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(outlines(text)).toBe(expected)
  })

  test('can be read aloud, and by the keyboard', async () => {
    show(
      '# A\n\n#### B\n\n- [ ] c\n\n|a|b|\n|-|-|\n|1|2|\n\n```\nd\n```\n\n[e](https://example.org) ![](https://example.org/f.png)',
    )
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('what a note may not do', () => {
  test.each([
    ['<script>alert(1)</script>', 'p("<script>alert(1)</script>")'],
    ['a <img src=x onerror=alert(1)> b', 'p("a " "<img src=x onerror=alert(1)>" " b")'],
    ['<div onclick="x()">\n\n**b**\n\n</div>', 'p("<div onclick=\\"x()\\">") p(strong("b")) p("</div>")'],
    ['[a](javascript:alert(1))', 'p("a")'],
    ['[a](JaVaScRiPt&colon;alert(1))', 'p("a")'],
    ['[a](data:text/html,<b>)', 'p("a")'],
    ['[a](vbscript:x) [b](file:///etc/passwd) [c](chrome://settings)', 'p("a" " " "b" " " "c")'],
    ['[a](/app.html#/settings)', 'p("a")'],
    ['![a](https://example.org/a.png)', 'p(a("a"))'],
    ['![](data:image/png;base64,AAAA)', 'p("Picture")'],
    ['[![a](https://example.org/a.png)](https://example.org)', 'p(a("a"))'],
  ])('%j', (text, expected) => {
    expect(outlines(text)).toBe(expected)
  })

  test('links of the web and of mail open elsewhere, and do not say where from', () => {
    const links = show('<https://example.org/a> www.example.org <mailto:ada@example.org>').querySelectorAll(
      'a',
    )
    expect([...links].map(link => [link.href, link.target, link.rel])).toEqual([
      ['https://example.org/a', '_blank', 'noopener noreferrer'],
      ['http://www.example.org/', '_blank', 'noopener noreferrer'],
      ['mailto:ada@example.org', '_blank', 'noopener noreferrer'],
    ])
  })
})

describe('notes that are too much', () => {
  const deep = 10_000
  test.each([
    ['quotes', `${'>'.repeat(deep)} end`],
    ['lists', `${'- '.repeat(deep)}end`],
    ['lists by indent', Array.from({ length: 300 }, (_, i) => `${' '.repeat(2 * i)}- ${i}`).join('\n')],
    ['numbers', `${'1. '.repeat(deep)}end`],
    ['lists of quotes', `${'- > '.repeat(deep)}end`],
    ['emphasis', `${'*'.repeat(deep)}end${'*'.repeat(deep)}`],
    ['emphasis of two kinds', `${'*a _b '.repeat(1000)}end${'_ *'.repeat(1000)}`],
    ['brackets', `${'['.repeat(deep)}end${'](x)'.repeat(deep)}`],
  ])('%s in each other end as text, and none of it is lost', (_, text) => {
    const shown = show(text)
    expect(depthOf(shown)).toBeLessThan(64)
    for (const word of text.match(/\w{2,}/g) ?? []) expect(shown.textContent).toContain(word)
  })

  test('a table of thousands of cells is shown as it was typed', () => {
    const table = `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(5000)}`
    const shown = show(`before\n\n${table}\nafter`)
    expect([...shown.children].map(({ nodeName }) => nodeName)).toEqual(['P', 'PRE', 'P'])
    expect(shown.querySelector('pre')?.textContent?.trim()).toBe(table.trim())
  })
})

/** All that a note may become: nothing that runs, loads or asks. */
const ELEMENTS = new Set(
  'div p h3 h4 h5 h6 pre code blockquote ul ol li section table thead tbody tr th td hr br strong em del a span'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set('class dir href target rel start scope tabindex role aria-label'.split(' '))

test('whatever was typed, a note is text and a few elements', () => {
  const pieces = fc.constantFrom(
    ...['<', '>', '<a href="', '<img src=x>', '<svg onload=a()>', '"', "'", '`', '```\n', '*', '_', '~~'],
    ...['[', '](', ')', '![', 'javascript:', 'data:', 'https://e.org/', 'www.e.org', '\n', '\n\n', '- '],
    ...['1. ', '# ', '|', '|-|\n', '    ', '[x] ', '\\', '&lt;', '&#106;', '\0', '[a]: ', 'word', '\u202e'],
  )
  const texts = fc.array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ unit: 'binary' })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(texts, parts => {
      for (const element of show(parts.join('')).querySelectorAll('*')) {
        expect(ELEMENTS).toContain(element.localName)
        for (const { name } of element.attributes) expect(ATTRIBUTES).toContain(name)
        const address = element.getAttribute('href')
        if (address !== null) expect(address).toMatch(/^(?:https?|mailto):/)
      }
    }),
    { numRuns: 100 },
  )
})

function depthOf(element: Element): number {
  let most = 0
  for (const leaf of element.querySelectorAll('*')) {
    let depth = 0
    for (let at: Element | null = leaf; at && at !== element; at = at.parentElement) depth += 1
    most = Math.max(most, depth)
  }
  return most
}
