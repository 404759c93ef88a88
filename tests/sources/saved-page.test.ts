import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromTitle, parseIdentifier } from '@/lib/papers/identifier'
import { titleKey } from '@/lib/papers/title-key'
import { parseFeed } from '@/lib/sources/gloss-digest'
import { readSavedPage, type SavedPageReading } from '@/lib/sources/saved-page'
import { MalformedBody } from '@/lib/sources/source'
import starter from '@/public/starter-digest.json'
import { describeShared, readShared } from '../shared'
import { ABSTRACT, ARXIV_LIST, card, dailyPage, wrapped } from './saved-page-bodies'

const SEEN = 1_787_000_000
const A = 'Attention Is All You Need'
const B = 'Denoising Diffusion Probabilistic Models'
const C = 'Adam: A Method for Stochastic Optimization'

const read = (text: string) => readSavedPage(text, 'pages', SEEN)
const named = (reading: SavedPageReading) => reading.papers.map(paper => [paper.id, paper.title])
const unread = (reading: SavedPageReading) => reading.notUnderstood.map(({ line, why }) => `${line} ${why}`)
const byTitle = (...titles: string[]) => titles.map(title => [fromTitle(title), title])

describeShared('The digest page that is the seed', () => {
  const text = readShared('seed/digest-page.txt')
  const titles = readShared('seed/ids.tsv')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t')[0])
  const reading = read(text)

  test('yields its 61 papers in its order, with whole abstracts, and invents nothing', () => {
    expect(titles).toHaveLength(61)
    expect(reading.papers.map(paper => paper.title)).toEqual(titles)
    expect(reading.papers.map(paper => paper.listings)).toEqual(
      titles.map((_, index) => [{ digest: 'pages', rank: index + 1, seen: SEEN }]),
    )
    const lines = text.split('\n')
    for (const paper of reading.papers) {
      expect(paper.ids).toEqual([fromTitle(paper.title)])
      expect(paper.abstract).toBe(lines[lines.indexOf(paper.title) + 2])
    }
  })

  test('is understood line by line, and its date names no year', () => {
    expect(reading.notUnderstood).toEqual([])
    expect(reading.understood).toBe(text.split('\n').filter(line => line.trim()).length)
    expect(reading).not.toHaveProperty('day')
  })

  test('joins the starter digest paper by paper, by title', () => {
    const feed = parseFeed(starter, 'starter')
    const keys = new Map(feed.papers.map(paper => [titleKey(paper.title), paper.id]))
    const joined = reading.papers.map(paper => keys.get(titleKey(paper.title)))
    expect(new Set(joined).size).toBe(61)
    for (const id of joined) expect(id).toMatch(/^arxiv:/)
  })

  test.each([
    ['with CRLF and a byte order mark', (page: string) => `\uFEFF${page.replaceAll('\n', '\r\n')}`],
    ['with old line ends', (page: string) => page.replaceAll('\n', '\r')],
    ['without its empty lines', (page: string) => page.replaceAll('\n\n', '\n')],
    [
      'wrapped to a width',
      (page: string) =>
        page
          .split('\n')
          .map(line => wrapped(line, 150))
          .join('\n'),
    ],
    ['indented', (page: string) => page.replaceAll('\n', '\n    ')],
    [
      'as HTML',
      (page: string) =>
        `<html><body>${page
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .split('\n\n')
          .map(line => `<p>${line}</p>`)
          .join('')}`,
    ],
    [
      'as a text in a browser',
      (page: string) =>
        `<html><head></head><body><pre style="x">${page.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre></body></html>`,
    ],
    [
      'with a footer',
      (page: string) =>
        `${page}\n\nCompany\nTOS\nPrivacy\nAbout\nModels Datasets Spaces Pricing Docs\n© 2026 Hugging Face`,
    ],
  ])('yields the same papers %s', (_, change) => {
    const { papers, notUnderstood } = read(change(text))
    expect(papers.map(paper => paper.title)).toEqual(titles)
    expect(papers.filter(paper => !paper.abstract)).toEqual([])
    expect(notUnderstood).toEqual([])
  })

  test('yields the papers it holds wherever it breaks off', () => {
    for (const length of [2000, 9_999, 33_333, 80_000]) {
      const part = text.slice(0, length)
      const whole = titles.filter(title => part.includes(`\n${title}\n`))
      const found = read(part).papers.map(paper => paper.title)
      expect(found.slice(0, whole.length)).toEqual(whole)
      expect(found.length).toBeLessThanOrEqual(whole.length + 1)
    }
  })

  test("is the same page as Hugging Face's HTML of it, and as the list of its identifiers", () => {
    for (const page of ['pages/huggingface.co/papers-search-seed-digest.html', 'seed/ids.tsv']) {
      const { papers } = read(readShared(page))
      expect(papers.map(paper => paper.title)).toEqual(titles)
      for (const paper of papers) expect(paper.id).toMatch(/^arxiv:/)
    }
  })
})

