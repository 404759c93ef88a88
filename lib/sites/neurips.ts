import { proceedings } from './reading/proceedings'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The proceedings of NeurIPS, formerly NIPS. */
export const neurips = proceedings({
  id: 'neurips',
  name: 'NeurIPS Proceedings',
  matches: ['papers.nips', 'papers.neurips', 'proceedings.neurips', 'proceedings.nips'].map(
    host => `https://${host}.cc/paper*`,
  ),
  identify,
  paper: {
    title: [['meta[name="citation_title"]', '2026-09']],
    // A paragraph within a paragraph: as the page is parsed, an empty one stands before the abstract.
    abstract: [
      ['.paper-section > p:nth-child(3)', '2026-06'],
      ['.col > h4:last-of-type ~ p:not(:empty)', '2026-09'],
    ],
  },
  listing: {
    rows: [['li', '2026-09']],
    title: [['a[href*="/hash/"]', '2026-09']],
  },
  listed: [['li a[href*="/hash/"]', '2026-09']],
})

const HASH = '0118a063b4aae95277f0bc1752c75abf'

export const testUrls: TestUrls = [
  [
    `https://proceedings.neurips.cc/paper/2019/hash/${HASH}-Abstract.html`,
    { kind: 'paper', native: `2019/${HASH}`, ids: [] },
  ],
  [
    `http://papers.neurips.cc/paper_files/paper/2022/hash/${HASH}-Abstract-Conference.html?x#y`,
    { kind: 'paper', native: `2022/${HASH}` },
  ],
  [
    `https://papers.nips.cc/paper_files/paper/2023/hash/${HASH}-Abstract-Datasets_and_Benchmarks.html`,
    { kind: 'paper', native: `2023/${HASH}` },
  ],
  [
    `https://proceedings.neurips.cc/paper/2019/file/${HASH}-Paper.pdf`,
    { kind: 'pdf', native: `2019/${HASH}` },
  ],
  [
    `https://proceedings.neurips.cc/paper_files/paper/2022/file/${HASH}-Paper-Conference.pdf`,
    { kind: 'pdf', native: `2022/${HASH}` },
  ],
  ['https://papers.nips.cc/paper_files/paper/2018', { kind: 'listing' }],
  ['https://papers.nips.cc/paper/2018/', { kind: 'listing' }],
  ['https://proceedings.neurips.cc/papers/search?q=margins', { kind: 'listing' }],
  [`https://papers.nips.cc/paper_files/paper/2018/file/${HASH}-Metadata.json`, null],
  [`https://papers.nips.cc/paper_files/paper/2018/file/${HASH}-Reviews.html`, null],
  ['https://papers.nips.cc/', null],
  [`https://papers.nips.cc.evil.example/paper/2019/hash/${HASH}-Abstract.html`, null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^(?:papers|proceedings)\.n(?:eur)?ips\.cc$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^(?:paper_files\/)?paper\/\d{4}$|^papers\/search$/.test(path)) return { kind: 'listing', ids: [] }
  const [, year, hash, type] =
    /^(?:paper_files\/)?paper\/(\d{4})\/(?:hash|file)\/([0-9a-f]{32})-(?:Abstract|Paper)[^/]*\.(html|pdf)$/.exec(
      path,
    ) ?? []
  return hash ? { kind: type === 'pdf' ? 'pdf' : 'paper', native: `${year}/${hash}`, ids: [] } : null
}
