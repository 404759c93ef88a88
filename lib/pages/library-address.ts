import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { LIST_STATES } from '../entries/entry'
import { groupingNamed, sortNamed } from '../entries/order'
import { changeSettings, type Settings } from '../settings'
import type { Wanted } from './library-shown'
import { routeHash } from './route'

/** Browsers refuse more than 200 changes of the address in 10 seconds; a held key makes 30 a second. */
const WRITE_AFTER = 200

/** What is wanted by the parameters of an address; order and grouping where it names none are as they were last chosen. */
export function wantedIn(
  parameters: URLSearchParams,
  settings: Pick<Settings, 'libraryOrder' | 'libraryGroup'> | null,
): Wanted {
  const state = LIST_STATES.find(state => state === parameters.get('state'))
  return {
    query: parameters.get('q') ?? '',
    ...(state && { state }),
    ...(parameters.get('tag') && { tag: parameters.get('tag') ?? '' }),
    sort: sortNamed(parameters.get('sort') ?? settings?.libraryOrder),
    group: groupingNamed(parameters.get('group') ?? settings?.libraryGroup),
  }
}

/** The address of the list as it is wanted. */
export function hashOf({ query, state, tag, sort, group }: Wanted): string {
  return routeHash('library', { q: query, state: state ?? '', tag: tag ?? '', sort, group })
}

/** What is wanted, from the address and by choosing; the address follows, and order and grouping are remembered. */
export function useWanted(parameters: URLSearchParams, settings: Settings | null) {
  const [chosen, choose] = useState<Partial<Wanted>>({})
  const seen = useRef(parameters)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const touched = useRef(false)
  let change = chosen
  if (seen.current !== parameters) {
    // The address was changed by someone else: it shows this now.
    seen.current = parameters
    change = {}
    touched.current = false
    clearTimeout(timer.current)
  }
  const wanted = useMemo<Wanted>(
    () => ({ ...wantedIn(parameters, settings), ...change }),
    [parameters, settings?.libraryOrder, settings?.libraryGroup, change],
  )
  const latest = useRef(wanted)
  latest.current = wanted
  useEffect(() => {
    if (change !== chosen) choose({})
  })
  useEffect(() => {
    if (!touched.current) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => history.replaceState(null, '', hashOf(latest.current)), WRITE_AFTER)
  }, [wanted])
  useEffect(() => () => clearTimeout(timer.current), [])
  const set = (more: Partial<Wanted>) => {
    touched.current = true
    choose(before => ({ ...before, ...more }))
    const { sort, group } = more
    if (sort || group)
      // What cannot be kept holds until the page is closed.
      void changeSettings(() => ({
        ...(sort && { libraryOrder: sort }),
        ...(group && { libraryGroup: group }),
      })).catch(() => undefined)
  }
  return { wanted, set }
}
