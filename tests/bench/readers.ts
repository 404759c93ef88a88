import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { Random } from '../../scripts/train/random'

/** A record of `arxiv-100k.jsonl.gz`, as far as readers are made of it. */
export interface ArxivRecord {
  readonly id: string
  readonly title: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: string
  readonly categories?: readonly string[]
}

/** An author standing for a reader: the papers that were saved, and later ones among others of their month. */
export interface AuthorReader {
  readonly author: string
  /** Places of records, the oldest first. */
  readonly saved: readonly number[]
  readonly later: readonly { readonly paper: number; readonly others: readonly number[] }[]
}

/** Shorter names are often of several people. */
const LEAST_NAME = 12
const [LEAST_PAPERS, MOST_PAPERS] = [8, 20]
const LATER = 2
const OTHERS = 200

/** The records of the file, in its order. */
export async function readRecords(file: string): Promise<ArxivRecord[]> {
  const records: ArxivRecord[] = []
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) })
  for await (const line of lines) records.push(JSON.parse(line) as ArxivRecord)
  return records
}

/**
 * Readers made of authors: every name of twelve characters and more, spaces counted, that stands on 8 to 20 records with
 * a date (238 of the names). By date, and on one day by identifier, all papers but the last two are what the reader
 * saved. Each of the two is to be told from 200 others of its month (all there are in a month of fewer), drawn from the
 * dated records that are not by the author. Names in order of their characters, one draw after the other: the same
 * records and seed give the same readers.
 */
export function readersOf(records: readonly ArxivRecord[], seed: number): AuthorReader[] {
  const byAuthor = new Map<string, number[]>()
  const byMonth = new Map<string, number[]>()
  for (const [place, { published, authors = [] }] of records.entries()) {
    if (!published) continue
    add(byMonth, monthOf(published), place)
    for (const author of new Set(authors)) if (author.length >= LEAST_NAME) add(byAuthor, author, place)
  }
  const random = new Random(seed)
  const keyOf = (place: number) => `${records[place]?.published} ${records[place]?.id}`
  return [...byAuthor.keys()].sort().flatMap(author => {
    const papers = byAuthor.get(author) ?? []
    if (papers.length < LEAST_PAPERS || papers.length > MOST_PAPERS) return []
    papers.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const own = new Set(papers)
    const later = papers.slice(-LATER).map(paper => {
      const month = byMonth.get(monthOf(records[paper]?.published ?? '')) ?? []
      return {
        paper,
        others: draw(
          month.filter(place => !own.has(place)),
          OTHERS,
          random,
        ),
      }
    })
    return [{ author, saved: papers.slice(0, -LATER), later }]
  })
}

/** So many of `from`, each as likely as the others. */
function draw(from: number[], count: number, random: Random): number[] {
  for (let i = 0; i < Math.min(count, from.length); i++) {
    const j = i + random.below(from.length - i)
    const drawn = from[j] ?? 0
    from[j] = from[i] ?? 0
    from[i] = drawn
  }
  return from.slice(0, count)
}

function monthOf(day: string): string {
  return day.slice(0, 7)
}

function add(lists: Map<string, number[]>, key: string, place: number): void {
  const list = lists.get(key)
  if (list) list.push(place)
  else lists.set(key, [place])
}
