import type { PaperId } from '../papers/identifier'
import { paperOf } from '../papers/merge'
import type { Announced, Paper, Seen } from '../papers/paper'
import { HOUR, wallClock } from '../time'
import { parseArxivXml } from './arxiv-atom'
import { MAX_TYPED, parseArxivAddress, parseCategories } from './arxiv-categories'
import { dayOfFeed, readItem } from './arxiv-feed-item'
import { isDue, isWaiting } from './daily'
import {
  type Body,
  type Followed,
  MalformedBody,
  type Offer,
  type PlanState,
  type Reading,
  type Source,
  type Step,
} from './source'
import { childrenNamed, firstNamed, textOf, type XmlElement } from './xml'

const KIND = 'arxiv-feed'
/** A list may come late: it is asked for again, though it is announced once a day. */
const REFRESH = 6 * HOUR
const MAX_CATEGORIES = 20
/** Of a paper that stands twice in a feed, the announcement that says more. */
const ORDER: readonly (Announced | undefined)[] = ['new', 'cross', undefined, 'replace', 'replace-cross']

/** The papers that arXiv announces in some categories each night, `https://rss.arxiv.org/rss/cs.LG+stat.ML`. */
export const arxivFeed: Source = {
  kind: KIND,
  name: 'arXiv categories',
  accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8',
  recognise,
  plan,
  read,
  discussionUrl: nativeId => `https://arxiv.org/abs/${nativeId}`,
}

function recognise(typed: string): Offer | null {
  const text = typed.trim()
  const categories = parseCategories(listOf(text) ?? text)
  const [first] = categories ?? []
  if (!categories || !first || categories.length > MAX_CATEGORIES) return null
  return {
    kind: KIND,
    url: `https://rss.arxiv.org/rss/${categories.join('+')}`,
    title: `arXiv ${categories.join(' + ')}`,
    homepage: `https://arxiv.org/list/${first}/new`,
  }
}

/** What stands for the categories in the address of a list or of a feed; undefined where it is neither. */
function listOf(text: string): string | undefined {
  const url = text.length <= MAX_TYPED ? parseArxivAddress(text) : null
  if (!url) return undefined
  const path =
    url.hostname === 'rss.arxiv.org'
      ? /^\/(?:rss|atom)\/([^/]+)\/?$/
      : /^\/(?:(?:rss|atom)\/([^/]+)\/?$|(?:list|archive)\/([^/]+)(?:\/|$))/
  const [, feed, list] = path.exec(url.pathname) ?? []
  return (feed ?? list)?.replace(/%2B|%20|%2C/gi, '+')
}

function plan({ digest, now, marks }: PlanState): Step | null {
  const mark = marks.get('')
  if (isWaiting(mark?.retryAt, now)) return null
  const step = { part: '', url: () => digest.url }
  const fetched = mark?.fetched ?? Number.NaN
  if (Number.isNaN(fetched) || isDue(fetched, REFRESH, now)) return step
  // At midnight in New York the list of the day before goes and that of the new day comes.
  return dayInNewYork(Math.min(fetched, now)) === dayInNewYork(now) ? null : step
}

function dayInNewYork(time: number): string {
  return wallClock(time, 'America/New_York').day
}

function read(body: Body, _: Step, digest: Followed, seen: Seen): Reading {
  const root = parseArxivXml(body.text)
  const channel = root.name === 'rss' ? firstNamed(root, 'channel') : root.name === 'feed' ? root : undefined
  if (!channel) throw new MalformedBody('arXiv answered with something that is not a feed')
  throwStatedError(channel)
  const day = dayOfFeed(channel)
  const papers = new Map<PaperId, Paper>()
  const rejected: string[] = []
  const items = [...childrenNamed(channel, 'item'), ...childrenNamed(channel, 'entry')]
  for (const [index, item] of items.entries()) {
    const record = readItem(item, digest.id, day, seen)
    if (typeof record === 'string') {
      rejected.push(`Entry ${index + 1}: ${record}`)
      continue
    }
    const paper = paperOf(record)
    const known = papers.get(paper.id)
    if (!known || rank(paper) < rank(known)) papers.set(paper.id, paper)
  }
  if (items.length > 0 && papers.size === 0)
    throw new MalformedBody(`arXiv listed ${items.length} entries and none could be read`)
  const isFresh = (paper: Paper) => rank(paper) < ORDER.indexOf('replace')
  const all = [...papers.values()]
  return { papers: [...all.filter(isFresh), ...all.filter(paper => !isFresh(paper))], rejected }
}

function rank(paper: Paper): number {
  return ORDER.indexOf(paper.listings[0]?.announced)
}

/** A category that does not exist is answered with a feed without items that says so. */
function throwStatedError(channel: XmlElement): void {
  if (!/^feed error\b/i.test(textOf(firstNamed(channel, 'title')))) return
  const words = textOf(firstNamed(channel, 'description') ?? firstNamed(channel, 'subtitle')).slice(0, 500)
  throw new MalformedBody(`arXiv says: ${words.replace(/\.$/, '') || 'there is no such feed'}`)
}
