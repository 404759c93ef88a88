// Runs in a page of the copied extension: puts records on the reading list by the code that saves them.
import { database } from '@/lib/corpus/database'
import { LIST_STATES } from '@/lib/entries/entry'
import { editEntries } from '@/lib/library/edit'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { DAY } from '@/lib/time'

/** A record as it comes from the driver. */
interface Saved {
  readonly id: PaperId
  readonly title: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: string
}

declare global {
  interface Window {
    /** Saves papers; `from` counts those that were saved before. Returns how many are on the list. */
    seed(papers: readonly Saved[], from: number): Promise<number>
  }
}

/** The first paper was saved then; each next one a twentieth of a day later. */
const FIRST_SAVED = Date.UTC(2025, 0, 1)
const TAGS = ['agents', 'diffusion', 'to present', 'thesis', 'group meeting', 'ideas', 'baselines']
const NOTE =
  'The ablation in section 4 is what to remember: without the second loss nothing is left of the gain.'

window.seed = async (papers, from) => {
  const db = database()
  const edits = papers.map(({ id, ...record }, i) => {
    const n = from + i
    return {
      ids: [id],
      paper: paperOf({ ids: [id], seen: FIRST_SAVED / 1000, ...record }),
      set: {
        state: LIST_STATES[n % 7] ?? ('to-read' as const),
        priority: n % 5 === 0 ? 1 + (n % 3) : 0,
        rating: n % 4 === 0 ? 1 + (n % 5) : 0,
        saved: FIRST_SAVED + (n * DAY) / 20,
        from: 'arxiv.org',
      },
      tags: Object.fromEntries(TAGS.filter((_, t) => (n + t) % 6 === 0).map(tag => [tag, true])),
      ...(n % 8 === 0 && { note: NOTE }),
    }
  })
  for (let start = 0; start < edits.length; start += 200)
    await editEntries(db, edits.slice(start, start + 200), { now: Date.now() })
  return db.library.count()
}
