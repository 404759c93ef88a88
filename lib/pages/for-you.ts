import { corpusBackground, GROWN } from '../corpus/background'
import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import type { SignalRow } from '../corpus/learned-rows'
import { signals } from '../corpus/signals'
import { type Paper, topicLabels } from '../papers/paper'
import type { Background } from '../ranking/background'
import { contentOf, labelsOf } from '../ranking/content'
import { type NamedSignal, sharedWords, type Telling, tellingWords } from '../ranking/inspect'
import { orderFor } from '../ranking/order'
import { Reader, SIGNALS_NEEDED, type Suits } from '../ranking/reader'
import { type Row, rowOf } from '../ranking/row'
import type { TermVectors } from '../search/term-vectors'
import { topicKey } from '../search/topic-key'

/** A signal with its paper, where the paper is still here. */
export interface KnownSignal extends SignalRow {
  readonly paper?: Paper
}

/** A list in the reader's order, and what is said of each paper's place. */
export interface ForYou<P extends Paper> {
  readonly papers: readonly P[]
  readonly reasons: ReadonlyMap<string, PlaceReason>
}

/** Why a paper stands where it does. */
export type PlaceReason =
  | {
      readonly kind: 'because'
      readonly title: string
      readonly did: 'saved' | 'read'
      readonly shared: readonly string[]
    }
  | { readonly kind: 'something else' }

/** What was learned, in words and numbers. */
export interface Learned {
  readonly counts: Readonly<Record<SignalRow['kind'], number>>
  readonly likes: readonly Telling[]
  readonly dislikes: readonly Telling[]
}

/** Words that a reason names. */
const SHARED_WORDS = 2
const TELLING_WORDS = 24
/** Milliseconds of work after which the page gets its turn. */
const ONE_TURN = 12

/** What the reader did, the latest first, with the papers; those on the reading list also where they left the corpus. */
export async function readSignals(corpus: Corpus): Promise<KnownSignal[]> {
  const rows = await signals(corpus.db)
  const byName = new Map<string, Paper>()
  const stored = await corpus.db.papers.bulkGet(rows.map(({ id }) => id))
  const moved = rows.flatMap(({ ids }, i) => (stored[i] ? [] : ids))
  const listed = moved.length > 0 ? await corpus.db.entries.where('ids').anyOf(moved).toArray() : []
  for (const { ids, paper } of listed) if (paper) for (const id of ids) byName.set(id, paper)
  const others = moved.length > 0 ? await corpus.db.papers.where('ids').anyOf(moved).toArray() : []
  for (const paper of [...others, ...stored]) if (paper) for (const id of paper.ids) byName.set(id, paper)
  return rows.map(row => {
    const name = [row.id, ...row.ids].find(id => byName.has(id))
    const paper = name && byName.get(name)
    return paper ? { ...row, paper } : row
  })
}

/** How many signals are missing until there is something to order by; 0 where there are enough. */
export function signalsMissing(known: readonly KnownSignal[]): number {
  return Math.max(0, SIGNALS_NEEDED - known.filter(({ paper }) => paper).length)
}

/** A list in the order for the reader; `seed` draws what stands there to show something else. Some at a time. */
export async function forYou<P extends PaperRow>(
  corpus: Corpus,
  papers: readonly P[],
  known: readonly KnownSignal[],
  seed: string,
): Promise<ForYou<P>> {
  const { background, rowsOf } = await rowMaker(corpus)
  const usable = known.flatMap(({ kind, paper }) => (paper ? [{ kind, paper }] : []))
  const signalRows = await rowsOf(usable.map(({ paper }) => paper))
  const reader = new Reader(
    usable.map(({ kind }, i) => ({ kind, row: signalRows[i] ?? EMPTY })),
    background,
  )
  const rows = await rowsOf(papers)
  const suits: Suits[] = []
  const turns = takeTurns()
  for (const row of rows) {
    suits.push(reader.suits(row))
    await turns()
  }
  const placed = orderFor(suits, seed)
  const reasons = new Map<string, PlaceReason>()
  for (const { item, explores, because } of placed) {
    const [paper, row] = [papers[item], rows[item]]
    const source = because === undefined ? undefined : usable[because]
    if (!paper || !row) continue
    if (explores) reasons.set(paper.id, { kind: 'something else' })
    else if (source && source.kind !== 'skipped' && source.paper.id !== paper.id)
      reasons.set(paper.id, {
        kind: 'because',
        title: source.paper.title,
        did: source.kind,
        shared:
          inCommon(paper, source.paper) ??
          sharedWords(row, signalRows[because ?? 0] ?? EMPTY, labelsOf(paper, background), SHARED_WORDS),
      })
    await turns()
  }
  return { papers: placed.flatMap(({ item }) => papers[item] ?? []), reasons }
}

