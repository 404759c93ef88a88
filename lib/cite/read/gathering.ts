import { compareIds, fromTitle, type PaperId, schemeOf } from '../../papers/identifier'
import { oneLine } from '../../papers/one-line'
import { clipped, markdownNote, plainLine } from './plain'
import type { ReadFile, ReadPaper } from './reader'

/** What one entry of a file says, as it is written there. */
export interface Entry extends Omit<ReadPaper, 'note' | 'tags' | 'authors'> {
  /** Where it stands, as the reader finds it: "Line 12 (smith2020)". */
  readonly where: string
  readonly authors?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  /** Each on its own, as text, Markdown or HTML. */
  readonly notes?: readonly (string | undefined)[]
  /** Whether its texts are Gloss's own: nothing of them is markup or an entity that wants decoding. */
  readonly exact?: boolean
}

const MAX_PAPERS = 20_000
const MAX_SENTENCES = 200
const MAX_TITLE = 1000
const MAX_ABSTRACT = 20_000
const MAX_NOTE = 100_000
const MAX_AUTHORS = 10_000
const MAX_NAME = 300
const MAX_JOURNAL = 500
const MAX_TAGS = 100
const MAX_TAG = 100
const MAX_COMMENT = 2000
const MAX_TOPICS = 200
const MAX_CATEGORIES = 50

/** Gathers the entries of a file: tidied, within limits, each paper once. */
export class Gathering {
  /** A paper that turned out to be another's is undefined. */
  readonly #papers: (ReadPaper | undefined)[] = []
  readonly #byId = new Map<PaperId, number>()
  readonly #sentences: string[] = []
  #unsaid = 0
  #left = 0

