import {
  BACKGROUND_PAPERS,
  type Background,
  BackgroundCount,
  type PackedBackground,
  packBackground,
  unpackBackground,
} from '../ranking/background'
import { contentOf } from '../ranking/content'
import { spread } from '../ranking/spread'
import type { TermVectors } from '../search/term-vectors'
import type { GlossDatabase } from './database'
import { indexVersion } from './index-document'

const KEY = 'background'
/** A corpus that has grown to so many times its size is looked at anew. */
export const GROWN = 1.5
/** Papers after which other work gets its turn: about 10 ms. */
const PAPERS_A_TURN = 25

interface Kept {
  /** Papers that the corpus had. */
  readonly papers: number
  readonly background: PackedBackground
}

/** What the corpus is like: as it was learned before, or learned now and kept for the next time. */
export async function corpusBackground(db: GlossDatabase, vectors: TermVectors | null): Promise<Background> {
  const version = indexVersion(vectors)
  const [row, papers] = await Promise.all([db.learned.get(KEY), db.papers.count()])
  const kept = row?.version === version ? (row.value as Kept) : undefined
  if (kept && papers < kept.papers * GROWN && papers * GROWN > kept.papers)
    return unpackBackground(kept.background)
  const background = await learnBackground(db, vectors)
  const value: Kept = { papers, background: packBackground(background) }
  // What cannot be kept, as on a full disk, is learned again the next time.
  await db.learned.put({ key: KEY, version, value }).catch(() => undefined)
  return background
}

async function learnBackground(db: GlossDatabase, vectors: TermVectors | null): Promise<Background> {
  const ids = await db.papers.toCollection().primaryKeys()
  const sample = spread(ids.length, BACKGROUND_PAPERS).flatMap(place => ids[place] ?? [])
  const counted = new BackgroundCount()
  for (let n = 0; n < sample.length; n += PAPERS_A_TURN) {
    await new Promise(resolve => setTimeout(resolve))
    for (const paper of await db.papers.bulkGet(sample.slice(n, n + PAPERS_A_TURN)))
      if (paper) counted.add(contentOf(paper, vectors))
  }
  return counted.background()
}