/** What was learned of the reader, for the reader to look at. */
export async function learnedOf(corpus: Corpus, known: readonly KnownSignal[]): Promise<Learned> {
  const { background, rowsOf } = await rowMaker(corpus)
  const usable = known.flatMap(({ kind, paper }) => (paper ? [{ kind, paper }] : []))
  const rows = await rowsOf(usable.map(({ paper }) => paper))
  const named = usable.map(
    ({ kind, paper }, i): NamedSignal => ({
      kind,
      row: rows[i] ?? EMPTY,
      labels: labelsOf(paper, background),
    }),
  )
  const count = (kind: SignalRow['kind']) => known.filter(row => row.kind === kind).length
  return {
    counts: { saved: count('saved'), read: count('read'), skipped: count('skipped') },
    likes: tellingWords(named, 'for', TELLING_WORDS),
    dislikes: tellingWords(named, 'against', TELLING_WORDS),
  }
}

/** Topics that a digest gave both papers; undefined where there are none. */
function inCommon(a: Paper, b: Paper): string[] | undefined {
  const theirs = new Set(topicLabels(b).map(topicKey))
  const shared = topicLabels(a).filter(label => theirs.has(topicKey(label)))
  return shared.length > 0 ? shared.slice(0, SHARED_WORDS) : undefined
}

const EMPTY: Row = {
  features: new Int32Array(),
  weights: new Float32Array(),
  meaning: null,
  categories: [],
}

/** Papers as rows, each made once while its object lives: lists and signals are asked for again with every change. */
const made = new WeakMap<Background, WeakMap<Paper, Row>>()
const backgrounds = new WeakMap<Corpus, { readonly papers: number; readonly reading: Promise<Background> }>()

async function rowMaker(corpus: Corpus) {
  const vectors = await corpus.db.termVectors()
  const background = await backgroundOf(corpus, vectors)
  const rows = made.get(background) ?? new WeakMap<Paper, Row>()
  made.set(background, rows)
  const rowsOf = async (papers: readonly Paper[]) => {
    const turns = takeTurns()
    const all: Row[] = []
    for (const paper of papers) {
      const row = rows.get(paper) ?? rowOf(contentOf(paper, vectors), background)
      rows.set(paper, row)
      all.push(row)
      await turns()
    }
    return all
  }
  return { background, rowsOf }
}

/** Read once, and again when the corpus has grown much: in a sample of a few papers every word is common. */
async function backgroundOf(corpus: Corpus, vectors: TermVectors | null): Promise<Background> {
  const [known, papers] = [backgrounds.get(corpus), await corpus.size()]
  if (known && papers < known.papers * GROWN) return known.reading
  const reading = corpusBackground(corpus.db, vectors)
  backgrounds.set(corpus, { papers, reading })
  reading.catch(() => backgrounds.delete(corpus))
  return reading
}

/** Lets the page have its turn after some milliseconds of work. */
function takeTurns(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < ONE_TURN) return undefined
    return new Promise(resolve =>
      setTimeout(() => {
        began = performance.now()
        resolve()
      }),
    )
  }
}