  /** Takes an entry in; one that names no paper becomes a sentence of what was not understood. */
  add(entry: Entry): void {
    const paper = paperOf(entry)
    if (paper.ids.length === 0) {
      this.miss(
        paper.title
          ? `${entry.where}: “${clipped(paper.title, 100)}” has no identifier, and its title is too short to tell it by.`
          : `${entry.where}: has neither an identifier nor a title.`,
      )
      return
    }
    const places = [...new Set(paper.ids.flatMap(id => this.#byId.get(id) ?? []))].sort((a, b) => a - b)
    const [place = this.#papers.length, ...others] = places
    if (places.length === 0 && place >= MAX_PAPERS) {
      this.#left++
      return
    }
    // An entry with the DOI of one paper and the number of another shows that they are one.
    const merged = [...places.flatMap(at => this.#papers[at] ?? []), paper].reduce(joined)
    for (const other of others) this.#papers[other] = undefined
    this.#papers[place] = merged
    for (const id of merged.ids) this.#byId.set(id, place)
  }

  /** Notes what was not understood. */
  miss(sentence: string): void {
    if (this.#sentences.length < MAX_SENTENCES) this.#sentences.push(sentence)
    else this.#unsaid++
  }

  /** Papers that go by their title alone are those of the file that have the same one, where that is clear. */
  #joinTitled(): void {
    if (!this.#papers.some(isTitled)) return
    const named = Map.groupBy(
      this.#papers.keys().filter(at => !isTitled(this.#papers[at])),
      at => fromTitle(this.#papers[at]?.title ?? ''),
    )
    for (const [at, paper] of this.#papers.entries()) {
      if (!paper || !isTitled(paper)) continue
      const [same, another] = named.get(paper.ids[0] ?? null) ?? []
      const other = same === undefined ? undefined : this.#papers[same]
      if (same === undefined || another !== undefined || !other) continue
      this.#papers[same] = { ...joined(other, paper), ids: other.ids }
      this.#papers[at] = undefined
    }
  }

  finish(format: string): ReadFile {
    const more = [
      ...(this.#unsaid > 0 ? [`${this.#unsaid.toLocaleString('en')} more places were not understood.`] : []),
      ...(this.#left > 0
        ? [
            `Only the first ${MAX_PAPERS.toLocaleString('en')} papers were read; ${this.#left.toLocaleString('en')} more entries are left out. Split the file to import them.`,
          ]
        : []),
    ]
    this.#joinTitled()
    return {
      format,
      papers: this.#papers.filter(paper => paper !== undefined),
      notUnderstood: [...this.#sentences, ...more],
    }
  }
}

function isTitled(paper: ReadPaper | undefined): boolean {
  return paper?.ids.every(id => schemeOf(id) === 'title') === true
}

function paperOf(entry: Entry): ReadPaper {
  const line = entry.exact ? (text: string, limit: number) => clipped(oneLine(text), limit) : plainLine
  const title = line(entry.title ?? '', MAX_TITLE)
  const byTitle = entry.ids.length > 0 ? null : fromTitle(title)
  const authors = (entry.authors ?? [])
    .slice(0, MAX_AUTHORS)
    .map(name => line(name, MAX_NAME))
    .filter(Boolean)
  const abstract = line(entry.abstract ?? '', MAX_ABSTRACT)
  const journal = line(entry.journal ?? '', MAX_JOURNAL)
  const tags = tidyTags(entry.tags ?? [], line)
  const comment = line(entry.comment ?? '', MAX_COMMENT)
  const organization = line(entry.organization ?? '', MAX_JOURNAL)
  const summary = line(entry.summary ?? '', MAX_ABSTRACT)
  const labels = (texts: readonly string[] | undefined, most: number) =>
    (texts ?? [])
      .slice(0, most)
      .map(text => line(text, MAX_TAG))
      .filter(Boolean)
  const [topics, categories] = [labels(entry.topics, MAX_TOPICS), labels(entry.categories, MAX_CATEGORIES)]
  const note = (entry.notes ?? [])
    .map(text => (entry.exact ? (text ?? '') : markdownNote(text ?? '', MAX_NOTE)))
    .filter(text => text.trim())
    .join('\n\n')
  return {
    ids: byTitle ? [byTitle] : [...new Set(entry.ids)].sort(compareIds),
    ...(title && { title }),
    ...(authors.length > 0 && { authors }),
    ...(abstract && { abstract }),
    ...(entry.published && { published: entry.published }),
    ...(entry.year && { year: entry.year }),
    ...(entry.month && !entry.published && { month: entry.month }),
    // Of a preprint, files say "arXiv preprint arXiv:2401.00001": that is no journal.
    ...(journal && !/^(?:arxiv\b|corr$)/i.test(journal) && { journal }),
    ...(comment && { comment }),
    ...(organization && { organization }),
    ...(categories.length > 0 && { categories }),
    ...(topics.length > 0 && { topics }),
    ...(summary && { summary }),
    ...(isWebAddress(entry.code) && { code: entry.code }),
    ...(isWebAddress(entry.project) && { project: entry.project }),
    ...(entry.state && { state: entry.state }),
    ...(entry.rating && { rating: entry.rating }),
    ...(entry.priority && { priority: entry.priority }),
    ...(tags.length > 0 && { tags }),
    ...(note && { note: clipped(note, MAX_NOTE) }),
    ...(entry.saved !== undefined && { saved: entry.saved }),
    ...(entry.read !== undefined && { read: entry.read }),
  }
}

function isWebAddress(text: string | undefined): text is string {
  return text !== undefined && /^https?:$/.test(URL.parse(text)?.protocol ?? '')
}

/** Each tag once, whatever its case. */
function tidyTags(tags: readonly string[], line = plainLine): string[] {
  const byFold = new Map<string, string>()
  for (const raw of tags.slice(0, 10 * MAX_TAGS)) {
    const tag = line(raw, MAX_TAG)
    if (tag && !byFold.has(tag.toLowerCase())) byFold.set(tag.toLowerCase(), tag)
  }
  return [...byFold.values()].slice(0, MAX_TAGS)
}

/** Two entries of one paper: what the first does not say the second does, and of notes and tags nothing is lost. */
function joined(first: ReadPaper, second: ReadPaper): ReadPaper {
  const { note = '' } = first
  const hasRoom = note.length < MAX_NOTE
  const added = hasRoom && second.note && !note.includes(second.note) ? second.note : ''
  const tags = tidyTags([...(first.tags ?? []), ...(second.tags ?? [])])
  const saved = Math.min(first.saved ?? Number.POSITIVE_INFINITY, second.saved ?? Number.POSITIVE_INFINITY)
  const read = Math.max(first.read ?? 0, second.read ?? 0)
  const known = first.ids.concat(second.ids)
  const { year = second.year, published = second.published } = first
  // A month says nothing of another year, and nothing beside the day.
  const month = first.month ?? (second.year === year ? second.month : undefined)
  const { month: _, ...rest } = { ...second, ...first }
  return {
    ...rest,
    ...(month && !published && { month }),
    ids: [...new Set(known)].sort(compareIds),
    ...(tags.length > 0 && { tags }),
    ...(Number.isFinite(saved) && { saved }),
    ...(read > 0 && { read }),
    ...(added && { note: clipped(note ? `${note}\n\n${added}` : added, MAX_NOTE) }),
  }
}
