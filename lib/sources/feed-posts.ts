import type { PaperId } from '../papers/identifier'
import { papersInText } from '../papers/mentions'
import type { Paper } from '../papers/paper'
import { paperOfUrl } from '../papers/paper-url'
import type { FeedItem, FeedPlace } from './feed-document'
import { linesOfHtml } from './html-lines'
import type { PageLine } from './page-lines'
import { atSecondHand } from './second-hand'
import { MalformedBody } from './source'
import { readsLikeTitle } from './wording'

const MAX_PAPERS = 100
/** Of whom a post is by, so many are named. */
const MAX_AUTHORS = 10

/**
 * The papers that a post links to or names, each under the text of its link, or under the title of a post that is about
 * one paper. A paper of which neither is known is left out, and named in `rejected`.
 */
export function papersOfPost(post: FeedItem, place: FeedPlace): { papers: Paper[]; rejected: string[] } {
  const named = `"${post.title || (post.about[0] ?? 'a post')}"`
  let titles: Map<PaperId, string>
  try {
    titles = titlesIn(post, place.url)
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error
    return { papers: [], rejected: [`${named} could not be read: ${error.message}`] }
  }
  const all = [...titles]
  const rejected =
    all.length > MAX_PAPERS
      ? [`${named} links to ${all.length} papers, of which ${MAX_PAPERS} were read`]
      : []
  const papers: Paper[] = []
  for (const [id, words] of all.slice(0, MAX_PAPERS)) {
    const title = words || (all.length === 1 ? post.title : '')
    if (title) papers.push(paperOfMention(id, title, post, place))
    else rejected.push(`${id} in ${named} is linked without a title`)
  }
  return { papers, rejected }
}

/** The papers in a post, in its order, with the text of a link that reads like a title, or ''. */
function titlesIn(post: FeedItem, base: string): Map<PaperId, string> {
  const titles = new Map<PaperId, string>()
  const note = (id: PaperId, title: string) => titles.set(id, titles.get(id) || title)
  const own = post.about.find(text => /^https?:/.test(text)) ?? base
  for (const html of [post.summaryHtml, post.contentHtml])
    for (const line of linesOfHtml(html, own).lines) notePapers(line, note)
  for (const url of post.related) {
    const id = paperOfUrl(url)
    if (id) note(id, '')
  }
  return titles
}

function notePapers(line: PageLine, note: (id: PaperId, title: string) => void): void {
  for (const { url, text } of line.links) {
    const id = paperOfUrl(url)
    const words = text.replace(/^["“«'‘]|["”»'’]$/g, '').replace(/[.,;:]$/, '')
    if (id) note(id, readsLikeTitle(words) ? words : '')
  }
  for (const id of papersInText(line.text)) note(id, '')
}

function paperOfMention(id: PaperId, title: string, post: FeedItem, { digest, seen }: FeedPlace): Paper {
  const by = post.authors.slice(0, MAX_AUTHORS).join(', ')
  return atSecondHand({
    ids: [id],
    seen,
    title,
    listings: [{ digest, seen, ...(post.day && { day: post.day }), ...(by && { by }) }],
  })
}
