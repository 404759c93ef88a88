/** Feeds of our own, with the structure of real ones. */

/** A text that is long enough for an abstract. */
export const ABSTRACT =
  'We study lanterns that glow at night. Earlier lanterns had to be lit by hand, which is slow where there are many of them. ' +
  'We give a method that lights all of them at once, prove that it ends, and measure it on three streets and a harbour.'

/** An RSS 2.0 feed with one channel; `items` is XML. */
export function rss(items: string, channel = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
  <channel>
    <title>What the lab reads</title>
    <link>https://lab.example/reads</link>
    <atom:link href="https://lab.example/feed.xml" rel="self" type="application/rss+xml"/>
    <description>Papers</description>
    ${channel}
    ${items}
  </channel>
</rss>`
}

/** A post of a blog; `html` is what it says. */
export function post(html: string, title = 'Weekly notes', more = ''): string {
  return `<item>
      <title>${title}</title>
      <link>https://lab.example/posts/1</link>
      <guid isPermaLink="false">https://lab.example/?p=1</guid>
      <pubDate>Mon, 17 Aug 2026 23:30:00 -0400</pubDate>
      <dc:creator><![CDATA[Cleo Lister]]></dc:creator>
      <category><![CDATA[notes]]></category>
      <description><![CDATA[${html}]]></description>
      ${more}
    </item>`
}

/** As rss.arxiv.org writes it. */
export const ARXIV_ITEM = `<item>
      <title>Lanterns that glow at night</title>
      <link>https://arxiv.org/abs/2608.14391</link>
      <description>arXiv:2608.14391v1 Announce Type: new
Abstract: ${ABSTRACT}</description>
      <guid isPermaLink="false">oai:arXiv.org:2608.14391v1</guid>
      <category>cs.LG</category>
      <category>night vision</category>
      <pubDate>Mon, 17 Aug 2026 00:00:00 -0400</pubDate>
      <dc:creator>Ada Example, Bo van Sample, Cy J. Third</dc:creator>
    </item>`

/** RSS 1.0, as journals and bioRxiv write it. */
export const RDF = `<?xml version="1.0" encoding="UTF-8" ?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://purl.org/rss/1.0/modules/prism/">
  <channel rdf:about="https://connect.biorxiv.example">
    <title>bioRxiv Subject Collection: Lanterns</title>
    <link>https://biorxiv.org</link>
    <items><rdf:Seq><rdf:li rdf:resource="https://biorxiv.org/cgi/content/short/2026.08.01.573000v1"/></rdf:Seq></items>
  </channel>
  <item rdf:about="https://biorxiv.org/cgi/content/short/2026.08.01.573000v1?rss=1">
    <title><![CDATA[Fireflies as <i>living</i> lanterns ]]></title>
    <link>https://biorxiv.org/cgi/content/short/2026.08.01.573000v1?rss=1</link>
    <description><![CDATA[${ABSTRACT}]]></description>
    <dc:creator><![CDATA[Example, A., Sample, B. C.]]></dc:creator>
    <dc:date>2026-08-02</dc:date>
    <dc:identifier>doi:10.1101/2026.08.01.573000</dc:identifier>
    <prism:publicationDate>2026-08-03</prism:publicationDate>
  </item>
</rdf:RDF>`

/** As export.arxiv.org/api answers. */
export const ATOM = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <id>https://arxiv.org/api/abc</id>
  <title>arXiv Query: search_query=lanterns</title>
  <updated>2026-08-20T00:00:00Z</updated>
  <link href="https://arxiv.org/api/query?search_query=lanterns" type="application/atom+xml" rel="self"/>
  <entry>
    <id>http://arxiv.org/abs/2608.14391v2</id>
    <title>Lanterns that
  glow at night</title>
    <updated>2026-08-19T09:00:00Z</updated>
    <link href="https://arxiv.org/abs/2608.14391v2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/2608.14391v2" rel="related" type="application/pdf" title="pdf"/>
    <summary>${ABSTRACT}</summary>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <published>2026-08-14T17:59:59Z</published>
    <arxiv:doi>10.1145/3292500.3330701</arxiv:doi>
    <author><name>Ada Example</name></author>
    <author><name>Bo Sample</name></author>
  </entry>
</feed>`

/** A blog in Atom, one post in each of its three ways to write a text. */
export const ATOM_BLOG = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">Notes &amp;amp; &lt;b&gt;queries&lt;/b&gt;</title>
  <link href="/"/>
  <author><name>Cleo Lister</name></author>
  <entry>
    <id>tag:notes.example,2026:1</id>
    <title>Three of them</title>
    <link href="https://notes.example/1"/>
    <updated>2026-08-17T01:00:00+02:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>On
      <a href="https://arxiv.org/abs/2608.00001">Lanterns that burn without oil</a>.</p></div></content>
  </entry>
  <entry>
    <id>tag:notes.example,2026:2</id>
    <title>Another</title>
    <link href="https://notes.example/2"/>
    <published>2026-08-16T01:00:00Z</published>
    <summary>In text: arXiv:2608.00002 is a &lt;b&gt;bold&lt;/b&gt; paper</summary>
  </entry>
  <entry>
    <id>tag:notes.example,2026:3</id>
    <title>Third</title>
    <link href="https://notes.example/3"/>
    <content type="html">&lt;a href="https://openreview.net/forum?id=aBc-123_x"&gt;Harbours lit by moonlight alone&lt;/a&gt;</content>
  </entry>
</feed>`

/** JSON Feed 1.1, a link blog: the post's link is its own page, and it is about another. */
export const JSON_FEED = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Papers on lanterns',
  home_page_url: 'https://links.example/',
  feed_url: 'https://links.example/feed.json',
  authors: [{ name: 'Cleo Lister' }],
  items: [
    {
      id: 'https://links.example/1',
      url: 'https://links.example/1',
      external_url: 'https://arxiv.org/pdf/2608.14391v1',
      title: 'Lanterns that glow at night',
      content_html: `<p>${ABSTRACT}</p>`,
      date_published: '2026-08-17T23:59:59-07:00',
      authors: [{ name: 'Ada Example' }, { name: 'Cleo Lister' }],
      tags: ['lanterns', 'night vision', 'x'.repeat(81)],
    },
    { id: 2, url: 'https://links.example/2', content_text: 'I read https://arxiv.org/abs/2608.00002 today' },
    { id: '3', title: 'Holidays', content_text: 'Nothing read.' },
  ],
}
