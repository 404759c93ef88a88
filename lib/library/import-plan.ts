import type { ReadPaper } from '../cite/read/reader'
import type { Edit } from '../corpus/library-rows'
import { type ListRow, untitledPaper } from '../entries/list-row'
import { MAX_NOTE } from '../entries/schema'
import { type PaperId, schemeOf } from '../papers/identifier'
import { mergePapers, paperOf } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { BETWEEN_NOTES } from './inverse'

/** What the topics and the summary of an imported paper are filed under. */
export const IMPORTED = 'import'
/** A file does not say when it was true: whatever says something of a paper said it later. */
const FILE_SEEN = 1

/** How papers of a file are to be put on the list. */
export interface ImportChoice {
  /** Whether the state of a paper that is on the list already becomes what the file says. */
  readonly states: boolean
  /** A tag for all of them; empty for none. */
  readonly tag: string
}

/** Where a file comes from, and when that is. */
export interface ImportAbout extends ImportChoice {
  /** The name of the file. */
  readonly from: string
  /** Milliseconds. */
  readonly now: number
}

/** What a file does to a paper that is on the list. */
export interface PlannedEdit {
  /** Undefined where it changes nothing. */
  readonly edit: Edit | undefined
  /** What changes, in words: "a note", "2 tags". */
  readonly changes: readonly string[]
  /** Set where the note of the file would be longer with the one that is there than notes may be. */
  readonly noteLeftOut?: true
}

/** What a file says of a paper as a paper, under some of its identifiers. */
export function paperOfRead(read: ReadPaper, ids: readonly PaperId[]): Paper {
  const { title, authors, abstract, published, journal, comment, organization, categories } = read
  const { code, project, topics, summary, year, month } = read
  if (!title) {
    const bare = untitledPaper(ids)
    const told = paperOfRead({ ...read, title: bare.title }, ids)
    return { ...told, fieldSeen: { ...told.fieldSeen, ...bare.fieldSeen } }
  }
  const appeared = published ? undefined : appearedOf(year, month)
  return paperOf({
    ids,
    title,
    seen: FILE_SEEN,
    ...(authors && { authors }),
    ...(abstract && { abstract }),
    ...(published && { published }),
    ...(appeared && { appeared }),
    ...(journal && { journal }),
    ...(comment && { comment }),
    ...(organization && { organization }),
    ...(categories && { categories }),
    ...(code && { code }),
    ...(project && { project }),
    ...(topics && { topicLists: [{ digest: IMPORTED, labels: topics, seen: FILE_SEEN }] }),
    ...(summary && { summaries: [{ digest: IMPORTED, text: summary, seen: FILE_SEEN }] }),
  })
}

/** What a file does to a paper that is on the list: adds what is missing there, and takes nothing away. */
export function planMerge(
  read: ReadPaper,
  row: ListRow,
  known: Paper | undefined,
  ids: readonly PaperId[],
  { states, tag }: ImportChoice,
): PlannedEdit {
  const changes: string[] = []
  const set: Record<string, unknown> = {}
  if (states && read.state && read.state !== row.state) {
    set.state = read.state
    changes.push('its state')
  }
  if (read.priority && row.priority === 0) {
    set.priority = read.priority
    changes.push('its priority')
  }
  if (read.rating && row.rating === 0) {
    set.rating = read.rating
    changes.push('its rating')
  }
  const isDone = (set.state ?? row.state) === 'done'
  if (read.read !== undefined && isDone && (row.read === undefined || set.state)) {
    set.read = read.read
    if (!set.state) changes.push('when it was read')
  }
  const tags = newTags([...(read.tags ?? []), tag], row.tags)
  if (tags.length > 0) changes.push(tags.length === 1 ? `the tag “${tags[0]}”` : `${tags.length} tags`)
  const note = withNote(row.notes, read.note ?? '')
  if (note !== undefined && note.length <= MAX_NOTE) changes.push('a note')
  const { paper, fields } = withPaper(read, known, ids)
  changes.push(...fields)
  const edit: Edit = {
    ids: row.ids,
    ...(Object.keys(set).length > 0 && { set }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.map(tag => [tag, true])) }),
    ...(note !== undefined && note.length <= MAX_NOTE && { note }),
    ...(fields.length > 0 && { paper }),
  }
  return {
    edit: changes.length > 0 ? edit : undefined,
    changes,
    ...(note !== undefined && note.length > MAX_NOTE && { noteLeftOut: true as const }),
  }
}

