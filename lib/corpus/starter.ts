import type { GlossDatabase } from './database'
import { storeBatch } from './store'

/** The digest that ships with Gloss. */
export const STARTER = 'starter'
/** Goes up with every change of public/starter-digest.json, so that installed copies take it in. */
const VERSION = 1

/**
 * Sees to it that the digest that ships with Gloss is in the corpus, so that a first run without a network has
 * something real. `read` gives the file of the extension; it is called only when the corpus has no such version.
 */
export async function ensureStarter(db: GlossDatabase, read: () => Promise<unknown>): Promise<void> {
  const known = await db.sources.get(STARTER)
  if (known?.version === VERSION) return
  // Needed once in the life of an installation: what opens a page need not load it.
  const { parseFeed } = await import('../sources/gloss-digest')
  const feed = parseFeed(await read())
  await storeBatch(db, {
    papers: feed.papers,
    source: {
      digest: STARTER,
      phase: 'idle',
      failures: 0,
      version: VERSION,
      papers: feed.papers.map(paper => paper.id),
    },
  })
}
