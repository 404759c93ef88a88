import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseIdentifier } from '@/lib/papers/identifier'
import { feed } from '@/lib/sources/feed'
import { feedLinksIn } from '@/lib/sources/feed-discovery'
import { type Body, type Followed, MalformedBody, type Mark, type Reading } from '@/lib/sources/source'
import { HOUR } from '@/lib/time'
import { ABSTRACT, ARXIV_ITEM, ATOM, ATOM_BLOG, JSON_FEED, post, RDF, rss } from './feed-bodies'

const SEEN = 1_787_000_000
const NOW = SEEN * 1000
const DIGEST: Followed = { id: 'lab', kind: 'feed', url: 'https://lab.example/feed.xml', title: 'Lab' }
const STEP = { part: '', url: () => DIGEST.url }

function body(text: string, url = DIGEST.url): Body {
  return { text, url, nextPage: false }
}

function read(text: string, url = DIGEST.url): Reading {
  return feed.read(body(text, url), STEP, DIGEST, SEEN, 0)
}

const titles = (reading: Reading) => reading.papers.map(paper => [paper.id, paper.title])

describe('an item that is a paper', () => {
  test("is read with everything it says, from arXiv's RSS", () => {
    const { papers, rejected, title, homepage } = read(rss(ARXIV_ITEM), 'https://rss.arxiv.org/rss/cs.LG')
    expect({ rejected, title, homepage }).toEqual({
      rejected: [],
      title: 'What the lab reads',
      homepage: 'https://lab.example/reads',
    })
    expect(papers).toEqual([
      {
        id: 'arxiv:2608.14391',
        ids: ['arxiv:2608.14391'],
        title: 'Lanterns that glow at night',
        abstract: ABSTRACT,
        authors: ['Ada Example', 'Bo van Sample', 'Cy J. Third'],
        published: '2026-08-17',
        fieldSeen: { title: SEEN, abstract: SEEN, authors: SEEN, published: 0 },
        summaries: [],
        topicLists: [{ digest: 'lab', labels: ['cs.LG', 'night vision'], seen: SEEN }],
        listings: [{ digest: 'lab', day: '2026-08-17', announced: 'new', seen: SEEN }],
      },
    ])
  })

  test('from RSS 1.0, with its DOI', () => {
    expect(read(RDF).papers).toMatchObject([
      {
        ids: ['doi:10.1101/2026.08.01.573000'],
        title: 'Fireflies as living lanterns',
        abstract: ABSTRACT,
        authors: ['A. Example', 'B. C. Sample'],
        published: '2026-08-02',
      },
    ])
  })

  test('from Atom, with both its identifiers', () => {
    expect(read(ATOM).papers).toMatchObject([
      {
        ids: ['arxiv:2608.14391', 'doi:10.1145/3292500.3330701'],
        title: 'Lanterns that glow at night',
        abstract: ABSTRACT,
        authors: ['Ada Example', 'Bo Sample'],
        published: '2026-08-14',
        listings: [{ digest: 'lab', day: '2026-08-14', seen: SEEN }],
      },
    ])
  })

  test('from JSON Feed, apart from who writes the feed', () => {
    const { papers, rejected } = read(JSON.stringify(JSON_FEED))
    expect(papers[0]).toMatchObject({
      id: 'arxiv:2608.14391',
      abstract: ABSTRACT,
      authors: ['Ada Example'],
      published: '2026-08-17',
      topicLists: [{ labels: ['lanterns', 'night vision'] }],
      listings: [{ day: '2026-08-17', by: 'Cleo Lister' }],
    })
    expect(rejected).toEqual([
      'arxiv:2608.00002 in "https://links.example/2" is linked without a title',
      '1 item links to no paper',
    ])
  })

  test('yields to what others say of the paper, where the feed is not its publisher', () => {
    const [paper] = read(rss(ARXIV_ITEM)).papers
    expect(paper?.fieldSeen).toEqual({ title: 0, abstract: 0, authors: 0, published: 0 })
    expect(paper?.listings[0]?.seen).toBe(SEEN)
  })

  test.each([
    ['Attention for lanterns. (arXiv:2608.14391v1 [cs.LG])', 'Attention for lanterns', "arXiv's old feeds"],
    ['[2608.14391] Attention for lanterns', 'Attention for lanterns', "the title of arXiv's page"],
    ['Attention for lanterns [pdf]', 'Attention for lanterns', 'a link blog'],
    ['&lt;i&gt;Attention&lt;/i&gt; &amp;amp; lanterns', 'Attention & lanterns', 'HTML, escaped twice'],
    [
      '<![CDATA[<script>alert(1)</script>Attention <b onclick="x()">for</b> lanterns]]>',
      'Attention for lanterns',
      'a script',
    ],
    ['Attention where a &lt; b and &lt;k&gt;-theory', 'Attention where a < b and <k>-theory', 'no HTML'],
    ['Attention\n   for\tlanterns', 'Attention for lanterns', 'white space'],
    ['Caf&amp;eacute;s &amp;#233; lanterns', 'Cafés é lanterns', 'entities of HTML'],
  ])('may write its title %j', (written, expected) => {
    const item = ARXIV_ITEM.replace('Lanterns that glow at night', written)
    expect(read(rss(item)).papers.map(paper => paper.title)).toEqual([expected])
  })

  test.each([
    ['<link>https://doi.org/10.1145/3292500</link>', ['doi:10.1145/3292500'], 'its link'],
    ['<guid>https://arxiv.org/abs/2608.14391v3</guid>', ['arxiv:2608.14391'], 'its guid'],
    ['<guid>oai:arXiv.org:2608.14391v3</guid>', ['arxiv:2608.14391'], 'its guid, in the open archives way'],
    ['<dc:identifier>doi:10.1145/3292500</dc:identifier>', ['doi:10.1145/3292500'], 'an identifier'],
    ['<prism:doi>10.1145/3292500</prism:doi>', ['doi:10.1145/3292500'], 'a DOI'],
    [
      '<enclosure url="https://arxiv.org/pdf/2608.14391" type="application/pdf"/>',
      ['arxiv:2608.14391'],
      'a PDF',
    ],
    [
      '<link>https://arxiv.org/abs/2608.14391</link><enclosure url="https://arxiv.org/pdf/2608.00001"/>',
      ['arxiv:2608.14391'],
      'not two papers of one kind',
    ],
    ['<guid>A12-3456</guid>', [], 'not a name that is like an identifier by chance'],
    ['<guid>2608.14391</guid>', [], 'nor a number'],
    ['<link>javascript:location="https://arxiv.org/abs/2608.14391"</link>', [], 'not a script'],
    ['<link>https://arxiv.org.evil.example/abs/2608.14391</link>', [], 'not a spoofed host'],
  ])('is known by %s: %j', (inside, ids) => {
    const { papers } = read(rss(`<item><title>Lanterns that glow</title>${inside}</item>`))
    expect(papers.map(paper => paper.ids)).toEqual(ids.length > 0 ? [ids] : [])
  })

  test.each<[string, string | undefined, string]>([
    ['Mon, 17 Aug 2026 23:59:59 -0400', '2026-08-17', 'the day as written'],
    ['17 Aug 26 00:00 GMT', '2026-08-17', 'two digits'],
    ['2026-08-17T00:30:00+14:00', '2026-08-17', 'an ISO time, not converted'],
    ['Mon, 31 Feb 2026 00:00:00 GMT', undefined, 'a day that is none'],
    ['yesterday', undefined, 'words'],
  ])('of %s is listed on %s', (date, day) => {
    const [paper] = read(rss(ARXIV_ITEM.replace('Mon, 17 Aug 2026 00:00:00 -0400', date))).papers
    expect(paper?.listings[0]?.day).toBe(day)
    expect(paper?.published).toBe(day)
  })

  test.each([
    ['2017', ARXIV_ITEM.replaceAll('2608.14391', '1706.03762'), 'a link to an old paper'],
    ['a new version', ARXIV_ITEM.replace('Announce Type: new', 'Announce Type: replace'), ''],
  ])('of %s was not published on the day of the item', (_, item) => {
    const [paper] = read(rss(item)).papers
    expect(paper?.published).toBeUndefined()
    expect(paper?.listings[0]?.day).toBe('2026-08-17')
  })

  test.each([
    ['a teaser', 'Lanterns glow.'],
    ['an abstract that is cut off', `${ABSTRACT.slice(0, -20)}…`],
    ['a link to comments', '&lt;a href="https://news.example/item?id=1"&gt;Comments&lt;/a&gt;'],
  ])('has no abstract in %s', (_, description) => {
    const item = ARXIV_ITEM.replace(
      /<description>[\s\S]*<\/description>/,
      `<description>${description}</description>`,
    )
    expect(read(rss(item)).papers[0]).not.toHaveProperty('abstract')
  })

  test('without a title is left out and named', () => {
    const { papers, rejected } = read(
      rss(`<item><link>https://arxiv.org/abs/2608.14391</link></item>${ARXIV_ITEM}`),
    )
    expect(papers).toHaveLength(1)
    expect(rejected).toEqual(['Item 1, arxiv:2608.14391, has no title'])
  })

  test.each([
    ['a title like a book', ARXIV_ITEM.replace('Lanterns that glow', 'x'.repeat(5000)), 'title'],
    ['an author like a book', ARXIV_ITEM.replace('Ada Example, ', `${'x'.repeat(5000)}, `), 'author'],
  ])('loses %s', (_, item) => {
    const { papers } = read(rss(item))
    expect(JSON.stringify(papers)).not.toContain('xxx')
  })

  test('listed twice is one paper, with both days', () => {
    const again = ARXIV_ITEM.replace('17 Aug', '18 Aug').replace('/abs/2608.14391', '/pdf/2608.14391v2')
    const { papers } = read(rss(ARXIV_ITEM + again))
    expect(papers).toHaveLength(1)
    expect(papers[0]?.listings.map(({ day }) => day)).toEqual(['2026-08-17', '2026-08-18'])
  })
})

