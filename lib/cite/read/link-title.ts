import { oneLine } from '../../papers/one-line'
import { titleKey } from '../../papers/title-key'
import { clipped, withoutEntities } from './plain'

/** What sites write before and behind a paper's title in the title of its page. */
const BEFORE =
  /^(?:\[\d{4}\.\d{4,5}(?:v\d+)?\]|\[[a-z-]+(?:\.[A-Z]{2})?\/\d{7}(?:v\d+)?\]|Paper page\s*[-–—]|\(PDF\)|\[PDF\]|dblp:|arxiv:\d{4}\.\d{4,5}(?:v\d+)?\s*[-–—:]?)\s*/i
const BEHIND =
  /\s+(?:[|·•]|[-–—]|::)\s+(?:OpenReview|arXiv(?:\.org)?|ACL Anthology|alphaXiv|Hugging Face|bioRxiv|medRxiv|Nature(?: [A-Z]\w+){0,3}|Scientific Reports|SpringerLink|Springer Nature Link|Science|PNAS|IEEE [\w &]{1,60}|Proceedings of [^|]{1,200}|ACM [\w &]{1,80}|ScienceDirect|SciRate|Semantic Scholar|Wiley Online Library|Pocket)$/i

const MAX_TITLE = 1000

/** The paper's title in the title of a page; undefined where there is none, as in "2401.00001v2.pdf". */
export function titleOfPage(text: string): string | undefined {
  let title = oneLine(withoutEntities(text.slice(0, 4 * MAX_TITLE)))
  // A page of a copy has both names: "[1706.03762] Title - ACL Anthology | Pocket".
  for (let round = 0; round < 3; round++) title = title.replace(BEFORE, '').replace(BEHIND, '')
  if (/^(?:https?:\/\/|www\.)\S*$|^\S+\.pdf$|^\S{1,60}$/i.test(title) && !/[^\x20-\x7E]{4}/.test(title))
    return undefined
  return titleKey(title) ? clipped(title, MAX_TITLE) : undefined
}
