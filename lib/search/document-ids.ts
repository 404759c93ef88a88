import type { PaperId } from '../papers/identifier'

/** Numbers from here on are places in the list of identifiers that do not pack. */
const OTHERS = 2 ** 31
const PAPERS_A_MONTH = 100_000

/** Identifiers of a segment's documents, by number: four bytes each, and those that are not arXiv's in words. */
export interface DocumentIds {
  readonly packed: Uint32Array<ArrayBuffer>
  /** Joined by line feeds. */
  readonly others: string
}

/** Packs identifiers; an arXiv identifier of the numbering since 2007 becomes its month and number. */
export function packIds(ids: readonly string[]): DocumentIds {
  const others: string[] = []
  const packed = Uint32Array.from(ids, id => packArxiv(id) ?? OTHERS + others.push(id) - 1)
  return { packed, others: others.join('\n') }
}

/** The identifiers again, in order of document number. */
export function unpackIds(ids: DocumentIds): PaperId[] {
  const others = ids.others.split('\n')
  return Array.from(ids.packed, value => unpack(value, others))
}

/** The identifier of one document; empty for a number that no document has. */
export function idAt(ids: DocumentIds, document: number): PaperId {
  const value = ids.packed[document]
  if (value === undefined) return '' as PaperId
  return unpack(value, value < OTHERS ? [] : othersOf(ids))
}

const others = new WeakMap<DocumentIds, readonly string[]>()

function othersOf(ids: DocumentIds): readonly string[] {
  const known = others.get(ids) ?? ids.others.split('\n')
  others.set(ids, known)
  return known
}

/** Numbers of the documents that carry one of `wanted`. */
export function documentsWith(ids: DocumentIds, wanted: ReadonlySet<string>): number[] {
  const others = ids.others === '' ? [] : ids.others.split('\n')
  const values = new Set<number>()
  for (const id of wanted) {
    const packed = packArxiv(id)
    if (packed !== undefined) values.add(packed)
  }
  const found: number[] = []
  for (let document = 0; document < ids.packed.length; document++) {
    const value = ids.packed[document] ?? 0
    if (value < OTHERS ? values.has(value) : wanted.has(others[value - OTHERS] ?? '')) found.push(document)
  }
  return found
}

function packArxiv(id: string): number | undefined {
  const match = /^arxiv:(\d{4})\.(\d{4,5})$/.exec(id)
  if (!match) return undefined
  const [month, number] = [Number(match[1]), Number(match[2])]
  return unpackArxiv(month * PAPERS_A_MONTH + number) === id ? month * PAPERS_A_MONTH + number : undefined
}

/** Numbers have five digits since January 2015, four before. */
function unpackArxiv(value: number): PaperId {
  const month = Math.floor(value / PAPERS_A_MONTH)
  const digits = month >= 1501 && month < 9000 ? 5 : 4
  return `arxiv:${String(month).padStart(4, '0')}.${String(value % PAPERS_A_MONTH).padStart(digits, '0')}`
}

function unpack(value: number, others: readonly string[]): PaperId {
  return value < OTHERS ? unpackArxiv(value) : ((others[value - OTHERS] ?? '') as PaperId)
}