describe('a post', () => {
  test('lists the papers it links to, under the words of their links', () => {
    const html = `<p>This week: <a href="https://arxiv.org/abs/2608.00001v2">Lanterns that burn without oil</a>
      (<a href="https://arxiv.org/pdf/2608.00001">PDF</a>), “<a href="https://huggingface.co/papers/2608.00002">Moonlight
      is all you need.</a>” and <a href="https://doi.org/10.1145/3292500">this paper</a>.</p>`
    const reading = read(rss(post(html)))
    expect(titles(reading)).toEqual([
      ['arxiv:2608.00001', 'Lanterns that burn without oil'],
      ['arxiv:2608.00002', 'Moonlight is all you need'],
    ])
    expect(reading.rejected).toEqual(['doi:10.1145/3292500 in "Weekly notes" is linked without a title'])
    expect(reading.papers[0]).toEqual({
      id: 'arxiv:2608.00001',
      ids: ['arxiv:2608.00001'],
      title: 'Lanterns that burn without oil',
      fieldSeen: { title: 0 },
      summaries: [],
      topicLists: [],
      listings: [{ digest: 'lab', day: '2026-08-17', by: 'Cleo Lister', seen: SEEN }],
    })
  })

  test('in Atom may be XHTML, text or HTML', () => {
    const reading = read(ATOM_BLOG, 'https://notes.example/atom.xml')
    expect(titles(reading)).toEqual([
      ['arxiv:2608.00001', 'Lanterns that burn without oil'],
      ['arxiv:2608.00002', 'Another'],
      ['openreview:aBc-123_x', 'Harbours lit by moonlight alone'],
    ])
    expect(reading).toMatchObject({
      title: 'Notes & queries',
      homepage: 'https://notes.example/',
      rejected: [],
    })
    expect(reading.papers.map(paper => paper.listings[0]?.day)).toEqual([
      '2026-08-17',
      '2026-08-16',
      undefined,
    ])
  })

  test('may hold its papers in content:encoded', () => {
    const more =
      '<content:encoded><![CDATA[<li><a href="https://arxiv.org/abs/2608.00001">Oil and where to find it</a></li>]]></content:encoded>'
    expect(titles(read(rss(post('Teaser', 'Notes', more))))).toEqual([
      ['arxiv:2608.00001', 'Oil and where to find it'],
    ])
  })

  test.each([
    ['this paper', 'words that are no title'],
    ['arXiv', 'the name of the site'],
    ['https://arxiv.org/abs/2608.00001', 'the address'],
    ['Example et al., 2026', 'a citation'],
    ['read the full paper here', 'an invitation'],
    ['<img src="x.png">', 'a picture'],
  ])('about one paper gives it its own title, where its link says %j', words => {
    const html = `On <a href="https://arxiv.org/abs/2608.00001">${words}</a>`
    expect(titles(read(rss(post(html, 'Lanterns, a review of sorts'))))).toEqual([
      ['arxiv:2608.00001', 'Lanterns, a review of sorts'],
    ])
  })

  test.each([
    ['a spoofed host', '<a href="https://arxiv.org.evil.example/abs/2608.00001">A title of four words</a>'],
    ['a script', '<a href="javascript:alert(1)//arxiv.org/abs/2608.00001">A title of four words</a>'],
    [
      'what is hidden',
      '<div style="display:none"><a href="https://arxiv.org/abs/2608.00001">Four words in all</a></div>',
    ],
    ['a script element', '<script>var a = "https://arxiv.org/abs/2608.00001"</script>'],
    ['a comment', '<!-- https://arxiv.org/abs/2608.00001 -->'],
  ])('does not link to a paper by %s', (_, html) => {
    expect(read(rss(post(html)))).toMatchObject({ papers: [], rejected: ['1 item links to no paper'] })
  })

  test('is read up to a hundred papers', () => {
    const links = Array.from(
      { length: 130 },
      (_, n) => `<a href="https://arxiv.org/abs/2608.${10_000 + n}">Lanterns of the kind ${n}</a>`,
    )
    const { papers, rejected } = read(rss(post(links.join(' '))))
    expect(papers).toHaveLength(100)
    expect(rejected).toEqual(['"Weekly notes" links to 130 papers, of which 100 were read'])
  })

  test('that cannot be read costs itself alone', () => {
    const { papers, rejected } = read(rss(post('<b>'.repeat(5000)) + ARXIV_ITEM))
    expect(papers).toHaveLength(1)
    expect(rejected).toEqual(['"Weekly notes" could not be read: The page is nested too deeply to read'])
  })

  test('without a paper is counted', () => {
    expect(read(rss(post('Nothing read.').repeat(12))).rejected).toEqual(['12 items link to no paper'])
  })
})

