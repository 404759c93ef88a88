import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCategory } from '@/lib/sources/arxiv-categories'
import { arxivFeed } from '@/lib/sources/arxiv-feed'
import { MalformedBody, type Mark, type Reading } from '@/lib/sources/source'
import { HOUR, MINUTE } from '@/lib/time'
import { bodyOf } from './arxiv-answers'

const digest = {
  id: 'arxiv-cs-lg',
  kind: 'arxiv-feed',
  url: 'https://rss.arxiv.org/rss/cs.LG',
  title: 'arXiv cs.LG',
}
const step = { part: '', url: () => digest.url }

function read(text: string): Reading {
  return arxivFeed.read(bodyOf(text, digest.url), step, digest, 100, 0)
}

interface Item {
  readonly id?: string
  readonly type?: string
  readonly title?: string
  readonly xml?: string
}

/** An item as rss.arxiv.org writes it, after the source of arXiv's own feed service. */
function item({ id = '2608.00001v1', type = 'new', title = 'A title', xml = '' }: Item): string {
  return `<item>
      <title>${title}</title>
      <link>https://arxiv.org/abs/${id.replace(/v\d+$/, '')}</link>
      <description>arXiv:${id} Announce Type: ${type} \nAbstract: We show that this\nworks.</description>
      <guid isPermaLink="false">oai:arXiv.org:${id}</guid>
      <category>cs.LG</category>
      <category>stat.ML</category>
      <pubDate>Fri, 21 Aug 2026 00:00:00 -0400</pubDate>
      <arxiv:announce_type>${type}</arxiv:announce_type>
      <dc:rights>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</dc:rights>
      <dc:creator>Ada Lovelace, Alan Turing</dc:creator>${xml}
    </item>`
}

function rss(items: readonly string[], title = 'cs.LG updates on arXiv.org'): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>${title}</title>
    <link>http://rss.arxiv.org/rss/cs.LG</link>
    <description>cs.LG updates on the arXiv.org e-print archive.</description>
    <lastBuildDate>Fri, 21 Aug 2026 04:00:05 +0000</lastBuildDate>
    <pubDate>Fri, 21 Aug 2026 00:00:00 -0400</pubDate>
    <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
    ${items.join('\n    ')}
  </channel>
