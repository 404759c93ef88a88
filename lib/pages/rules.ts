import { useMemo } from 'preact/hooks'
import type { ListRow } from '../entries/list-row'
import { setRule, type TagRule, tagRules } from '../library/rules'
import { parseQuery } from '../search/query'
import { corpus } from './context'
import { editList, type OnStep, tellDevices } from './library-actions'
import { matching } from './library-shown'
import { useTexts } from './library-texts'
import { type Live, useLive } from './live'
import { paperCount } from './status-words'

/** The rules, followed as they change on any page or device. */
export function useRules(): Live<readonly TagRule[]> {
  return useLive(() => tagRules(corpus.db), [])
}

/** Finds the papers of the list that a rule is for; undefined while their words are being made. */
export function useMatches(rows: readonly ListRow[]): (query: string) => readonly ListRow[] | undefined {
  const { texts, made } = useTexts(corpus.db, rows)
  return useMemo(() => {
    const known = new Map<string, readonly ListRow[]>()
    return query => {
      if (made === 0) return undefined
      const found = known.get(query) ?? matching(rows, { query, tag: undefined }, row => texts.of(row))
      known.set(query, found)
      return found
    }
  }, [rows, texts, made])
}

/** What of a query could not be read as it was typed, in words. */
export function oddParts(query: string): string[] {
  return parseQuery(query).parts.flatMap(part => (part.kind === 'odd' ? [part.text] : []))
}

/** Makes a rule, or brings back one that was deleted. */
export async function addRule(
  { query, tag }: Omit<TagRule, 'id'>,
  id: string = crypto.randomUUID(),
): Promise<void> {
  await setRule(corpus.db, id, { query, tag }, Date.now())
  tellDevices()
}

/** Deletes a rule; tags that it gave stay. */
export async function deleteRule(id: string): Promise<void> {
  await setRule(corpus.db, id, null, Date.now())
  tellDevices()
}

/** Gives papers of the list the tags that rules give those that are saved, as one act; returns a sentence that says so. */
export async function applyRules(
  rules: readonly TagRule[],
  matches: (query: string) => readonly ListRow[] | undefined,
  onStep: OnStep,
): Promise<string> {
  const tagged = new Map<ListRow, Record<string, boolean>>()
  for (const { query, tag } of rules)
    for (const row of matches(query) ?? [])
      if (!row.tags.includes(tag)) tagged.set(row, { ...tagged.get(row), [tag]: true })
  if (tagged.size === 0) return 'Every paper that matches has its tags already'
  const label = `Tagged ${paperCount(tagged.size)} by rules`
  await editList(
    [...tagged].map(([{ ids }, tags]) => ({ ids, tags })),
    label,
    onStep,
  )
  return label
}
