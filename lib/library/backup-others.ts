import type { DigestRow, GlossDatabase } from '../corpus/database'
import { SAVED_PAGES, STARTER } from '../corpus/first-digests'
import type { PaperId } from '../papers/identifier'
import { parseSettings, type Settings } from '../settings'
import { sourceOf } from '../sources/registry'
import type { Backup } from './backup-format'
import type { RestoreWish } from './backup-restore'

/**
 * Restores what a backup holds beside the list: what the reader did with papers, and what was visited. Merged, the later of
 * two says how it is; replaced, all is as the backup says. All of it in one transaction, or nothing.
 */
export async function restoreTraces(
  db: GlossDatabase,
  { signals, visits }: Backup,
  mode: RestoreWish['mode'],
): Promise<void> {
  await db.transaction('rw', db.signals, db.visits, async () => {
    if (mode === 'replace') await Promise.all([db.signals.clear(), db.visits.clear()])
    const said = await namesIn(db, 'signals')
    await db.signals.bulkPut(signals.filter(({ ids, at }) => ids.every(id => (said.get(id) ?? -1) < at)))
    const seen = await namesIn(db, 'visits')
    await db.visits.bulkPut(visits.filter(({ ids, at }) => ids.every(id => (seen.get(id) ?? -1) < at)))
  })
}

/** Follows the digests of a backup that are not followed here; those that are stay as they are. Returns how many came. */
export async function restoreDigests(db: GlossDatabase, { digests }: Backup): Promise<number> {
  return db.transaction('rw', db.digests, async () => {
    const here = await db.digests.toArray()
    const known = new Set(here.map(({ digest }) => digest))
    const last = Math.max(-1, ...here.map(({ order }) => order).filter(order => order < 1000))
    const fresh = digests
      .filter(({ digest, kind }) => !known.has(digest) && isKnownKind(kind))
      .sort((a, b) => a.order - b.order)
      .map((row, n): DigestRow => ({ ...row, order: row.digest === SAVED_PAGES ? row.order : last + 1 + n }))
    await db.digests.bulkPut(fresh)
    return fresh.length
  })
}

/**
 * The settings to take over from a backup. Papers that the reader said are not the same stay told apart either way; that
 * Gloss was introduced to the reader is nothing to go back on.
 */
export function settingsOf({ settings }: Backup, now: Settings, all: boolean): Partial<Settings> {
  if (!settings) return {}
  const { welcomed: _, ...kept } = parseSettings(settings)
  const notSame = [...new Set([...now.notSame, ...kept.notSame])]
  return all ? { ...kept, notSame } : { notSame }
}

function isKnownKind(kind: string): boolean {
  return kind === STARTER || kind === SAVED_PAGES || sourceOf(kind) !== undefined
}

/** When something was last noted of each name. */
async function namesIn(db: GlossDatabase, table: 'signals' | 'visits'): Promise<Map<PaperId, number>> {
  const rows = await db[table].toArray()
  return new Map(rows.flatMap(({ ids, at }) => ids.map(id => [id, at] as const)))
}