</rss>`
}

describe('Recognising categories', () => {
  it.each([
    ['cs.LG', 'cs.LG', 'a category'],
    [' CS.lg ', 'cs.LG', 'in any spelling'],
    ['cs.LG+stat.ML', 'cs.LG+stat.ML', 'as feeds join them'],
    ['stat.ML, cs.LG', 'cs.LG+stat.ML', 'in any order'],
    ['cs.LG cs.LG; cs.lg', 'cs.LG', 'one of them again'],
    ['arXiv cs.LG + stat.ML', 'cs.LG+stat.ML', 'the title it gets'],
    ['arxiv: cs.LG', 'cs.LG', 'what looks like a search of arXiv'],
    ['math', 'math', 'an archive'],
    ['hep-th', 'hep-th', 'an archive without categories'],
    ['astro-ph.CO', 'astro-ph.CO', 'an archive with a hyphen'],
    ['cond-mat.MES-hall', 'cond-mat.mes-hall', 'a category in words'],
    ['physics.optics', 'physics.optics', 'a category in one word'],
    ['https://arxiv.org/list/cs.LG/new', 'cs.LG', 'a list'],
    ['https://www.arxiv.org/list/cs.LG/recent?skip=0&show=50', 'cs.LG', 'a long list'],
    ['arxiv.org/list/hep-th', 'hep-th', 'a list without a scheme'],
    ['https://arxiv.org/archive/astro-ph', 'astro-ph', "an archive's page"],
    ['https://rss.arxiv.org/rss/cs.LG+stat.ML', 'cs.LG+stat.ML', 'a feed'],
    ['http://rss.arxiv.org/atom/stat.ML%2Bcs.LG/', 'cs.LG+stat.ML', 'the other feed, encoded'],
    ['https://export.arxiv.org/rss/cs.LG?version=2.0', 'cs.LG', 'a feed at its old address'],
    ['cs.QQ', 'cs.QQ', 'a category that may come to be'],
  ])('%j is %s: %s', (typed, categories) => {
    const offer = arxivFeed.recognise?.(typed)
    expect(offer).toEqual({
      kind: 'arxiv-feed',
      url: `https://rss.arxiv.org/rss/${categories}`,
      title: `arXiv ${categories.replaceAll('+', ' + ')}`,
      homepage: `https://arxiv.org/list/${categories.split('+')[0]}/new`,
    })
    expect(arxivFeed.recognise?.(offer?.url ?? '')).toEqual(offer)
    expect(arxivFeed.recognise?.(offer?.title ?? '')).toEqual(offer)
  })

  it.each([
    ['', 'nothing'],
    ['+', 'no name'],
    ['diffusion', 'no archive'],
    ['alg-geom', 'an archive that ended'],
    ['hep-th.AB', 'an archive without categories'],
    ['cs.LEARN', 'a category too long'],
    ['cs.LG+nonsense', 'one that is none'],
    ['cs.LG and more', 'a sentence'],
    ['2401.00001', 'a paper'],
    ['https://arxiv.org/abs/2401.00001', "a paper's page"],
    ['https://arxiv.org/list/nonsense/new', 'a list of nothing'],
    ['https://arxiv.org/list/%E0%A4%A/new', 'a broken address'],
    ['https://rss.arxiv.org/list/cs.LG/new', 'a list where the feeds are'],
    ['https://arxiv.org.evil.example/list/cs.LG/new', 'a host that begins as arXiv'],
    ['https://evilarxiv.org/list/cs.LG/new', 'a host that ends as arXiv'],
    ['https://evil.arxiv.org/rss/cs.LG', 'no host of arXiv that is known'],
    ['https://evil.example/arxiv.org/list/cs.LG/new', 'arXiv in a path'],
    ['https://arxiv.org@evil.example/list/cs.LG/new', 'arXiv as a user'],
    ['https://user:word@arxiv.org/list/cs.LG/new', 'a password'],
    ['https://arxiv.org:8443/list/cs.LG/new', 'another port'],
    ['ftp://arxiv.org/list/cs.LG/new', 'another scheme'],
    [Array.from({ length: 21 }, (_, n) => `cs.A${String.fromCharCode(65 + n)}`).join('+'), 'over 20'],
    ['cs.LG,'.repeat(1000), 'a very long text'],
  ])('%.80j is none: %s', typed => {
    expect(arxivFeed.recognise?.(typed)).toBeNull()
  })

  it('takes 20 categories', () => {
    const names = Array.from({ length: 20 }, (_, n) => `cs.A${String.fromCharCode(65 + n)}`)
    expect(arxivFeed.recognise?.(names.join(' '))?.url.split('+')).toHaveLength(20)
  })

  it('throws at nothing, and what is recognised stays what it is', () => {
    const piece = fc.constantFrom(
      ...[
        'cs.LG',
        'cs',
        'math.',
        '+',
        ',',
        ' ',
        'arxiv',
        'https://',
        'arxiv.org/',
        'rss.',
        'list/',
        '%',
        '\uD800',
      ],
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map(pieces => pieces.join('')),
    )
    fc.assert(
      fc.property(typed, text => {
        const offer = arxivFeed.recognise?.(text)
        if (offer) expect(arxivFeed.recognise?.(offer.url)).toEqual(offer)
        parseCategory(text)
      }),
    )
  })
})

