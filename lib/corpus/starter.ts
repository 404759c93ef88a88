import type { GlossDatabase } from './database'
import { STARTER } from './first-digests'
import { storeBatch } from './store'

/** Goes up with every change of public/starter-digest.json, so that installed copies take it in. */
const VERSION = 1

/**
 * Sees to it that the digest that ships with Gloss is in the corpus, so that a first run without a network has
 * something real. `read` gives the file of the extension; it is called only when the corpus has no such version.
 */
export async function ensureStarter(db: GlossDatabase, read: () => Promise<unknown>): Promise<void> {
  const [known, followed] = await Promise.all([db.parts.get([STARTER, '']), db.digests.get(STARTER)])
  // One that the reader removed stays away, whatever Gloss comes with.
  if (known?.note?.version === VERSION || !followed || followed.removing) return
  // Needed once in the life of an installation: what opens a page need not load it.
  const { parseFeed } = await import('../sources/gloss-digest')
  const feed = parseFeed(await read(), STARTER)
  await storeBatch(db, {
    digest: STARTER,
    papers: feed.papers,
    part: {
      digest: STARTER,
      part: '',
      papers: feed.papers.map(paper => paper.id),
      note: { version: VERSION },
    },
  })
}
