import type { Paper } from '../papers/paper'
import { documentsWith, idAt } from '../search/document-ids'
import { copyFacts, setFacts } from '../search/facts'
import type { GlossDatabase } from './database'
import { factsOf } from './index-document'
import type { DocumentsRow, FactsRow } from './index-rows'
import { dropSegments, factsRow, isWholeFacts, updateState } from './segment-store'

/** What became of papers that the index already holds. */
export interface IndexChange {
  /** Papers that were deleted, or are about to be indexed anew. */
  readonly buried: ReadonlySet<string>
  /** Papers of which only facts changed. */
  readonly changed: readonly Paper[]
}

/** Writes changes into the facts of the segments written so far. Inside a transaction over the index. */
export async function changeFacts(db: GlossDatabase, { buried, changed }: IndexChange): Promise<void> {
  if (buried.size + changed.length === 0) return
  const facts = new Map(changed.map(paper => [paper.id as string, factsOf(paper)]))
  const wanted = new Set([...buried, ...facts.keys()])
  const rows: FactsRow[] = []
  const damaged: number[] = []
  for (const row of await db.documents.toArray()) {
    const found = documentsWith(row.ids, wanted)
    if (found.length === 0) continue
    const old = await db.facts.get(row.segment)
    // Written over with a new checksum, damage would not be seen any more.
    if (!old || !isWholeFacts(old)) {
      damaged.push(row.segment)
      continue
    }
    const columns = copyFacts(old.facts)
    let different = false
    for (const document of found) {
      if (columns.dead[document]) continue
      const id = idAt(row.ids, document)
      const now = facts.get(id)
      if (buried.has(id)) columns.dead[document] = 1
      if (buried.has(id) || (now && setFacts(columns, document, now))) different = true
    }
    if (different) rows.push(factsRow(row.segment, columns))
  }
  await db.facts.bulkPut(rows)
  await dropSegments(db, damaged)
  if (damaged.length > 0) await updateState(db, { incomplete: true })
  else if (rows.length > 0) await updateState(db)
}

/** The row of facts with the documents of some papers marked dead. */
export function withDead(
  { ids, segment }: DocumentsRow,
  { facts }: FactsRow,
  papers: ReadonlySet<string>,
): FactsRow {
  const columns = copyFacts(facts)
  for (const document of documentsWith(ids, papers)) columns.dead[document] = 1
  return factsRow(segment, columns)
}
