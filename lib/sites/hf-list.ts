import { HF_HOST } from './hf-paper'
import { listingPage, shownTheme } from './reading/page'
import { idsWithin, type Listing, spotsOf } from './reading/spots'
import { isOn, segmentsOf } from './reading/url'
import type { Site, TestUrls } from './site'

const CARDS: Listing = {
  rows: [['article', '2026-09']],
  title: [['h3 > a[href^="/papers/"]', '2026-09']],
  anchor: [['h3', '2026-09']],
  ids: idsWithin('h3'),
}

/** Lists of papers on Hugging Face: of a day, a week, a month, what is trending, and what was searched for. */
export const hfList: Site = {
  id: 'hf-list',
  name: 'Hugging Face',
  matches: ['https://huggingface.co/papers*'],
  identify: url => (isOn(url, HF_HOST) && isList(segmentsOf(url)) ? { kind: 'listing', ids: [] } : null),
  read: document => listingPage(() => spotsOf(document, CARDS)),
  panelPlace: () => null,
  theme: shownTheme,
  anchors: { listing: { title: [['h1', '2026-09']] } },
}

export const testUrls: TestUrls = [
  ['https://huggingface.co/papers', { kind: 'listing', ids: [] }],
  ['https://huggingface.co/papers/?q=2401.00001', { kind: 'listing', ids: [] }],
  ['https://huggingface.co/papers/date/2026-11-20', { kind: 'listing' }],
  ['https://huggingface.co/papers/week/2026-W36#top', { kind: 'listing' }],
  ['https://huggingface.co/papers/month/2026-09', { kind: 'listing' }],
  ['https://huggingface.co/papers/trending', { kind: 'listing' }],
  ['https://huggingface.co/papers/date', null],
  ['https://huggingface.co/papers/submit', null],
  ['https://huggingface.co/papers-of-others', null],
  ['https://huggingface.co/', null],
  ['https://huggingface.co.evil.example/papers', null],
]

function isList([first, ...rest]: readonly string[]): boolean {
  return (
    first === 'papers' && /^(?:|trending|date\/[\d-]+|week\/\d+-W\d+|month\/[\d-]+)$/.test(rest.join('/'))
  )
}
