import { describe, expect, test } from 'vitest'
import { titleOfPage } from '@/lib/cite/read/link-title'
import { readReferences } from '@/lib/cite/read/registry'

const TITLE = 'Lanterns that glow at night'
const A = 'https://arxiv.org/abs/2401.00001'
const B = 'https://openreview.net/forum?id=aBc-123_X'
const read = (text: string) => readReferences('bookmarks.html', text)

const CHROME = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000" PERSONAL_TOOLBAR_FOLDER="true">Lesezeichenleiste</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000">Papers &amp; more</H3>
        <DL><p>
            <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="0">Light</H3>
            <DL><p>
                <DT><A HREF="${A}" ADD_DATE="1706955630" ICON="data:image/png;base64,iVBORw0KGgo=">[2401.00001] Lanterns that glow at night</A>
            </DL><p>
            <DT><A HREF="${B}" ADD_DATE="1706955631">Harbours &amp; lanterns at night | OpenReview</A>
        </DL><p>
        <DT><A HREF="https://example.org/" ADD_DATE="1706955632">A shop</A>
    </DL><p>
    <DT><A HREF="https://arxiv.org/pdf/2401.00003v1" ADD_DATE="1706955633">2401.00003v1.pdf</A>
</DL><p>
`

const FIREFOX = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<meta http-equiv="Content-Security-Policy"
      content="default-src 'self'; script-src 'none'; img-src data: *; object-src 'none'"></meta>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="${A}" ADD_DATE="1706955630" LAST_MODIFIED="1706955640" ICON_URI="fake-favicon-uri:x" TAGS="light,to cite">Lanterns that glow at night</A>
        <DD>A description that Firefox kept
        <HR>
    </DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000" UNFILED_BOOKMARKS_FOLDER="true">Weitere Lesezeichen</H3>
    <DL><p>
        <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1700000000">Night</H3>
        <DL><p>
            <DT><A HREF="http://arxiv.org/abs/2401.00001v2" ADD_DATE="1706955600">again</A>
            <DT><A HREF="place:sort=8&maxResults=10">Most Visited</A>
        </DL><p>
    </DL><p>
</DL>
`

const SAFARI = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
	<HTML>
	<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
	<Title>Bookmarks</Title>
	<H1>Bookmarks</H1>
	<DT><H3 FOLDED>Favourites</H3>
	<DL><p>
		<DT><A HREF="${A}">Lanterns that glow at night</A>
	</DL><p>
	<DT><H3 FOLDED>Papers</H3>
	<DL><p>
		<DT><A HREF="${B}">Harbours &amp; lanterns at night</A>
	</DL><p>
	<DT><H3 FOLDED id="com.apple.ReadingList">Reading List</H3>
	<DL><p>
		<DT><A HREF="https://arxiv.org/abs/2401.00003">x</A>
	</DL><p>
</HTML>
`

describe('what browsers write', () => {
  test('Chrome', async () => {
    expect(await read(CHROME)).toEqual({
      format: 'Bookmarks',
      papers: [
        { ids: ['arxiv:2401.00001'], title: TITLE, tags: ['Papers & more', 'Light'], saved: 1706955630000 },
        {
          ids: ['openreview:aBc-123_X'],
          title: 'Harbours & lanterns at night',
          tags: ['Papers & more'],
          saved: 1706955631000,
        },
        { ids: ['arxiv:2401.00003'], saved: 1706955633000 },
      ],
      notUnderstood: ['One link leads to no paper that Gloss knows by its address.'],
    })
  })

  test('Firefox, with a paper in two folders', async () => {
    expect((await read(FIREFOX)).papers).toEqual([
      { ids: ['arxiv:2401.00001'], title: TITLE, tags: ['light', 'to cite', 'Night'], saved: 1706955600000 },
    ])
  })

  test('Safari', async () => {
    expect((await read(SAFARI)).papers).toEqual([
      { ids: ['arxiv:2401.00001'], title: TITLE },
      { ids: ['openreview:aBc-123_X'], title: 'Harbours & lanterns at night', tags: ['Papers'] },
      { ids: ['arxiv:2401.00003'] },
    ])
  })

  test('Pocket', async () => {
    const { papers } = await read(`<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title></head>
<body><h1>Unread</h1><ul>
<li><a href="${A}" time_added="1706955630" tags="light,night">[2401.00001] Lanterns that glow at night</a></li>
</ul></body></html>`)
    expect(papers).toEqual([
      { ids: ['arxiv:2401.00001'], title: TITLE, tags: ['light', 'night'], saved: 1706955630000 },
    ])
  })

  test('a file that breaks off keeps what is whole', async () => {
    const { papers, notUnderstood } = await read(CHROME.slice(0, CHROME.indexOf('openreview')))
    expect(papers.map(({ title }) => title)).toEqual([TITLE])
    expect(notUnderstood).toEqual(['The file breaks off within a bookmark; those before it were read.'])
  })
})

describe('the titles of pages', () => {
  const TABLE: readonly (readonly [text: string, expected: string | undefined])[] = [
    ['[2401.00001] Lanterns that glow at night', TITLE],
    ['[2401.00001v2] Lanterns that glow at night', TITLE],
    ['[hep-th/9901001] Lanterns that glow at night', TITLE],
    ['Lanterns that glow at night | OpenReview', TITLE],
    ['Lanterns that glow at night - ACL Anthology', TITLE],
    ['Lanterns that glow at night | bioRxiv', TITLE],
    ['Lanterns that glow at night | Nature Machine Intelligence', TITLE],
    ['Lanterns that glow at night | Proceedings of the 5th Meeting on Lanterns', TITLE],
    ['Lanterns that glow at night | SpringerLink', TITLE],
    ['Lanterns that glow at night | alphaXiv', TITLE],
    ['Paper page - Lanterns that glow at night', TITLE],
    ['dblp: Lanterns that glow at night', TITLE],
    ['Lanterns that &#39;glow&#39; at night', "Lanterns that 'glow' at night"],
    ['Lanterns | that glow - at night', 'Lanterns | that glow - at night'],
    ['2401.00001v2.pdf', undefined],
    ['https://arxiv.org/pdf/2401.00001v2', undefined],
    ['arxiv.org/pdf/2401.00001v2', undefined],
    ['PDF', undefined],
    ['', undefined],
    ['扩散模型的去噪方法研究与应用', '扩散模型的去噪方法研究与应用'],
  ]

  test.each(TABLE)('%j is %j', (text, expected) => {
    expect(titleOfPage(text)).toBe(expected)
  })
})