describe('When to fetch', () => {
  const noon = Date.parse('2026-08-21T16:00:00Z')
  const midnight = Date.parse('2026-08-21T04:00:00Z')
  it.each<[now: number, mark: Mark | undefined, fetches: boolean, why: string]>([
    [noon, undefined, true, 'never fetched'],
    [noon, {}, true, 'a mark that says nothing'],
    [noon, { fetched: noon - 6 * HOUR + MINUTE }, false, 'less than six hours ago'],
    [noon, { fetched: noon - 6 * HOUR }, true, 'six hours ago'],
    [midnight + MINUTE, { fetched: midnight - MINUTE }, true, 'midnight in New York has passed'],
    [midnight + 5 * HOUR, { fetched: midnight + MINUTE }, false, 'midnight in London has not counted'],
    [midnight - MINUTE, { fetched: midnight - 2 * HOUR }, false, 'before midnight'],
    [Date.parse('2026-12-21T04:30:00Z'), { fetched: Date.parse('2026-12-21T03:59:00Z') }, false, 'in winter'],
    [
      Date.parse('2026-12-21T05:00:00Z'),
      { fetched: Date.parse('2026-12-21T04:59:00Z') },
      true,
      'winter midnight',
    ],
    [noon, { fetched: noon + 30 * MINUTE }, false, 'a clock that was a little ahead'],
    [noon, { fetched: noon + 2 * HOUR }, true, 'a clock that was wrong'],
    [noon, { retryAt: noon + HOUR }, false, 'it was asked to wait'],
    [noon, { retryAt: noon - 1 }, true, 'it has waited'],
    [noon, { retryAt: noon + 9 * HOUR }, true, 'a wait that a wrong clock noted'],
    [noon, { fetched: 0, retryAt: noon + HOUR }, false, 'stale, and asked to wait'],
  ])('at %d with %j: %s (%s)', (now, mark, fetches) => {
    const marks = new Map(mark ? [['', mark]] : [])
    const planned = arxivFeed.plan({ digest, now, from: '2026-01-01', marks })
    expect(planned ? [planned.part, planned.url(0)] : null).toEqual(fetches ? ['', digest.url] : null)
  })

  it('is decided for any mark', () => {
    const time = fc.oneof(fc.double(), fc.integer({ min: 0, max: 8.64e15 }))
    const mark = fc.record({ fetched: time, retryAt: time }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8.64e15 }), mark, (now, known) => {
        const planned = arxivFeed.plan({ digest, now, from: '2026-01-01', marks: new Map([['', known]]) })
        expect(planned?.part ?? '').toBe('')
      }),
    )
  })
})

