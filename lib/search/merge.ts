import { ByteWriter } from './bytes'
import { Dictionary, type DictionaryProgress, DictionaryWriter, type TermCursor } from './dictionary'
import { packIds, unpackIds } from './document-ids'
import { copyDocument, emptyFacts, type Facts } from './facts'
import { readPostings, writePosting } from './postings'
import type { Segment } from './segment'

/** A segment to be merged, its postings read a stretch at a time. */
export interface MergeInput {
  readonly dictionary: Segment['dictionary']
  /** 1 for a document that is left out. */
  readonly dead: Uint8Array
  readonly postings: (start: number, end: number) => Promise<Uint8Array>
}

/** How far a merge has come. With it and the same inputs a merge goes on where it stopped. */
export interface MergeProgress {
  readonly dictionary: DictionaryProgress
  /** The last term that was merged; undefined before the first. */
  readonly after?: string
  readonly done: boolean
}

export interface MergeStep extends MergeProgress {
  /** Posting lists that follow those written so far. */
  readonly postings: Uint8Array<ArrayBuffer>
}

/**
 * Merges the next terms of the inputs, about `budget` bytes of their postings, renumbering the documents that are alive
 * in the order of the inputs. Terms that nobody uses any more are left out. Pure: the same call gives the same step.
 */
export async function mergeStep(
  inputs: readonly MergeInput[],
  progress: MergeProgress | undefined,
  budget: number,
): Promise<MergeStep> {
  const plans = plan(inputs, progress?.after, budget)
  const taken = await Promise.all(
    plans.map(async ({ start, end, cursor }, i) => {
      const bytes = await inputs[i]?.postings(start, end)
      return { cursor, start, bytes: bytes ?? new Uint8Array() }
    }),
  )
  const numbers = renumber(inputs.map(({ dead }) => dead))
  const dictionary = new DictionaryWriter(progress?.dictionary)
  const out = new ByteWriter(2 * budget)
  const until = plans[0]?.until
  let last = progress?.after
  for (let term = least(taken, until); term !== undefined; term = least(taken, until)) {
    const start = out.length
    let previous = -1
    let documents = 0
    for (const [i, { cursor, bytes, start: offset }] of taken.entries()) {
      if (!cursor.valid || cursor.term !== term) continue
      readPostings(bytes.subarray(cursor.start - offset, cursor.end - offset), (document, fields) => {
        const number = numbers[i]?.[document] ?? -1
        if (number < 0) return
        writePosting(out, previous, number, fields)
        previous = number
        documents++
      })
      cursor.next()
    }
    if (documents > 0) dictionary.add(term, documents, out.length - start)
    last = term
  }
  return {
    dictionary: dictionary.take(),
    ...(last !== undefined && { after: last }),
    done: until === undefined,
    postings: out.take(),
  }
}

/** What a step reads of one input: its postings from `start` to `end`, of the terms from the cursor on. */
interface Plan {
  readonly cursor: TermCursor
  readonly start: number
  readonly end: number
  /** The last term of the step, of all inputs; undefined where it is the last step. */
  readonly until: string | undefined
}

/** Plans a step: terms are taken in order until their lists are together as large as the budget. */
function plan(inputs: readonly MergeInput[], after: string | undefined, budget: number): Plan[] {
  const begin = () => inputs.map(({ dictionary }) => cursorAfter(dictionary, after))
  const cursors = begin().map(cursor => ({ cursor }))
  const starts = cursors.map(({ cursor }) => cursor.start)
  const ends = [...starts]
  let left = budget
  let until: string | undefined
  for (let term = least(cursors); term !== undefined && left > 0; term = least(cursors)) {
    for (const [i, { cursor }] of cursors.entries()) {
      if (!cursor.valid || cursor.term !== term) continue
      left -= cursor.end - cursor.start + TERM_COST
      ends[i] = cursor.end
      cursor.next()
    }
    until = term
  }
  const done = cursors.every(({ cursor }) => !cursor.valid)
  return begin().map((cursor, i) => ({
    cursor,
    start: starts[i] ?? 0,
    end: ends[i] ?? 0,
    until: done ? undefined : until,
  }))
}

/** What a term costs a step besides its list, in bytes of postings: a step over rare terms must be small as well. */
const TERM_COST = 20

function cursorAfter(dictionary: Segment['dictionary'], after: string | undefined): TermCursor {
  const cursor = new Dictionary(dictionary).from(after ?? '')
  if (cursor.valid && cursor.term === after) cursor.next()
  return cursor
}

/** The first term that any cursor stands at and that is not past `until`. */
function least(cursors: readonly { readonly cursor: TermCursor }[], until?: string): string | undefined {
  let first: string | undefined
  for (const { cursor } of cursors)
    if (cursor.valid && (first === undefined || cursor.term < first)) first = cursor.term
  return first !== undefined && until !== undefined && first > until ? undefined : first
}

/** New numbers of the documents of each input, −1 for those left out. */
function renumber(dead: readonly Uint8Array[]): Int32Array[] {
  let next = 0
  return dead.map(marks => Int32Array.from(marks, mark => (mark ? -1 : next++)))
}

/** What a segment holds besides its dictionary and postings. */
export interface SegmentDocuments extends Pick<Segment, 'ids' | 'lengths' | 'facts'> {
  readonly vectors: Int8Array
}

/**
 * The documents of a merged segment. `dead` are the marks that the merge went by; documents that died since come along
 * dead, and all facts as they are now.
 */
export function mergeDocuments(
  inputs: readonly SegmentDocuments[],
  dead: readonly Uint8Array[],
  dimensions: number,
): Pick<Segment, keyof SegmentDocuments> {
  const count = dead.reduce((sum, marks) => sum + marks.reduce((alive, mark) => alive + (mark ? 0 : 1), 0), 0)
  const ids: string[] = []
  const lengths = new Uint8Array(2 * count)
  const facts: Facts = emptyFacts(count)
  const vectors = new Int8Array(dimensions * count)
  for (const [i, input] of inputs.entries()) {
    const names = unpackIds(input.ids)
    for (const [document, name] of names.entries()) {
      if (dead[i]?.[document]) continue
      const number = ids.push(name) - 1
      lengths.set(input.lengths.subarray(2 * document, 2 * document + 2), 2 * number)
      copyDocument(input.facts, document, facts, number)
      vectors.set(
        input.vectors.subarray(document * dimensions, (document + 1) * dimensions),
        number * dimensions,
      )
    }
  }
  return { ids: packIds(ids), lengths, facts, vectors }
}

/** Merges segments in memory, in steps of about `budget` bytes. */
export async function mergeSegments(
  segments: readonly Segment[],
  dimensions = 0,
  budget = 1024 * 1024,
): Promise<Segment> {
  const dead = segments.map(({ facts }) => facts.dead)
  const inputs = segments.map(({ dictionary, facts, postings }) => ({
    dictionary,
    dead: facts.dead,
    postings: async (start: number, end: number) => postings.subarray(start, end),
  }))
  const out = new ByteWriter(segments.reduce((sum, { postings }) => sum + postings.length, 0))
  let step = await mergeStep(inputs, undefined, budget)
  out.append(step.postings)
  while (!step.done) {
    step = await mergeStep(inputs, step, budget)
    out.append(step.postings)
  }
  return {
    ...mergeDocuments(segments, dead, dimensions),
    dictionary: step.dictionary.data,
    postings: out.take(),
  }
}