describe('the feed as a whole', () => {
  test.each<[string, string, string | null]>([
    ['RSS 2.0', rss(''), 'What the lab reads'],
    ['RSS 1.0', RDF, 'bioRxiv Subject Collection: Lanterns'],
    ['Atom', ATOM, 'arXiv Query: search_query=lanterns'],
    ['JSON Feed', JSON.stringify(JSON_FEED), 'Papers on lanterns'],
    [
      'with a byte order mark and CRLF',
      `\uFEFF${rss(ARXIV_ITEM).replaceAll('\n', '\r\n')}`,
      'What the lab reads',
    ],
    ['without a title', '<rss version="2.0"><channel/></rss>', 'lab.example'],
    [
      'a gloss-digest/1 feed',
      '{"format":"gloss-digest/1","id":"x","title":"jsonfeed.org/version/","papers":[]}',
      null,
    ],
    ['other JSON', '{"papers":[]}', null],
    ['a list of JSON', '[]', null],
    ['a web page', '<!doctype html><title>rss</title><rss>', null],
    [
      'XHTML',
      '<?xml version="1.0"?>\n<!-- saved --><html xmlns="http://www.w3.org/1999/xhtml"><feed/></html>',
      null,
    ],
    ['another XML', '<?xml version="1.0"?><opml version="2.0"><body/></opml>', null],
    ['RDF about somebody', '<rdf:RDF xmlns:rdf="x"><foaf:Person/></rdf:RDF>', null],
    ['a text', 'rss', null],
    ['nothing', '', null],
  ])('is told by its content: %s', (_, text, title) => {
    expect(feed.sniff?.(body(text, 'https://lab.example/f#x')) ?? null).toEqual(
      title && expect.objectContaining({ kind: 'feed', url: 'https://lab.example/f', title }),
    )
  })

  test('names its homepage only where that is an address', () => {
    const offer = (link: string) => feed.sniff?.(body(rss('').replace('https://lab.example/reads', link)))
    expect(offer('https://lab.example/reads')).toHaveProperty('homepage', 'https://lab.example/reads')
    expect(offer('/reads')).toHaveProperty('homepage', 'https://lab.example/reads')
    expect(offer('javascript:alert(1)')).not.toHaveProperty('homepage')
  })

  const BOMB = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>`
  test.each<[string, string, RegExp]>([
    ['a web page', '\n<!DOCTYPE html><html><body>Not found</body></html>', /is a web page, not a feed/],
    ['a web page without its head', '<html><p>x', /is a web page, not a feed/],
    ['a feed that breaks off', rss(ARXIV_ITEM).slice(0, 900), /breaks off/],
    ['JSON that breaks off', JSON.stringify(JSON_FEED).slice(0, 300), /breaks off/],
    ['an entity bomb', BOMB, /declares entities/],
    ['another XML', '<opml><body/></opml>', /not a feed/],
    ['other JSON', '{"papers":[]}', /not a feed/],
    ['nothing', '', /not a feed/],
  ])('is refused where it is %s', (_, text, message) => {
    expect(() => read(text)).toThrow(MalformedBody)
    expect(() => read(text)).toThrow(message)
  })

  test('costs only the items of JSON Feed that are wrong', () => {
    const items = [
      null,
      'x',
      { title: 5, tags: [1], authors: 'x', external_url: 'https://arxiv.org/abs/2608.14391' },
      ...JSON_FEED.items,
    ]
    const { papers, rejected } = read(JSON.stringify({ ...JSON_FEED, items }))
    expect(papers.map(paper => paper.id)).toEqual(['arxiv:2608.14391'])
    expect(rejected.slice(0, 3)).toEqual([
      'Item 1 is not as JSON Feed says',
      'Item 2 is not as JSON Feed says',
      'Item 1, arxiv:2608.14391, has no title',
    ])
  })

  test('keeps its order where it has no days', () => {
    const undated = ARXIV_ITEM.replace(/<pubDate>.*<\/pubDate>/, '')
    expect(read(rss(undated)).ordered).toBe(true)
    expect(read(rss(ARXIV_ITEM)).ordered).toBeUndefined()
  })

  test('that is huge is read in seconds, and says what was left out in a few kilobytes', () => {
    const start = performance.now()
    const items = Array.from({ length: 5000 }, (_, n) =>
      post(
        `<p>${'word '.repeat(50)}<a href="https://arxiv.org/abs/2608.${10_000 + n}">x</a> arXiv:2607.${10_000 + n}</p>`,
      ),
    )
    const { rejected } = read(rss(items.join('')))
    expect(rejected).toHaveLength(1001)
    expect(rejected.at(-1)).toBe('9000 more could not be read')
    expect(performance.now() - start).toBeLessThan(15_000)
  })
})

describe('when it is fetched', () => {
  const plan = (mark?: Mark) =>
    feed.plan({ digest: DIGEST, now: NOW, from: '2026-01-01', marks: new Map(mark && [['', mark]]) })

  test.each<[string, Mark | undefined, boolean]>([
    ['never fetched', undefined, true],
    ['fetched just now', { fetched: NOW }, false],
    ['fetched two hours ago', { fetched: NOW - 2 * HOUR }, true],
    ['fetched by a clock that was a little fast', { fetched: NOW + HOUR / 2 }, false],
    ['fetched by a clock that was wrong', { fetched: NOW + 2 * HOUR }, true],
    ['to be tried again later', { retryAt: NOW + HOUR }, false],
    ['to be tried again now', { retryAt: NOW }, true],
    ['to be tried again in the far future, said a wrong clock', { retryAt: NOW + 9 * HOUR }, true],
    [
      'that changes daily, fetched two hours ago',
      { fetched: NOW - 2 * HOUR, note: { interval: 24 * HOUR } },
      false,
    ],
    [
      'that changes daily, fetched a day ago',
      { fetched: NOW - 24 * HOUR, note: { interval: 24 * HOUR } },
      true,
    ],
    ['with a note that says never', { fetched: NOW - 2 * HOUR, note: { interval: 1e9 * HOUR } }, true],
    ['with a note of something else', { fetched: NOW - 2 * HOUR, note: { interval: 'x' } }, true],
  ])('a feed %s: %j', (_, mark, due) => {
    expect(plan(mark)?.url(0)).toBe(due ? DIGEST.url : undefined)
  })

  test.each([
    ['', 2 * HOUR, 'nothing said'],
    ['<ttl>60</ttl>', 2 * HOUR, 'oftener than we ask'],
    ['<ttl>720</ttl>', 12 * HOUR, 'twice a day'],
    ['<ttl>99999999</ttl>', 24 * HOUR, 'hardly ever'],
    ['<ttl>soon</ttl>', 2 * HOUR, 'words'],
    [
      '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
      12 * HOUR,
      'twice daily',
    ],
    ['<sy:updatePeriod> weekly </sy:updatePeriod>', 24 * HOUR, 'weekly'],
    ['<sy:updatePeriod>constructor</sy:updatePeriod>', 2 * HOUR, 'no period'],
  ])('%s is noted as %d ms: %s', (channel, interval) => {
    expect(read(rss('', channel)).note).toEqual({ interval })
  })
})

describe('the feeds that a page names', () => {
  test.each<[string, string[], string]>([
    [
      '<link rel="alternate" type="application/rss+xml" href="/feed.xml">',
      ['https://lab.example/feed.xml'],
      'RSS',
    ],
    [
      '<LINK REL="Alternate Home" TYPE="Application/Atom+XML; charset=utf-8" HREF="atom">',
      ['https://lab.example/blog/atom'],
      'written otherwise',
    ],
    [
      '<link rel=alternate type=application/feed+json href=//cdn.example/f.json>',
      ['https://cdn.example/f.json'],
      'on another host',
    ],
    [
      '<link rel="alternate" type="application/json" href="/wp-json"><link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/a">',
      ['https://lab.example/a', 'https://lab.example/wp-json'],
      'plain JSON last, each once',
    ],
    [
      '<base href="https://base.example/x/"><link rel="alternate" type="application/rss+xml" href="f">',
      ['https://base.example/x/f'],
      'with a base',
    ],
    ['<link rel="alternate" type="text/html" hreflang="de" href="/de">', [], 'not a translation'],
    ['<link rel="stylesheet" type="application/rss+xml" href="/x">', [], 'not a style'],
    ['<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', [], 'not a script'],
    ['<link rel="alternate" type="application/rss+xml" href="http://[">', [], 'not what is no address'],
    ['<!-- <link rel="alternate" type="application/rss+xml" href="/x"> -->', [], 'not in a comment'],
    [
      `<link rel="alternate" type="application/rss+xml" href="/f">${'<div>'.repeat(10_000)}`,
      ['https://lab.example/f'],
      'before anything absurd',
    ],
    ['no page', [], 'nothing in a text'],
  ])('%#: %j', (html, expected) => {
    expect(feedLinksIn(html, 'https://lab.example/blog/')).toEqual(expected)
  })
})

describe('whatever an answer holds', () => {
  const link = fc.oneof(
    fc.webUrl(),
    fc.constantFrom(
      'https://arxiv.org/abs/2608.14391',
      'https://doi.org/10.1/(x',
      'javascript:x',
      '',
      '//',
      'https://arxiv.org/abs/',
    ),
  )
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    link,
    fc.constantFrom('<b>', ']]>', '&amp;', '&#0;', '<![CDATA['),
  )
  const item = fc
    .record({ title: text, link, description: fc.array(text, { maxLength: 5 }), date: text })
    .map(
      ({ title, link, description, date }) =>
        `<item><title>${title}</title><link>${link}</link><description><![CDATA[${description.join('<a href="https://arxiv.org/abs/2608.00001">')}]]></description><pubDate>${date}</pubDate></item>`,
    )
  const jsonItem = fc.record(
    { id: text, url: link, title: text, content_html: text, tags: fc.array(text), date_published: text },
    { requiredKeys: [] },
  )
  const answer = fc.oneof(
    text,
    fc.array(item, { maxLength: 4 }).map(items => rss(items.join(''))),
    fc
      .array(fc.oneof(jsonItem, fc.jsonValue()), { maxLength: 4 })
      .map(items => JSON.stringify({ ...JSON_FEED, items })),
    fc
      .tuple(fc.constantFrom(rss(ARXIV_ITEM), ATOM, ATOM_BLOG, RDF), fc.nat(3000), fc.nat(40), text)
      .map(([whole, at, length, piece]) => whole.slice(0, at) + piece + whole.slice(at + length)),
  )

  test('it throws nothing but a MalformedBody, names papers canonically and says the same twice', () => {
    fc.assert(
      fc.property(answer, text => {
        let reading: Reading | undefined
        try {
          feed.sniff?.(body(text))
          reading = read(text)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBody)
          return
        }
        expect(read(text)).toEqual(reading)
        expect(new Set(reading.papers.map(paper => paper.id)).size).toBe(reading.papers.length)
        for (const paper of reading.papers) {
          for (const id of paper.ids) expect(parseIdentifier(id)).toBe(id)
          expect(paper.title.trim()).not.toBe('')
          expect(paper.listings.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })
})
