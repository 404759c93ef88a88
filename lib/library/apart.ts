import type { GlossDatabase } from '../corpus/database'
import type { ListRow } from '../entries/list-row'
import type { PaperId } from '../papers/identifier'
import { paperIdSchema } from '../papers/schema'
import { z } from '../zod'
import { readState, writeState } from './shared-state'

/** Pairs of entries that the reader said are two papers, by their names in alphabetical order. */
export type ApartPairs = readonly (readonly [PaperId, PaperId])[]

const KEY = 'apart'
/** More than anybody looks at. */
const MOST_PAIRS = 20_000

const pairsSchema = z.array(z.tuple([paperIdSchema, paperIdSchema]))

/** The pairs that the reader has parted. */
export async function apartPairs(db: GlossDatabase): Promise<ApartPairs> {
  const parsed = z.safeParse(pairsSchema, await readState(db, KEY))
  return parsed.success ? parsed.data : []
}

/** Remembers that some papers are different ones, or forgets it. */
export async function setApart(db: GlossDatabase, rows: readonly ListRow[], apart: boolean): Promise<void> {
  await db.transaction('rw', db.libraryState, async () => {
    const named = new Set(pairsOf(rows).map(nameOf))
    const others = (await apartPairs(db)).filter(pair => !named.has(nameOf(pair)))
    await writeState(db, KEY, [...others, ...(apart ? pairsOf(rows) : [])].slice(-MOST_PAIRS))
  })
}

/** Whether two papers were parted, under whatever entry of each. */
export function apartBy(pairs: ApartPairs): (a: ListRow, b: ListRow) => boolean {
  const named = new Set(pairs.map(nameOf))
  if (named.size === 0) return () => false
  return (a, b) => a.keys.some(x => b.keys.some(y => named.has(nameOf(x < y ? [x, y] : [y, x]))))
}

function pairsOf(rows: readonly ListRow[]): [PaperId, PaperId][] {
  return rows.flatMap((a, n) =>
    rows.slice(n + 1).flatMap(b => {
      const [x, y] = [a.keys[0], b.keys[0]]
      if (!x || !y) return []
      return [x < y ? ([x, y] as [PaperId, PaperId]) : ([y, x] as [PaperId, PaperId])]
    }),
  )
}

function nameOf([a, b]: readonly [PaperId, PaperId]): string {
  return `${a} ${b}`
}
