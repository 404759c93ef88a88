import { Dexie } from 'dexie'
import type { PaperId } from '../papers/identifier'
import type { Paper } from '../papers/paper'
import { buildSegment } from '../search/segment'
import type { TermVectors } from '../search/term-vectors'
import type { Day } from '../time'
import type { DigestRow, GlossDatabase, PaperRow, Removal, Sweep } from './database'
import { FIRST_DIGESTS, STARTER } from './first-digests'
import { changeFacts } from './index-changes'
import { indexDocumentOf, indexVersion } from './index-document'
import { countPapers, indexState, indexTables, putSegment } from './segment-store'

/** Papers that are looked at in one step: some 100 ms where all of them are indexed anew. */
const PAPERS_A_STEP = 500

/**
 * One step of taking a digest out; returns whether there is more to do. Each step is one transaction, after which lists,
 * papers and index agree; a worker that was killed goes on with the next. The digest's lists and checkpoints go with the
 * first step, its own row with the last.
 *
 * 'keep papers' leaves the papers as they are, with all that the digest said of them: nothing that the reader could find
 * is lost, but nothing new comes. 'remove papers' takes every listing, summary and topic list of the digest from every
 * paper; a paper of which no other digest has said anything then goes, unless it is on the reading list. What is merged
 * from several digests, such as the abstract, stays as it was last observed.
 */
export async function removeDigestStep(
  db: GlossDatabase,
  digest: string,
  removal: Removal,
): Promise<boolean> {
  const vectors = removal === 'remove papers' ? await db.termVectors() : null
  const tables = [db.digests, db.days, db.parts, db.sources, db.papers, db.library, ...indexTables(db)]
  return db.transaction('rw', tables, async () => {
    const row = await db.digests.get(digest)
    if (!row) return false
    const sweep = row.sweep?.before === undefined ? row.sweep : undefined
    if (!sweep) await dropLists(db, digest)
    if (removal === 'remove papers') {
      const { papers, last } = await nextPapers(db, sweep)
      const said = papers.filter(paper => digestsOf(paper).has(digest))
      await takeOut(db, digest, said, vectors)
      const changed = sweep?.changed || said.length > 0
      if (last) return goOn(db, row, { last, changed })
      // A paper that was joined with another meanwhile may have moved to where it was not seen: it is looked once more,
      // until there is nothing left.
      if (changed) return goOn(db, row, {})
    }
    await dropLists(db, digest)
    await db.digests.delete(digest)
    return false
  })
}

/**
 * One step of a digest's retention; returns whether there is more to do. Its days before `before` go with their lists,
 * and so do papers that it listed on such days only, unless another digest has said anything of them or they are on the
 * reading list. A listing without a day keeps its paper; a paper that stays loses nothing. Steps are as those of a
 * removal; once all is done for a day it costs nothing to ask again.
 */
export async function retainStep(db: GlossDatabase, digest: string, before: Day): Promise<boolean> {
  const tables = [db.digests, db.days, db.papers, db.library, ...indexTables(db)]
  return db.transaction('rw', tables, async () => {
    const row = await db.digests.get(digest)
    if (!row || row.removing) return false
    const days = db.days.where('[digest+day]').between([digest, ''], [digest, before])
    const isNew = row.sweep?.before !== before || (await days.count()) > 0
    if (!isNew && row.sweep?.done) return false
    if (isNew) await days.delete()
    const { papers, last } = await nextPapers(db, isNew ? undefined : row.sweep)
    const over = papers.filter(paper => isOver(paper, digest, before))
    await deletePapers(db, await withoutSaved(db, over))
    await goOn(db, row, last ? { before, last } : { before, done: true })
    return last !== undefined
  })
}

/** Deletes everything there is, the reading list too, and follows what a new installation follows. */
export async function wipeCorpus(db: GlossDatabase): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const { revision, nextSegment } = await indexState(db)
    for (const table of db.tables) await table.clear()
    await db.digests.bulkAdd([...FIRST_DIGESTS])
    // Other contexts keep what they have read of the index by these numbers: none may come again.
    await db.indexState.put({
      key: 'index',
      revision: revision + 1,
      nextSegment,
      incomplete: false,
      papers: 0,
    })
  })
}

