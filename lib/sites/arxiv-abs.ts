import { oneLine } from '../papers/latex'
import type { Day } from '../time'
import { isDay } from '../time'
import { arxivPaperAt } from './arxiv-url'
import { metaAll, metaFirst } from './metas'
import { type PageReading, placeFirstIn, type Site } from './site'

/** arXiv's abstract pages. Layouts seen: "spinout", live since July 2026, and "red" before it. */
export const arxivAbs: Site = {
  id: 'arxiv-abs',
  name: 'arXiv',
  matches: ['https://arxiv.org/abs/*', 'https://www.arxiv.org/abs/*', 'https://export.arxiv.org/abs/*'],
  identify: url => arxivPaperAt(url, ['abs']),
  read,
  panelPlace: document => placeFirstIn(document.querySelector('.extra-services')),
  // arXiv's abstract pages have no dark form.
  theme: () => 'light',
  testUrls: [
    ['https://arxiv.org/abs/2203.14206', 'arxiv:2203.14206'],
    ['https://arxiv.org/abs/2003.13678//', 'arxiv:2003.13678'],
    ['https://arxiv.org/abs/1512.03385?query#anchor', 'arxiv:1512.03385'],
    ['https://www.arxiv.org/abs/cs/9605103/', 'arxiv:cs/9605103'],
    ['https://arxiv.org/abs/1810.04805v2', 'arxiv:1810.04805'],
    ['https://arxiv.org/abs/solv-int/9901001', 'arxiv:solv-int/9901001'],
    ['https://arxiv.org/abs/math.GT/0309136v1', 'arxiv:math/0309136'],
    ['https://arxiv.org/abs/', null],
    ['https://arxiv.org/abs/notanid', null],
    ['https://notarxiv.org/abs/1706.03762', null],
    ['https://arxiv.org.evil.example/abs/1706.03762', null],
    ['https://evil.example/?u=https://arxiv.org/abs/1706.03762', null],
  ],
}

function read(document: Document, url: URL): PageReading | null {
  const id = arxivPaperAt(url, ['abs'])
  const heading = document.querySelector('h1.title')
  const title = metaFirst(document, 'citation_title') || textWithout(heading, '.descriptor')
  // arXiv's error pages stand at a paper's address and have neither.
  if (!id || !(title || metaFirst(document, 'citation_arxiv_id'))) return null
  const abstract =
    metaFirst(document, 'citation_abstract') ||
    textWithout(document.querySelector('blockquote.abstract'), '.descriptor')
  const authors = metaAll(document, 'citation_author').map(givenNameFirst)
  const published = slashedDay(metaFirst(document, 'citation_date'))
  return {
    ids: [id],
    ...(title && { title }),
    ...(abstract && { abstract }),
    ...(authors.length > 0 && { authors }),
    ...(published && { published }),
  }
}

function textWithout(element: Element | null, selector: string): string {
  const copy = element?.cloneNode(true) as Element | undefined
  for (const part of copy?.querySelectorAll(selector) ?? []) part.remove()
  return oneLine(copy?.textContent ?? '')
}

/** "He, Han" as "Han He", "Collaboration, for the LHCb" as "LHCb Collaboration"; a name without a comma stays. */
function givenNameFirst(name: string): string {
  const [family, ...given] = name.split(',')
  const inOrder = given.length > 0 ? `${given.join(',')} ${family}` : name
  return oneLine(inOrder).replace(/^(?:for|on behalf of) (?:the )?/i, '')
}

/** "2007/04/02" as a day. */
function slashedDay(text: string): Day | undefined {
  const day = text.replaceAll('/', '-')
  return isDay(day) ? day : undefined
}
