import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import { STARTER } from '../corpus/starter'
import type { PaperId } from '../papers/identifier'
import { dailySources } from '../sources/registry'
import type { Day } from '../time'

/** A list of the digest to show: a day's papers, or the starter digest while no day has arrived. */
export interface DigestList {
  readonly digest: string
  readonly day?: Day
  readonly papers: readonly PaperRow[]
}

/** The list of `day`, or the newest one that has papers; the starter digest when there is none yet. */
export async function digestList(corpus: Corpus, day?: Day): Promise<DigestList> {
  for (const { id } of dailySources) {
    const row = day ? await corpus.day(id, day) : await corpus.dayWithPapers(id)
    const shown = row?.day ?? day
    if (shown) return { digest: id, day: shown, papers: await inOrder(corpus, row?.papers ?? []) }
  }
  const starter = await corpus.db.sources.get(STARTER)
  return { digest: STARTER, papers: await inOrder(corpus, starter?.papers ?? []) }
}

async function inOrder(corpus: Corpus, ids: readonly PaperId[]): Promise<PaperRow[]> {
  const byId = await corpus.byIds(ids)
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** How many papers each of the last `count` fetched days had, oldest first. */
export async function activity(
  corpus: Corpus,
  until: Day | undefined,
  count: number,
): Promise<{ day: Day; papers: number }[]> {
  const [source] = dailySources
  if (!source) return []
  const rows = await corpus.db.days
    .where('[digest+day]')
    .between([source.id, ''], [source.id, until ?? '~'], false, true)
    .reverse()
    .limit(count)
    .toArray()
  return rows.reverse().map(row => ({ day: row.day, papers: row.papers.length }))
}