async function goOn(db: GlossDatabase, row: DigestRow, sweep: Sweep): Promise<true> {
  await db.digests.put({ ...row, sweep })
  return true
}

/** The papers to look at next, and the last of them unless there are no more behind it. */
async function nextPapers(db: GlossDatabase, sweep: Sweep | undefined) {
  const papers = await db.papers
    .where('id')
    .above(sweep?.last ?? '')
    .limit(PAPERS_A_STEP)
    .toArray()
  const last = papers.length === PAPERS_A_STEP ? papers.at(-1)?.id : undefined
  return { papers, last }
}

async function dropLists(db: GlossDatabase, digest: string): Promise<void> {
  await db.days.where('[digest+day]').between([digest, ''], [digest, Dexie.maxKey]).delete()
  const starter = digest === STARTER ? await db.parts.get([STARTER, '']) : undefined
  await db.parts.where('[digest+part]').between([digest, ''], [digest, Dexie.maxKey]).delete()
  // It says which version was stored: without it the digest that ships with Gloss would be stored anew.
  if (starter) await db.parts.put({ ...starter, papers: [] })
  await db.sources.delete(digest)
}

/** Takes from papers what a digest said of them, and deletes those that nobody else knows. */
async function takeOut(
  db: GlossDatabase,
  digest: string,
  papers: readonly PaperRow[],
  vectors: TermVectors | null,
): Promise<void> {
  if (papers.length === 0) return
  const orphans = papers.filter(paper => digestsOf(paper).size === 1)
  const gone = new Set(await withoutSaved(db, orphans))
  const left = papers.filter(paper => !gone.has(paper)).map(paper => without(paper, digest))
  await db.papers.bulkPut(left)
  // Each of them was found by the digest's name: none is indexed as before.
  await deletePapers(db, [...gone], left)
  if (left.length === 0) return
  const documents = left.map(paper => indexDocumentOf(paper, vectors))
  await putSegment(db, buildSegment(documents, vectors?.dimensions ?? 0), indexVersion(vectors))
}

/** Deletes papers, and takes them out of the index together with others that are about to be indexed anew. */
async function deletePapers(
  db: GlossDatabase,
  papers: readonly PaperRow[],
  renewed: readonly PaperRow[] = [],
): Promise<void> {
  await db.papers.bulkDelete(papers.map(({ id }) => id))
  await countPapers(db, -papers.length)
  await changeFacts(db, { buried: new Set([...papers, ...renewed].map(({ id }) => id)), changed: [] })
}

/** Those of `papers` that are not on the reading list, under any of their names. */
async function withoutSaved(db: GlossDatabase, papers: readonly PaperRow[]): Promise<PaperRow[]> {
  const ids = papers.flatMap(paper => paper.ids)
  const entries = await db.library.where('ids').anyOf(ids).toArray()
  const saved = new Set<PaperId>(entries.flatMap(entry => entry.ids))
  return papers.filter(paper => !paper.ids.some(id => saved.has(id)))
}

function without(paper: PaperRow, digest: string): PaperRow {
  const others = <T extends { readonly digest: string }>(said: readonly T[]) =>
    said.filter(one => one.digest !== digest)
  return {
    ...paper,
    summaries: others(paper.summaries),
    topicLists: others(paper.topicLists),
    listings: others(paper.listings),
  }
}

function isOver(paper: Paper, digest: string, before: Day): boolean {
  const digests = digestsOf(paper)
  const isPast = paper.listings.every(({ day }) => day !== undefined && day < before)
  return isPast && paper.listings.length > 0 && digests.size === 1 && digests.has(digest)
}

/** Digests that have said something of a paper. */
function digestsOf({ listings, summaries, topicLists }: Paper): Set<string> {
  return new Set([...listings, ...summaries, ...topicLists].map(({ digest }) => digest))
}
