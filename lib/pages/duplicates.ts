import { useEffect, useState } from 'preact/hooks'
import { DuplicateSearch, type Duplicates } from '../entries/duplicates'
import type { ListRow } from '../entries/list-row'
import { apartBy, apartPairs, setApart } from '../library/apart'
import { mergedRow, mergeEdits } from '../library/merge-rows'
import { corpus } from './context'
import { inSlices } from './idle'
import { editList, type OnStep } from './library-actions'
import { paperCount } from './status-words'

/** Papers that are on the list twice, looked for whenever it changes; undefined until it was looked through. */
export function useDuplicates(rows: readonly ListRow[]): {
  readonly found: readonly Duplicates[] | undefined
  readonly look: () => void
} {
  const [found, setFound] = useState<readonly Duplicates[]>()
  const [looked, setLooked] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    void findDuplicates(rows, signal).then(
      all => all && setFound(all),
      (error: unknown) => console.error('Gloss: duplicates could not be looked for', error),
    )
    return () => controller.abort()
  }, [rows, looked])
  return { found, look: () => setLooked(count => count + 1) }
}

/** Makes one paper of each of some groups, as one act. */
export function mergeDuplicates(groups: readonly Duplicates[], onStep?: OnStep): Promise<void> {
  const papers = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  return editList(
    groups.flatMap(({ rows }) => mergeEdits(rows)),
    `Merged ${paperCount(papers)}`,
    onStep,
  )
}

/** Remembers that papers are different ones, or forgets that. */
export function partDuplicates({ rows }: Duplicates, apart: boolean): Promise<void> {
  return setApart(corpus.db, rows, apart)
}

/** What papers would be shown as if they were one; undefined until it is known. */
export function useMerged(rows: readonly ListRow[]): ListRow | undefined {
  const [merged, setMerged] = useState<ListRow>()
  useEffect(() => {
    let current = true
    mergedRow(corpus.db, rows).then(
      row => current && setMerged(row),
      // The two themselves are still there to be looked at.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [rows])
  return merged
}

async function findDuplicates(rows: readonly ListRow[], signal: AbortSignal): Promise<Duplicates[] | null> {
  const isApart = apartBy(await apartPairs(corpus.db))
  const search = new DuplicateSearch()
  const whole =
    (await inSlices(rows, row => search.add(row), signal)) &&
    (await inSlices(search.compare(), () => undefined, signal))
  return whole ? search.found(isApart) : null
}