describe('Reading RSS', () => {
  it('reads a paper with all that is said of it', () => {
    const xml =
      '<arxiv:DOI>10.1000/ABC.1</arxiv:DOI><arxiv:journal_reference>J. Tests 3 (2026)</arxiv:journal_reference>'
    const { papers, rejected } = read(rss([item({ id: '2608.00001v2', type: 'replace', xml })]))
    expect(rejected).toEqual([])
    expect(papers).toMatchObject([
      {
        id: 'arxiv:2608.00001',
        ids: ['arxiv:2608.00001', 'doi:10.1000/abc.1'],
        title: 'A title',
        abstract: 'We show that this works.',
        authors: ['Ada Lovelace', 'Alan Turing'],
        categories: ['cs.LG', 'stat.ML'],
        version: 2,
        journal: 'J. Tests 3 (2026)',
        listings: [{ digest: 'arxiv-cs-lg', day: '2026-08-21', announced: 'replace', seen: 100 }],
      },
    ])
    // The day is that of the announcement; when it was submitted is not said.
    expect(papers[0]).not.toHaveProperty('published')
  })

  it('reads the same from Windows, behind a byte order mark', () => {
    const text = rss([item({}), item({ id: 'hep-th/9901001v2' })])
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(read(text))
  })

  it.each<[xml: string, id: string, version: number | undefined, why: string]>([
    [
      '<item><title>T</title><description>arXiv:hep-th/9901001v2 Announce Type: new</description></item>',
      'arxiv:hep-th/9901001',
      2,
      'old style',
    ],
    [
      '<item><title>T</title><description>arXiv:math.GT/0309136v1</description></item>',
      'arxiv:math/0309136',
      1,
      'with a subject',
    ],
    [
      '<item><title>T</title><guid>oai:arXiv.org:2608.00001v3</guid></item>',
      'arxiv:2608.00001',
      3,
      'by its guid alone',
    ],
    [
      '<item><title>T</title><link>http://arxiv.org/abs/2608.00001</link></item>',
      'arxiv:2608.00001',
      undefined,
      'by its link alone',
    ],
    [
      '<item><title>T</title><link>https://arxiv.org/abs/2401.12340</link><description>arXiv:2401.1234v1 Announce Type: new</description></item>',
      'arxiv:2401.12340',
      undefined,
      'a lost zero that the link still has',
    ],
    [
      '<item><title>T</title><description><![CDATA[<p>arXiv:2608.00001v1 Announce\r\nType:\r\nnew</p>]]></description></item>',
      'arxiv:2608.00001',
      1,
      'CDATA with HTML',
    ],
  ])('%s is %s', (xml, id, version) => {
    const [paper] = read(rss([xml])).papers
    expect(paper).toMatchObject({ id })
    expect(paper?.version).toBe(version)
    // The channel's day, where the item has none.
    expect(paper?.listings[0]?.day).toBe('2026-08-21')
  })

  it.each<[description: string, abstract: string | undefined, why: string]>([
    ['arXiv:2608.00001v1 Announce Type: new \nAbstract: We show.', 'We show.', 'as it is written'],
    ['arXiv:2608.00001v1 Announce Type: new Abstract:We show.', 'We show.', 'on one line'],
    ['arXiv:2608.00001v1\r\n\r\nAnnounce  Type:\r\nnew\r\nAbstract:\r\nWe\r\nshow.', 'We show.', 'on many'],
    ['arXiv:2608.00001v1 We show.', 'We show.', 'without the words'],
    ['We show.', 'We show.', 'without the number'],
    ['arXiv:2608.00001v1 Announce Type: new \nAbstract: Abstract: a study.', 'Abstract: a study.', 'twice'],
    ['arXiv:2608.00001v1 Announce Type: new \nAbstract:', undefined, 'empty'],
    [
      '&lt;p&gt;We &lt;i&gt;show&lt;/i&gt;.&lt;br/&gt;And $a &amp;lt; b$.&lt;/p&gt;',
      'We show. And $a &lt; b$.',
      'HTML',
    ],
    ['We show $a&lt;b$ and $c&gt;d$.', 'We show $a<b$ and $c>d$.', 'maths that looks like HTML'],
    [`x${'y'.repeat(50_000)}`, undefined, 'far too long'],
  ])('%.60j has the abstract %.40j: %s', (description, abstract) => {
    const xml = `<item><title>T</title><guid>2608.00001</guid><description>${description}</description></item>`
    expect(read(rss([xml])).papers[0]?.abstract).toBe(abstract)
  })

  it.each([
    ['Fast &amp; &lt;i&gt;small&lt;/i&gt;', 'Fast & small', 'HTML'],
    ['<![CDATA[Fast <b>and</b> small]]>', 'Fast and small', 'HTML in CDATA'],
    ['Fast <i>and</i> small', 'Fast and small', 'HTML as XML'],
    ['Fast\n  and small', 'Fast and small', 'wrapped'],
    ['Bounds for $p&lt;q$', 'Bounds for $p<q$', 'maths'],
    ['Fast and small. (arXiv:2608.00001v1 [cs.LG] UPDATED)', 'Fast and small', 'as feeds wrote it to 2024'],
  ])('the title %j is %j: %s', (title, expected) => {
    expect(read(rss([item({ title })])).papers[0]?.title).toBe(expected)
  })

  it.each<[xml: string, authors: string[] | undefined, why: string]>([
    [
      '<dc:creator>Ada Lovelace, Alan Turing</dc:creator>',
      ['Ada Lovelace', 'Alan Turing'],
      'as it is written',
    ],
    [
      '<dc:creator>Ada Lovelace (MIT, Cambridge), Alan Turing (NPL (UK))</dc:creator>',
      ['Ada Lovelace', 'Alan Turing'],
      'places of work',
    ],
    [
      '<dc:creator>&lt;a href="https://arxiv.org/a/x"&gt;Ada Lovelace&lt;/a&gt;, B</dc:creator>',
      ['Ada Lovelace', 'B'],
      'links',
    ],
    [
      '<dc:creator>Martin King, Jr., Alan Turing, III</dc:creator>',
      ['Martin King, Jr.', 'Alan Turing, III'],
      'juniors',
    ],
    [
      '<dc:creator>CMS Collaboration, :, Ada Lovelace,</dc:creator>',
      ['CMS Collaboration', 'Ada Lovelace'],
      'no names',
    ],
    [
      '<dc:creator>Ada Lovelace</dc:creator><dc:creator>Alan Turing</dc:creator>',
      ['Ada Lovelace', 'Alan Turing'],
      'one each',
    ],
    [
      '<author><name>Ada Lovelace</name></author><author><name>Alan Turing</name></author>',
      ['Ada Lovelace', 'Alan Turing'],
      'Atom',
    ],
    [
      '<author><name>Ada Lovelace, Alan Turing</name></author>',
      ['Ada Lovelace', 'Alan Turing'],
      'Atom in a row',
    ],
    ['<dc:creator></dc:creator>', undefined, 'nobody'],
  ])('%s names %j: %s', (xml, authors) => {
    const one = `<item><title>T</title><guid>2608.00001</guid>${xml}</item>`
    expect(read(rss([one])).papers[0]?.authors).toEqual(authors)
  })

  it.each([
    ['new', 'new'],
    ['cross', 'cross'],
    ['replace', 'replace'],
    ['replace-cross', 'replace-cross'],
    ['Replace-Cross', 'replace-cross'],
    ['absonly', 'replace'],
    ['withdrawn', undefined],
  ])('the announcement %j is %j, in its element and in words', (type, announced) => {
    const both = item({ type })
    const words = both.replace(/<arxiv:announce_type>.*<\/arxiv:announce_type>/, '')
    const element = both.replace(/ Announce Type: \S+/, '')
    for (const one of [both, words, element])
      expect(read(rss([one])).papers[0]?.listings[0]?.announced).toBe(announced)
  })

  it.each([
    ['<pubDate>Fri, 21 Aug 2026 00:00:00 -0400</pubDate>', '2026-08-21', 'as it is written'],
    ['<pubDate>Fri, 21 Aug 2026 23:59:59 -0400</pubDate>', '2026-08-21', 'the next day in London'],
    ['<pubDate>1 September 2026</pubDate>', '2026-09-01', 'in words'],
    ['<published>2026-08-21T00:00:00-04:00</published>', '2026-08-21', 'as Atom writes it'],
    ['<pubDate>31 Feb 2026</pubDate>', '2026-08-21', 'no day: that of the channel'],
    ['<pubDate>soon</pubDate>', '2026-08-21', 'no date: that of the channel'],
  ])('%s is the day %s: %s', (xml, day) => {
    const one = `<item><title>T</title><guid>2608.00001</guid>${xml}</item>`
    expect(read(rss([one])).papers[0]?.listings[0]?.day).toBe(day)
  })

  it('leaves the day out where none is written', () => {
    const text = '<rss><channel><item><title>T</title><guid>2608.00001</guid></item></channel></rss>'
    expect(read(text).papers[0]?.listings).toEqual([{ digest: 'arxiv-cs-lg', seen: 100 }])
  })

  it('puts what is new first, replacements after, each in the order of the feed', () => {
    const types = ['replace', 'new', 'replace-cross', 'cross', 'odd', 'new', 'replace']
    const items = types.map((type, n) => item({ id: `2608.0000${n + 1}v1`, type }))
    const order = read(rss(items)).papers.map(paper => Number(paper.id.slice(-1)) - 1)
    expect(order).toEqual([1, 3, 4, 5, 0, 2, 6])
  })

  it('reads a paper that stands twice once, as what it is first of all', () => {
    const items = [
      item({ id: '2608.00002v1', type: 'cross' }),
      item({ id: '2608.00001v1' }),
      item({ id: '2608.00002v1' }),
    ]
    const { papers } = read(rss(items))
    expect(papers.map(({ id, listings }) => [id, listings[0]?.announced])).toEqual([
      ['arxiv:2608.00002', 'new'],
      ['arxiv:2608.00001', 'new'],
    ])
  })

  it('leaves out what it does not understand, and says so', () => {
    const items = [
      item({}),
      '<item><title>T</title><description>arXiv:2401.1234v1 Announce Type: new</description></item>',
      item({ id: '2608.00002v1', title: ' ' }),
      '<item/>',
      item({ id: '2608.00003v1', title: 'x'.repeat(2001) }),
      item({ id: '2608.00004v1' }),
    ]
    const { papers, rejected } = read(rss(items))
    expect(papers.map(({ id }) => id)).toEqual(['arxiv:2608.00001', 'arxiv:2608.00004'])
    expect(rejected).toEqual([
      'Entry 2: "2401.1234v1" is not an arXiv identifier',
      'Entry 3: 2608.00002 has no title',
      'Entry 4: "" is not an arXiv identifier',
      'Entry 5: 2608.00003 has a title of 2001 characters',
    ])
  })

  it('takes no other number of arXiv for the DOI of a paper', () => {
    const xml = '<arxiv:DOI>10.48550/arXiv.2608.00009 10.1000/x</arxiv:DOI>'
    expect(read(rss([item({ xml })])).papers[0]?.ids).toEqual(['arxiv:2608.00001', 'doi:10.1000/x'])
  })

  it('reads an empty feed, as there is on weekends', () => {
    expect(read(rss([]))).toEqual({ papers: [], rejected: [] })
  })

  it('reads 2,000 items, the most there are', () => {
    const items = Array.from({ length: 2000 }, (_, n) =>
      item({ id: `2608.${String(n + 1).padStart(5, '0')}v1` }),
    )
    expect(read(rss(items)).papers).toHaveLength(2000)
  })
})

