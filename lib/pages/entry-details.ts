import type { EntryShown } from '@/components/entry-details'
import { fieldOf, isListed } from '../entries/entry'
import { type ListRow, paperOfEntries } from '../entries/list-row'
import { paperUrl, type Scheme, schemeOf } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { bestSummary, type Paper, topicLabels, yearOf } from '../papers/paper'
import { type Day, dayInWords, wallClock } from '../time'
import { corpus } from './context'
import { useLive } from './live'

/** What is known of a paper of the list beside its row. */
export interface EntryKnown {
  readonly paper?: Paper
  /** The entries that the reader merged into it. */
  readonly merged: EntryShown['merged']
}

const UNKNOWN: EntryKnown = { merged: [] }

/** Where a paper of a kind of identifier is. */
const PLACES: Readonly<Record<Scheme, string | undefined>> = {
  arxiv: 'arXiv',
  doi: 'DOI',
  acl: 'ACL Anthology',
  openreview: 'OpenReview',
  title: undefined,
}

/** Where a paper was saved, in words; what is none of these is a host or the name of a file, and says so itself. */
const ORIGINS: Readonly<Record<string, string>> = {
  app: 'a page of Gloss',
  popup: 'the popup',
  'side panel': 'the side panel',
  menu: 'a menu',
  shortcut: 'a keyboard shortcut',
  omnibox: 'the address bar',
}

/** What is known of the paper of a row, kept up to date; nothing until it has been read. */
export function useEntryKnown({ keys }: ListRow): EntryKnown {
  const { value = UNKNOWN } = useLive(async () => {
    const found = await corpus.db.entries.bulkGet([...keys])
    const entries = found.flatMap(entry => (entry && isListed(entry) ? [entry] : []))
    const paper = paperOfEntries(entries)
    const merged = entries.filter(entry => fieldOf([entry], 'into'))
    return {
      ...(paper && { paper }),
      merged: merged.map(entry => ({
        key: entry.key,
        title: latexToText(entry.paper?.title ?? entry.key),
      })),
    }
  }, [keys.join(' ')])
  return value
}

/** A row with what is known of its paper, in words. Days are those of `timeZone`. */
export function entryShown(row: ListRow, { paper, merged }: EntryKnown, timeZone: string): EntryShown {
  const year = paper ? yearOf(paper) : row.date?.slice(0, 4)
  const place = PLACES[schemeOf(row.id)]
  const summary = paper && bestSummary(paper)
  const abstract = latexToText(paper?.abstract ?? '')
  return {
    id: row.id,
    title: latexToText(row.title),
    ...(row.url && { url: row.url }),
    authors: row.authors,
    facts: [year, place, row.journal && latexToText(row.journal)].flatMap(fact => (fact ? String(fact) : [])),
    state: row.state,
    priority: row.priority,
    rating: row.rating,
    tags: row.tags,
    saved: dateInWords(dayAt(row.saved, timeZone)),
    ...(row.from && { from: ORIGINS[row.from] ?? row.from }),
    ...(row.read !== undefined && { readOn: dayAt(row.read, timeZone) }),
    ...(summary && { summary: { text: summary.text, by: writtenBy(summary.model) } }),
    ...(abstract && { abstract }),
    links: linksOf(row, paper),
    merged,
  }
}

/** Tags that a reader may mean for a paper: those of its topics first, then all there are. */
export function suggestedTags(row: ListRow, paper: Paper | undefined, allTags: readonly string[]): string[] {
  const topics = paper ? topicLabels(paper) : row.topics
  const spelt = new Map(allTags.map(tag => [tag.toLowerCase(), tag]))
  return [...new Set([...topics.map(topic => spelt.get(topic.toLowerCase()) ?? topic), ...allTags])]
}

/** The day of a time in milliseconds, where the reader is. */
export function dayAt(time: number, timeZone: string): Day {
  return wallClock(time, timeZone).day
}

/** A time on a day where the reader is: noon, which every time zone has. Null for what is no day. */
export function timeOnDay(day: string): number | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T12:00:00`).getTime() : Number.NaN
  return Number.isNaN(time) ? null : time
}

function linksOf(row: ListRow, paper: Paper | undefined): EntryShown['links'] {
  const pages = row.ids.flatMap(id => {
    const [name, url] = [PLACES[schemeOf(id)], paperUrl(id)]
    return name && url ? [{ name, url }] : []
  })
  return [
    ...pages,
    ...(paper?.code ? [{ name: 'Code', url: paper.code }] : []),
    ...(paper?.project ? [{ name: 'Project', url: paper.project }] : []),
  ]
}

function writtenBy(model: string | undefined): string {
  return model ? `Digest summary · ${model}` : 'Digest summary'
}

/** "17 Aug 2026": without the day of the week. */
function dateInWords(day: Day): string {
  return dayInWords(day).replace(/^\S+\s/, '')
}
