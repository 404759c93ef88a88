import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedBody } from '@/lib/sources/source'
import { childrenNamed, firstNamed, parseXml, textOf, type XmlElement } from '@/lib/sources/xml'

const parse = (text: string) => parseXml(text, 'lab.example')

/** What is said of a text that is refused; '' where it is read. */
function refusal(text: string): string {
  try {
    parse(text)
    return ''
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error
    return error.message
  }
}

describe('Reading XML', () => {
  it.each([
    ['<a>x</a>', 'x', 'plain text'],
    ['\uFEFF<?xml version="1.0"?>\r\n<a>x</a>\r\n', 'x', 'a byte order mark, and line ends of Windows'],
    ['<a><![CDATA[1 < 2 & <b>]]></a>', '1 < 2 & <b>', 'CDATA is text'],
    ['<a>R&amp;D &lt;b&gt; &quot;q&quot; &apos;s&apos;</a>', 'R&D <b> "q" \'s\'', 'the five entities of XML'],
    ['<a>&#233;&#xE9;&#x1F600;</a>', 'éé😀', 'numeric references'],
    ['<a>&#xD800;&#x110000;&#99999999999999999999;</a>', '\uFFFD\uFFFD\uFFFD', 'numbers of no character'],
    ['<a>&eacute;&nbsp;&zz; & &</a>', '&eacute;&nbsp;&zz; & &', 'other entities stay as they are written'],
    ['<a>&amp;lt;</a>', '&lt;', 'nothing is decoded twice'],
    ['<a>one<!-- no --> two</a>', 'one two', 'a comment is not text'],
    ['<a> in <b>the <c>deep</c></b> end </a>', 'in the deep end', 'text of every level, trimmed'],
    ['<a>x</a><!-- cached -->', 'x', 'a comment behind the root'],
    ['<a>x</a><b>y</b> and more', 'x', 'what is behind the root is not read'],
    ['<a>one <br> two</a>', 'one  two', 'an element that only its parent closes'],
    ['<a>x</b></a>', 'x', 'an end without a beginning'],
    [
      '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.example/rss.dtd"><a>x</a>',
      'x',
      'a DTD',
    ],
    ['<a>&lt;!ENTITY x "y"&gt;<![CDATA[<!ENTITY x "y">]]></a>', '<!ENTITY x "y"><!ENTITY x "y">', 'as text'],
    ['<a/>', '', 'an empty root'],
  ])('%j is %j: %s', (text, expected) => {
    expect(textOf(parse(text))).toBe(expected)
  })

  it('keeps names with their prefix in lower case, and attributes as written', () => {
    const root = parse('<RSS Version="2.0"><DC:Creator isPermaLink=\'a&amp;"b"\'>x</DC:Creator></RSS>')
    expect(root).toEqual({
      name: 'rss',
      attributes: { Version: '2.0' },
      children: [{ name: 'dc:creator', attributes: { isPermaLink: 'a&"b"' }, children: ['x'] }],
    })
  })

  it('finds children by name, not grandchildren', () => {
    const root = parse('<a><b>1</b><c><b>2</b></c><b>3</b></a>')
    expect(childrenNamed(root, 'b').map(textOf)).toEqual(['1', '3'])
    expect(textOf(firstNamed(root, 'b'))).toBe('1')
    expect(firstNamed(root, 'd')).toBeUndefined()
    expect(textOf(undefined)).toBe('')
  })
})