describe('Reading Atom', () => {
  it('reads the same of the other feed', () => {
    const atom = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/cs.LG</id>
  <title>cs.LG updates on arXiv.org</title>
  <updated>2026-08-21T04:00:05.123456+00:00</updated>
  <entry>
    <id>oai:arXiv.org:2608.00001v1</id>
    <title>A title</title>
    <updated>2026-08-21T04:00:05.234567+00:00</updated>
    <link href="https://arxiv.org/abs/2608.00001" rel="alternate" type="text/html"/>
    <summary>arXiv:2608.00001v1 Announce Type: new \nAbstract: We show that this works.</summary>
    <category term="cs.LG"/>
    <category term="stat.ML"/>
    <published>2026-08-21T00:00:00-04:00</published>
    <arxiv:announce_type>new</arxiv:announce_type>
    <dc:creator>Ada Lovelace, Alan Turing</dc:creator>
  </entry>
</feed>`
    expect(read(atom)).toEqual(read(rss([item({})])))
  })
})

describe('Refusing what is no feed of arXiv', () => {
  it.each([
    ['Rate exceeded.', 'arXiv asks to slow down', 'plain text'],
    ['\r\nRate exceeded.\r\n', 'arXiv asks to slow down', 'plain text among lines'],
    [
      '<!DOCTYPE html><html><body>Rate exceeded</body></html>',
      'arXiv answered with a web page instead of a feed',
      'a page',
    ],
    ['<rss><channel><item><title>T', 'arXiv sent a feed that breaks off', 'cut short'],
    [rss([item({})]).slice(0, -20), 'arXiv sent a feed that breaks off', 'cut short at the end'],
    [
      '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>',
      'arXiv sent a feed that declares entities of its own, which are not read',
      'entities',
    ],
    ['', 'arXiv answered with something that is not a feed', 'nothing'],
    ['<opml/>', 'arXiv answered with something that is not a feed', 'other XML'],
    ['<rss/>', 'arXiv answered with something that is not a feed', 'RSS without a channel'],
    [
      rss(['<item/>', '<item/>']),
      'arXiv listed 2 entries and none could be read',
      'nothing that can be read',
    ],
    [
      rss([], 'Feed error for query: http://rss.arxiv.org/rss/cs.QQ').replace(
        /<description>.*<\/description>/,
        "<description>Invalid subject class 'QQ' for archive 'cs'.</description>",
      ),
      "arXiv says: Invalid subject class 'QQ' for archive 'cs'",
      'a category that does not exist',
    ],
  ])('%.60j: %s (%s)', (text, message) => {
    expect(() => read(text)).toThrow(new MalformedBody(message))
  })

  it('throws nothing but that', () => {
    const scrap = fc.constantFrom(
      ...[
        '<item>',
        '</item>',
        '<title>',
        'T',
        '<description>',
        'arXiv:2608.00001v1',
        ' Announce Type: new',
        '(',
      ],
      ...[
        '<dc:creator>',
        'A, B',
        '</',
        '>',
        '<![CDATA[',
        ']]>',
        '&lt;',
        '<pubDate>',
        '31 Feb 2026',
        '<rss>',
        '\0',
      ],
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(scrap, fc.string({ unit: 'binary' })), { maxLength: 30 }), scraps => {
        for (const text of [scraps.join(''), rss([item({}), ...scraps])]) {
          try {
            for (const paper of read(text).papers) expect(paper.id).toMatch(/^arxiv:/)
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedBody)
          }
        }
      }),
    )
  })
})
