import { proceedings } from './reading/proceedings'
import { idsOfLinks, linksIn } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Address, TestUrls } from './site'

/** The Computer Vision Foundation's open access to CVPR, ICCV, WACV and their workshops. */
export const cvf = proceedings({
  id: 'cvf',
  name: 'CVF Open Access',
  matches: ['content', 'CVPR', 'ICCV', 'WACV', 'ACCV'].map(path => `https://openaccess.thecvf.com/${path}*`),
  identify,
  paper: {
    title: [['#papertitle', '2026-09']],
    abstract: [['#abstract', '2026-09']],
    // The preprint, among the related material. Badly closed elements put that outside of what looks to hold it.
    own: 'a[href*="arxiv.org/"]',
  },
  listing: {
    rows: [['dt.ptitle', '2026-09']],
    title: [['a', '2026-09']],
    ids: row => idsOfLinks(below(row).flatMap(linksIn)),
  },
  // A conference of several days begins with a page that lists these.
  listed: [
    ['dt.ptitle', '2026-09'],
    ['#content a[href*="day="]', '2026-09'],
  ],
})

export const testUrls: TestUrls = [
  [
    'https://openaccess.thecvf.com/content_CVPR_2020/html/Doe_A_Paper-Title_CVPR_2020_paper.html',
    { kind: 'paper', native: 'content_CVPR_2020/Doe_A_Paper-Title_CVPR_2020', ids: [] },
  ],
  [
    'http://openaccess.thecvf.com/content_CVPRW_2020/html/w31/Doe_Title_CVPRW_2020_paper.html?x#y',
    { kind: 'paper', native: 'content_CVPRW_2020/Doe_Title_CVPRW_2020' },
  ],
  [
    'https://openaccess.thecvf.com/content/CVPR2024/papers/Foo_Bar_CVPR_2024_paper.pdf',
    { kind: 'pdf', native: 'content/CVPR2024/Foo_Bar_CVPR_2024' },
  ],
  ['https://openaccess.thecvf.com/CVPR2019?day=2019-06-18', { kind: 'listing' }],
  ['https://openaccess.thecvf.com/CVPR2013.py', { kind: 'listing' }],
  ['https://openaccess.thecvf.com/CVPR2024_workshops/WAD', { kind: 'listing' }],
  ['https://openaccess.thecvf.com/content/CVPR2024/supplemental/Foo_Bar_CVPR_2024_supplemental.pdf', null],
  ['https://openaccess.thecvf.com/menu', null],
  ['https://openaccess.thecvf.com.evil.example/CVPR2019?day=all', null],
]

function identify(url: URL): Address | null {
  if (!isOn(url, /^openaccess\.thecvf\.com$/)) return null
  const path = segmentsOf(url).join('/')
  if (/^[A-Z]+20\d\d(?:[._/].*)?$/.test(path)) return { kind: 'listing', ids: [] }
  const [, held, name, type] =
    /^(content.*?)\/(?:html|papers)\/(?:.*\/)?([^/]+?)(?:_paper)?\.(html|pdf)$/.exec(path) ?? []
  return held ? { kind: type === 'pdf' ? 'pdf' : 'paper', native: `${held}/${name}`, ids: [] } : null
}

/** What is listed below a title, up to the next one: authors, files, the preprint. */
function below(title: Element): Element[] {
  const found: Element[] = []
  let next = title.nextElementSibling
  for (; next?.localName === 'dd'; next = next.nextElementSibling) found.push(next)
  return found
}