describeShared('Saved pages of sites', () => {
  const manifest = readShared('pages/manifest.jsonl')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { file: string; papers: { arxiv?: string | null; title: string }[] })
  const lists = manifest.filter(
    ({ file, papers }) => papers.length > 1 && /^(?:arxiv\.org|huggingface\.co|scirate\.com)/.test(file),
  )

  test.each(lists.map(({ file, papers }) => [file, papers] as const))(
    '%s yields its papers and no others',
    (file, papers) => {
      const found = read(readShared(`pages/${file}`)).papers
      expect(found.map(paper => paper.id).toSorted()).toEqual(
        papers.map(({ arxiv }) => `arxiv:${arxiv}`).toSorted(),
      )
      const letters = (title: string) => titleKey(title) ?? title
      const titles = new Map(papers.map(({ arxiv, title }) => [`arxiv:${arxiv}`, letters(title)]))
      expect(
        found.filter(paper => letters(paper.title) !== titles.get(paper.id)).map(paper => paper.title),
      ).toEqual([])
    },
  )
})

describe('a list of titles', () => {
  test.each<[string, string]>([
    ['one per line', `${A}\n${B}\n${C}\n`],
    ['with empty lines between', `${A}\n\n${B}\n\n\n${C}`],
    ['numbered', `1. ${A}\n2. ${B}\n3) ${C}`],
    ['numbered in brackets', `[1] ${A}\n[2] ${B}\n[10] ${C}`],
    ['with bullets and boxes', `- ${A}\n* [ ] ${B}\n• [x] ${C}`],
    ['in Markdown, bold', `## Papers\n\n- **${A}**\n- *${B}*\n- __${C}__`],
    ['twice the same', `${A}\n${B}\n${A.toUpperCase()}!\n${C}`],
  ])('is read %s', (_, text) => {
    expect(named(read(text))).toEqual(byTitle(A, B, C))
    expect(unread(read(text))).toEqual([])
  })

  test('leaves out and names what is no title', () => {
    const text = `Papers for the group\n\n${A}\nSegment Anything\nMamba\nwe should read this one some day\nBring coffee to the meeting.\n${B}\nAda Example, Bo Sample, Cy Third\n${C}\n`
    const reading = read(text)
    expect(named(reading)).toEqual(byTitle(A, B, C))
    expect(unread(reading)).toEqual([
      '1 stands alone above a list',
      '4 is too short to be the title of a paper',
      '5 is too short to be the title of a paper',
      '6 reads like neither a title nor an abstract',
      '7 reads like neither a title nor an abstract',
      '9 is a list of names without a title',
    ])
  })

  test('may be in a script without spaces', () => {
    const titles = ['扩散模型的去噪方法研究与应用', '注意力机制就是你所需要的一切']
    expect(named(read(titles.join('\n')))).toEqual(byTitle(...titles))
  })

  test.each<[string, string]>([
    [
      'a letter',
      `Dear all,\n\n${wrapped('I hope that you are well. We meet on Tuesday at noon in the room with the window, and I would like to ask each of you to bring a paper.')}\n\nBest wishes\nAda`,
    ],
    [
      'an essay with headings',
      `Why lanterns matter to us all\n\n${ABSTRACT}\n\n${ABSTRACT}\n\n${ABSTRACT}\n\nWhat Comes After the Lanterns\n\n${ABSTRACT}\n\n${ABSTRACT}`,
    ],
    [
      'a manual',
      '# Lanterns\n\nA library for lanterns.\n\n## Usage of the library\n\n```\nnpm install lanterns\n```\n',
    ],
    ['code', 'function light(lantern) {\n  if (lantern.isLit) return\n  lantern.light()\n}\n'],
    [
      'a bibliography in BibTeX',
      '@article{x,\n  title = {Attention Is All You Need},\n  author = {Ada Example},\n}\n',
    ],
    ['JSON that breaks off', '{\n  "title": "Attention Is All You Need",\n  "id": 5,'],
  ])('is not found in %s', (_, text) => {
    const reading = read(text)
    expect(reading.papers).toEqual([])
    expect(reading.notUnderstood.length).toBeGreaterThan(0)
  })
})