const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><a>&lol2;</a>`

describe('Refusing what is no feed', () => {
  const entities = 'lab.example sent a feed that declares entities of its own, which are not read'
  const noFeed = 'lab.example answered with something that is not a feed'
  const page = 'lab.example answered with a web page instead of a feed'
  const breaksOff = 'lab.example sent a feed that breaks off'
  const tooLarge = 'lab.example sent a feed that is too large to read'
  it.each<[text: string, expected: string, why: string]>([
    [bomb, entities, 'billion laughs'],
    ['<!doctype a SYSTEM "x" [ <!entity % p SYSTEM "file:///etc/passwd"> %p; ]><a/>', entities, 'parameters'],
    ['<!DOCTYPE a [ ]><a/>', entities, 'a subset, though an empty one'],
    ['<!DOCTYPE a PUBLIC ">" [<!ENTITY b "c">]><a/>', entities, 'a subset behind an end in quotes'],
    ['<a><!ENTITY b "c">&b;</a>', entities, 'a declaration where none belongs'],
    ['', noFeed, 'nothing'],
    ['\uFEFF \n', noFeed, 'a byte order mark alone'],
    ['Rate exceeded.', noFeed, 'plain text'],
    ['{"error":"<b>no</b>"}', noFeed, 'JSON with HTML in it'],
    ['<!-- <a></a> -->', noFeed, 'a comment alone'],
    ['<!DOCTYPE html><title>x</title>', page, 'a page'],
    ['<!doctype HTML PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html></html>', page, 'a page of XHTML'],
    ['<html><body>Sign in</body></html>', page, 'a page that does not say so'],
    ['<head><meta charset="utf-8"></head>', page, 'the beginning of a page'],
    ['<a><b>x</b>', breaksOff, 'no end of the root'],
    ['<a><b>x</b></a', breaksOff, 'half an end'],
    ['<a><![CDATA[x</a>', breaksOff, 'CDATA without an end'],
    ['<a><b title="x</b></a>', breaksOff, 'an attribute without an end'],
    ['<a', noFeed, 'half a beginning'],
  ])('%j: %s', (text, expected) => {
    expect(refusal(text)).toBe(expected)
  })

  it.each(
    [
      [`<a>${' '.repeat(20_000_000)}</a>`, tooLarge, 'over 20 million characters'],
      [`<a>${'<b/>'.repeat(500_000)}</a>`, tooLarge, 'over 500,000 elements'],
      [`<a ${'b '.repeat(1_000_001)}/>`, tooLarge, 'over a million attributes'],
      ['<a>'.repeat(101), 'lab.example sent a feed that is nested too deeply to read', 'over 100 levels'],
    ].map(([text, expected, why]) => ({ text, expected, why })),
  )('$why', ({ text = '', expected }) => {
    expect(refusal(text)).toBe(expected)
  })

  it('reads 100 levels', () => {
    expect(textOf(parse(`${'<a>'.repeat(100)}x${'</a>'.repeat(100)}`))).toBe('x')
  })
})

const SIGNS = `< > / & ; # x " ' = ! ? - [ ] a é \0 \uD800`.split(' ')
const MARKS =
  '<a> </a> <b/> <![CDATA[ ]]> <!-- --> <!DOCTYPE <!ENTITY <?xml ?> &amp; &#x &#9 &#xFFFFFFFFF; b=" __proto__ <constructor>'
const scrap = fc.constantFrom(' ', ...SIGNS, ...MARKS.split(' '))

describe('Whatever arrives', () => {
  it('is read or refused, and nothing else is thrown', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 8, arbitrary: scrap }, fc.string({ unit: 'binary' })), { maxLength: 60 }),
        scraps => {
          refusal(scraps.join(''))
          refusal(`<a>${scraps.join('')}</a>`)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('any declared entity is refused, wherever it stands', () => {
    const junk = fc.constantFrom('', ' ', '\n', '<?xml version="1.0"?>', '<!-- x -->', '\uFEFF')
    const declaration = fc.constantFrom(
      '<!ENTITY a "b">',
      '<!entity % a "b">',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
    )
    fc.assert(
      fc.property(junk, declaration, junk, (before, declared, after) => {
        expect(refusal(`${before}${declared}${after}<a>&a;</a>`)).toContain('declares entities')
      }),
    )
  })

  it('what was built and written comes back', () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9:_-]{0,8}$/)
      .filter(text => !/^(?:html|head|body)$/.test(text))
    const text = fc.string({ minLength: 1 }).filter(value => !value.includes('\r'))
    const { tree } = fc.letrec<{ tree: XmlElement }>(tie => ({
      tree: fc.record({
        name,
        attributes: fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true }),
        children: fc.oneof(
          { maxDepth: 4 },
          text.map(value => [value]),
          fc.array(tie('tree') as fc.Arbitrary<XmlElement>, { maxLength: 3 }),
        ),
      }),
    }))
    fc.assert(
      fc.property(tree, root => {
        expect(parse(written(root))).toEqual(root)
      }),
    )
  })

  it.each([
    ['ampersands', '&'],
    ['unknown entities', '&a'],
    ['numbers without an end', '&#1'],
    ['entities', '&lt;'],
    ['beginnings of tags', '<a '],
    ['ends of tags', '</a>'],
    ['ends of elements that are not open', '</b>'],
    ['brackets of CDATA', ']]'],
    ['comments', '<!--'],
    ['declarations', '<!a>'],
    ['instructions', '<?a'],
    ['quotes', '="'],
    ['elements', '<a></a>'],
  ])('is read in time that grows with its length: %s', (_, scrap) => {
    const started = performance.now()
    refusal(`<a><c>${scrap.repeat(Math.ceil(2_000_000 / scrap.length))}`)
    // A tenth of a second. Were it the square of the length it would be hours.
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

function written(element: XmlElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const inside = element.children.map(child => (typeof child === 'string' ? escaped(child) : written(child)))
  return `<${element.name}${attributes.join('')}>${inside.join('')}</${element.name}>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
}