/** What puts a paper of a file on the list; `paper` is all that is known of it, `ruled` the tags that rules give it. */
export function planNew(
  read: ReadPaper,
  paper: Paper,
  ruled: Readonly<Record<string, true>>,
  { tag, from, now }: ImportAbout,
): Edit {
  const tags = newTags([...(read.tags ?? []), ...Object.keys(ruled), tag], [])
  return {
    ids: paper.ids,
    paper,
    set: {
      state: read.state ?? 'to-read',
      // A clock that was ahead when the file was written puts nothing into the future.
      saved: Math.min(read.saved ?? now, now),
      ...(read.read !== undefined && { read: Math.min(read.read, now) }),
      from: from || null,
      ...(read.priority && { priority: read.priority }),
      ...(read.rating && { rating: read.rating }),
    },
    ...(tags.length > 0 && { tags: Object.fromEntries(tags.map(tag => [tag, true])) }),
    ...(read.note?.trim() && { note: read.note }),
  }
}

/** What a paper that is not on the list is shown as while it is looked at. */
export function titleOfRead({ title, ids }: ReadPaper): string {
  return title ?? untitledPaper(ids).title
}

function appearedOf(year: number | undefined, month: number | undefined): string | undefined {
  if (year === undefined) return undefined
  const written = String(year).padStart(4, '0')
  return month === undefined ? written : `${written}-${String(month).padStart(2, '0')}`
}

/** Tags that are not there yet, whatever their case. */
function newTags(tags: readonly string[], there: readonly string[]): string[] {
  const known = new Set(there.map(tag => tag.toLowerCase()))
  return tags.filter(tag => {
    const key = tag.trim().toLowerCase()
    if (key === '' || known.has(key)) return false
    known.add(key)
    return true
  })
}

/** The notes with one more; undefined where they have it already. */
function withNote(notes: readonly string[], added: string): string | undefined {
  const note = added.trim()
  if (note === '' || notes.some(known => known.includes(note))) return undefined
  return [...notes, added].join(BETWEEN_NOTES)
}

const FIELD_NAMES = [
  ['title', 'its title'],
  ['authors', 'its authors'],
  ['abstract', 'its abstract'],
  ['published', 'its date'],
  ['appeared', 'its date'],
  ['journal', 'where it was published'],
  ['comment', 'its comment'],
  ['organization', 'its organization'],
  ['categories', 'its categories'],
  ['code', 'its code'],
  ['project', 'its project page'],
] as const

/** The paper with what the file adds to it, and what that is, in words. */
function withPaper(read: ReadPaper, known: Paper | undefined, ids: readonly PaperId[]) {
  const added = paperOfRead(read, ids)
  const merged = known ? mergePapers(known, added) : added
  const changed = (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after)
  const fields = FIELD_NAMES.flatMap(([field, name]) => {
    // A month or a year says nothing beside the day.
    if (field === 'appeared' && merged.published) return []
    return changed(known?.[field], merged[field]) ? [name] : []
  })
  const isNamed = added.ids.some(id => schemeOf(id) !== 'title' && !known?.ids.includes(id))
  const words = [
    ...new Set<string>(fields),
    ...(isNamed ? ['an identifier'] : []),
    ...(changed(known?.topicLists ?? [], merged.topicLists) ? ['its topics'] : []),
    ...(changed(known?.summaries ?? [], merged.summaries) ? ['a summary'] : []),
  ]
  return { paper: added, fields: words }
}