describe('titles with their abstracts', () => {
  test('are read with authors, wrapped paragraphs and a date', () => {
    const text = `Daily Papers\nWed, Mar 12, 2025\n\n${A}\nAda Example, Bo Sample\n${wrapped(ABSTRACT)}\n\n${B}\nJonathan Ho\n\n${ABSTRACT}\n\nDenoising Vision Transformers\n\nAbstract: ${ABSTRACT}\n`
    const reading = read(text)
    expect(reading.day).toBe('2025-03-12')
    expect(unread(reading)).toEqual([])
    expect(reading.papers.map(({ title, authors, abstract }) => ({ title, authors, abstract }))).toEqual([
      { title: A, authors: ['Ada Example', 'Bo Sample'], abstract: ABSTRACT },
      { title: B, authors: ['Jonathan Ho'], abstract: ABSTRACT },
      { title: 'Denoising Vision Transformers', authors: undefined, abstract: ABSTRACT },
    ])
    expect(reading.papers[2]?.listings).toEqual([{ digest: 'pages', rank: 3, day: '2025-03-12', seen: SEEN }])
    // A file may be old: what digests say of a paper comes before it.
    expect(reading.papers[0]?.fieldSeen).toEqual({ title: 0, abstract: 0, authors: 0 })
  })

  test.each<[string, string | undefined, string]>([
    [`${ABSTRACT.slice(0, 150)}…`, undefined, 'cut off with dots'],
    [`${ABSTRACT.slice(0, 150)} [...]`, undefined, 'cut off with dots in brackets'],
    [ABSTRACT.slice(0, 230), undefined, 'broken off'],
    [`${ABSTRACT} ▽ More`, ABSTRACT, 'whole, and folded'],
    [
      `${ABSTRACT} Code: https://github.com/lab/glow`,
      `${ABSTRACT} Code: https://github.com/lab/glow`,
      'whole, with an address',
    ],
  ])('keep an abstract only where it is whole: %s', (paragraph, abstract) => {
    const reading = read(`${A}\n\n${paragraph}\n\n${B}\n\n${ABSTRACT}`)
    expect(reading.papers.map(paper => paper.abstract)).toEqual([abstract, ABSTRACT])
    expect(unread(reading)).toEqual([])
  })

  test('may lack one at the end, and say where a line is nothing', () => {
    const text = `Something about the page itself, perhaps\n\n${A}\n\n${ABSTRACT}\n\n${ABSTRACT}\n\n${B}\n\n${ABSTRACT}\n\nMamba\n\n${ABSTRACT}\n\n${C}`
    const reading = read(text)
    expect(named(reading)).toEqual(byTitle(A, B, C))
    expect(reading.notUnderstood.map(({ line, why }) => [line, why])).toEqual([
      [1, 'reads like a title, but has no abstract'],
      [7, 'is a paragraph without a title'],
      [13, 'is too short to be the title of a paper'],
    ])
    expect(reading.notUnderstood[1]?.text).toBe(`${ABSTRACT.slice(0, 200)}…`)
  })
})

describe('lines with identifiers', () => {
  const EXPECTED = [
    ['arxiv:1706.03762', A],
    ['arxiv:2006.11239', B],
    ['arxiv:1412.6980', C],
  ]
  const IDS = ['1706.03762', '2006.11239', '1412.6980']
  const lines = (line: (title: string, id: string, n: number) => string) =>
    [A, B, C].map((title, n) => line(title, IDS[n] ?? '', n + 1)).join('\n')

  test.each<[string, string]>([
    ['first', lines((title, id) => `${id} ${title}`)],
    [
      'first, in all ways',
      `arXiv:1706.03762v5 ${A}\n[2006.11239] ${B}\nhttps://arxiv.org/abs/1412.6980v9 - ${C}`,
    ],
    ['last', lines((title, id) => `${title} (arXiv:${id})`)],
    [
      'last, in all ways',
      `${A}, https://arxiv.org/pdf/1706.03762.pdf\n"${B}" <https://huggingface.co/papers/2006.11239>\n${C} — 1412.6980`,
    ],
    ['below', lines((title, id) => `${title}\nhttps://arxiv.org/abs/${id}`)],
    ['above', lines((title, id) => `https://arxiv.org/abs/${id}\n${title}`)],
    ['apart', lines((title, id) => `${title}\n\narXiv:${id}\n`)],
    ['in Markdown', lines((title, id) => `- [${title}](https://arxiv.org/abs/${id}) — a note on it`)],
    [
      'in bold Markdown with code',
      lines(
        (title, id) =>
          `1. **[${title}](<https://arxiv.org/abs/${id}> "x")** ([code](https://github.com/a/b))`,
      ),
    ],
    [
      'as lists of papers have it',
      lines(
        (title, id) =>
          `* (*NeurIPS 2017*) ${title}. [[paper]](https://arxiv.org/abs/${id}) [[code]](https://github.com/a/b)`,
      ),
    ],
    [
      'in a Markdown table',
      `| Title | Paper |\n|---|---|\n${lines((title, id) => `| ${title} | [arXiv](https://arxiv.org/abs/${id}) |`)}`,
    ],
    ['in CSV', lines((title, id) => `${id},"${title}",2017`)],
    ['separated by tabs', lines((title, id) => `${title}\t${id}\thigh`)],
    ['as headings', lines((title, id) => `## ${title}\n\nhttps://arxiv.org/abs/${id}\n\n${ABSTRACT}\n`)],
    [
      "in arXiv's mails",
      lines(
        (title, id) =>
          `\\\\\narXiv:${id}\nDate: Mon, 1 Jan 2024 00:00:00 GMT   (123kb)\n\nTitle: ${title.replace(/ (\S+)$/, '\n  $1')}\nAuthors: Ada Example, Bo Sample\nCategories: cs.LG\n\\\\\n  ${wrapped(ABSTRACT)}\n\\\\ ( https://arxiv.org/abs/${id} ,  123kb)`,
      ),
    ],
  ])('are read: %s', (_, text) => {
    const reading = read(text)
    expect(named(reading)).toEqual(EXPECTED)
    expect(unread(reading)).toEqual([])
  })

  test('are read from Markdown with HTML in it', () => {
    const text = `<p align="center"><img src="https://x.example/logo.png"></p>\n<h1>Reading</h1>\n\n- <b>${A}</b> <a href='https://arxiv.org/abs/1706.03762'><img src="b.svg"></a>\n- [${B}](https://arxiv.org/abs/2006.11239) <br/>\n- <a class="x" href="https://arxiv.org/abs/1412.6980">${C}</a>\n- [site](https://x.example/) [more](https://x.example/) [code](https://x.example/)\n`
    expect(named(read(text))).toEqual(EXPECTED)
  })

  test('bring abstracts and authors that stand below', () => {
    const { papers } = read(`arXiv:1706.03762\n${A}\nAda Example, Bo Sample\n${ABSTRACT}\n`)
    expect(papers).toMatchObject([
      { id: 'arxiv:1706.03762', authors: ['Ada Example', 'Bo Sample'], abstract: ABSTRACT },
    ])
  })

  test('may name one paper in several ways, and need no long title', () => {
    const text = `- [Segment Anything](https://arxiv.org/abs/2304.02643) [[DOI]](https://doi.org/10.1109/ICCV51070.2023.00371)\n`
    expect(read(text).papers).toMatchObject([
      { ids: ['arxiv:2304.02643', 'doi:10.1109/iccv51070.2023.00371'], title: 'Segment Anything' },
    ])
  })

  test('without a title are named', () => {
    const reading = read(
      `https://arxiv.org/abs/1706.03762\nhttps://arxiv.org/abs/2006.11239\n[pdf](https://arxiv.org/abs/1412.6980)`,
    )
    expect(reading.papers).toEqual([])
    expect(unread(reading)).toEqual([
      '1 names arxiv:1706.03762 without a title',
      '2 names arxiv:2006.11239 without a title',
      '3 names arxiv:1412.6980 without a title',
    ])
  })

  test('are not those of other hosts, of scripts or of plain numbers', () => {
    const text = [
      `[${A}](https://arxiv.org.evil.example/abs/1706.03762)`,
      `[${B}](javascript:alert(1))`,
      `${C} took 1412.6980 seconds on https://evil.example/https://arxiv.org/abs/1412.6980`,
    ].join('\n')
    for (const { id } of read(text).papers) expect(id).toMatch(/^title:/)
  })
})

describe('a page of HTML', () => {
  test('of Hugging Face is read card by card', () => {
    const page = dailyPage(card('2608.14391', A, 128, ABSTRACT) + card('2608.00002', 'Mamba', 5))
    const reading = read(page)
    expect(reading).toMatchObject({
      title: 'Daily Papers - Hugging Face',
      day: '2026-08-20',
      notUnderstood: [],
    })
    const listing = { digest: 'pages', day: '2026-08-20', by: 'cleo', comments: 3, seen: SEEN }
    expect(reading.papers).toMatchObject([
      {
        id: 'arxiv:2608.14391',
        title: A,
        abstract: ABSTRACT,
        listings: [{ ...listing, rank: 1, upvotes: 128 }],
      },
      { id: 'arxiv:2608.00002', title: 'Mamba', listings: [{ ...listing, rank: 2, upvotes: 5 }] },
    ])
  })

  test('may keep titles apart from links, as arXiv does', () => {
    const reading = read(ARXIV_LIST)
    expect(unread(reading)).toEqual([])
    expect(
      reading.papers.map(({ id, title, authors, abstract }) => ({ id, title, authors, abstract })),
    ).toEqual([
      {
        id: 'arxiv:2608.14391',
        title: 'Lanterns that glow at night',
        authors: ['Ada Example', 'Bo van Sample'],
        abstract: ABSTRACT,
      },
      {
        id: 'arxiv:hep-th/9901001',
        title: 'Harbours of $\\alpha$',
        authors: ['Cy Third'],
        abstract: undefined,
      },
    ])
  })

  const link = (title: string) => `<a href="https://arxiv.org/abs/2608.14391">${title}</a>`
  test.each<[string, string, string]>([
    ['a list', `<ul><li>${link(A)} <a href="/x">code</a></li></ul>`, A],
    ['a table', `<table><tr><td>${link('PDF')}</td><td>${A}</td></tr></table>`, A],
    ['a paragraph', `<p>${'words and words '.repeat(20)}${link(A)} and more.</p>`, A],
    ['a heading', `<h2>${link('Mamba')}</h2><p>x</p>`, 'Mamba'],
    ['a heading above', `<li><h3>${A}</h3><p>${link('arXiv')}</p></li>`, A],
    [
      'entities',
      `<p>${link('Lanterns &amp; harbours &lt;k&gt; caf&eacute; &#233;')}</p>`,
      'Lanterns & harbours <k> café é',
    ],
    [
      'markup',
      `<p>${link('Lanterns <i>that</i> <script>alert(1)</script>glow <img src=x onerror=alert(1)>at night')}</p>`,
      'Lanterns that glow at night',
    ],
    [
      'a whole card',
      `<a href="https://arxiv.org/abs/2608.14391"><h3>${A}</h3><p>Ada Example, Bo Sample</p></a>`,
      A,
    ],
    ['white space', `<p>${link('Lanterns\n  that&nbsp;glow\tat night')}</p>`, 'Lanterns that glow at night'],
    ['elements that are not closed', `<ul><li>${link(A)}<li>x<p>y`, A],
    ['XHTML', `<?xml version="1.0"?><html xmlns="x"><body><p>${link(A)}<br/></p></body></html>`, A],
  ])('is read by its links: %s', (_, html, title) => {
    expect(named(read(`<!doctype html><body>${html}`))).toEqual([['arxiv:2608.14391', title]])
  })

  test.each<[string, string]>([
    ['a base', '<base href="https://arxiv.org/list/"><a href="../abs/2608.14391">'],
    [
      'a canonical address',
      '<link rel="canonical" href="https://arxiv.org/list/x"><a href="/abs/2608.14391">',
    ],
    [
      'its address in its metadata',
      '<meta property="og:url" content="https://arxiv.org/list/x"><a href="/abs/2608.14391">',
    ],
    [
      'the note of a browser',
      '<!-- saved from url=(0029)https://arxiv.org/list/x --><a href="/abs/2608.14391">',
    ],
    ['nothing', '<a href="/abs/2608.14391">'],
  ])('makes links whole by %s', (_, start) => {
    expect(named(read(`<html>${start}${A}</a></html>`))).toEqual([['arxiv:2608.14391', A]])
  })

  test.each<[string, string]>([
    ['a spoofed host', `<a href="https://arxiv.org.evil.example/abs/2608.14391">${A}</a>`],
    ['a spoofed base', `<base href="https://evil.example/"><a href="/abs/2608.14391">${A}</a>`],
    ['a script', `<a href="javascript:location='https://arxiv.org/abs/2608.14391'">${A}</a>`],
    ['what is hidden', `<div hidden><a href="/abs/2608.14391">${A}</a></div>`],
    [
      'what a style hides',
      `<p style="color: red; display : none">${ABSTRACT}</p><a style="visibility:hidden" href="/abs/2608.14391">${A}</a>`,
    ],
    ['a menu', `<nav><ul><li><a href="/abs/2608.14391">${A}</a></li></ul></nav>`],
    ['a comment', `<!-- <a href="/abs/2608.14391">${A}</a> --><p>x</p>`],
    ['text in a script', `<script>"<a href='/abs/2608.14391'>${A}</a>"</script>`],
    [
      'a page about other things',
      `<h1>Lanterns of the Town</h1><p>${ABSTRACT}</p><p>${ABSTRACT}</p><ul><li>Home Page of Ours</li></ul><p>Opening hours of the shop</p>`,
    ],
  ])('finds no paper in %s', (_, html) => {
    expect(read(`<html><body>${html}</body></html>`).papers).toEqual([])
  })

  test('without links may show titles with abstracts', () => {
    const html = `<html><body>${[A, B, C].map(title => `<div><h3>${title}</h3><p>${ABSTRACT}</p></div>`).join('\n')}</body></html>`
    expect(named(read(html))).toEqual(byTitle(A, B, C))
  })

  test('tells the line of the file of what it did not understand', () => {
    const reading = read(
      `<html>\n<body>\n<p>${'x'.repeat(30)}</p>\r\n\n<ul><li><a href="/abs/2608.14391">${A}</a>\n<li>Nothing &amp;\n at all</ul>`,
    )
    expect(reading.notUnderstood.map(({ line, text }) => [line, text])).toEqual([
      [3, 'x'.repeat(30)],
      [6, 'Nothing & at all'],
    ])
  })
})

describe('a file that cannot be read', () => {
  test.each<[string, string, RegExp]>([
    ['empty', '', /empty/],
    ['blank', ' \r\n\t\n', /empty/],
    ['nothing but a byte order mark', '\uFEFF', /empty/],
    ['binary', 'PK\u0003\u0004\u0000\u0000', /not a text/],
    ['a picture read as a text', '\uFFFDPNG\r\n\u001A\n\u0001\uFFFD\uFFFD\uFFFD', /not a text/],
    ['larger than 10 MB', 'a\n'.repeat(6_000_000), /10 MB/],
    ['data', '{"papers":[]}', /JSON/],
    ['a feed', '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', /feed/],
    [
      'a web archive',
      'From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example/\n',
      /web archive/,
    ],
    ['nested absurdly', `<html>${'<div>'.repeat(100_000)}`, /nested/],
  ])('is refused: %s', (_, text, message) => {
    expect(() => read(text)).toThrow(MalformedBody)
    expect(() => read(text)).toThrow(message)
  })

  test.each<[string, number, string]>([
    ['titles', 5, `${A} number 12345 of many\n`],
    ['words on one line', 5, 'word '],
    ['addresses', 2, 'https://arxiv.org/abs/1706.03762\n'],
    ['brackets', 2, '[[(]](('],
    ['abstracts', 5, `${ABSTRACT}\n`],
    ['menus, then abstracts', 2, `Home\nAbout\n${ABSTRACT}\n`],
    ['items of HTML', 5, `<li><a href="https://arxiv.org/abs/1706.03762">x</a>`],
    ['HTML on one line', 2, `<p>${A}</p><p>x</p>`],
    ['tags that are not closed', 1, '<li>x'],
    ['less-than signs', 1, '<p><'],
  ])('may be %s, %d MB, and is read in seconds', (_, megabytes, piece) => {
    const start = performance.now()
    const { understood, notUnderstood } = read(piece.repeat((megabytes * 1e6) / piece.length))
    expect(understood + notUnderstood.length).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

describe('whatever a file holds', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.webUrl(),
    fc.constantFrom(
      A,
      B,
      ABSTRACT,
      '\n',
      '\n\n',
      'arXiv:1706.03762',
      'https://arxiv.org/abs/2006.11239',
      '- ',
      '1. ',
      '[',
      '](https://doi.org/10.1/x',
      ')',
      '\t',
      '|',
      '# ',
      'Title: ',
      'Authors: ',
    ),
    fc.constantFrom(
      '<p>',
      '</p>',
      '<li>',
      '<a href="/abs/1706.03762">',
      '</a>',
      '<pre>',
      '&amp;',
      '<!--',
      '-->',
      '<h2>',
      '<svg>',
      '<base href="x">',
      '<html>',
    ),
  )

  test('it throws nothing but a MalformedBody, names papers canonically, ranks them, and says the same twice', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
        const text = pieces.join('')
        let reading: SavedPageReading
        try {
          reading = read(text)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBody)
          return
        }
        expect(read(text)).toEqual(reading)
        for (const paper of reading.papers) for (const id of paper.ids) expect(parseIdentifier(id)).toBe(id)
        expect(new Set(reading.papers.map(paper => paper.id)).size).toBe(reading.papers.length)
        expect(reading.papers.flatMap(paper => paper.listings.map(({ rank }) => rank))).toEqual(
          reading.papers.map((_, n) => n + 1),
        )
        for (const { line, text: shown } of reading.notUnderstood) {
          expect(line).toBeGreaterThan(0)
          expect(line).toBeLessThanOrEqual(text.split(/\r\n|[\n\r\u2028\u2029]/).length)
          expect(shown).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a digest of titles and abstracts is read as it was written', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{3,9}$/)
    const title = fc.array(word, { minLength: 6, maxLength: 12 }).map(words => words.join(' '))
    fc.assert(
      fc.property(fc.uniqueArray(title, { minLength: 2, maxLength: 8, selector: fromTitle }), titles => {
        const text = titles.map(one => `${one}\n\n${one} is what we study. ${ABSTRACT}\n`).join('\n')
        const { papers, notUnderstood } = read(text)
        expect(papers.map(paper => [paper.id, paper.title])).toEqual(byTitle(...titles))
        expect(notUnderstood).toEqual([])
        // The titles alone, and the page read from its own papers, are the same list.
        expect(named(read(papers.map(paper => paper.title).join('\n')))).toEqual(byTitle(...titles))
      }),
    )
  })
})
