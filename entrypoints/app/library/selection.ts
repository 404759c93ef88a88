import { useMemo, useRef, useState } from 'preact/hooks'
import type { Line } from '@/lib/pages/library-shown'
import type { PaperId } from '@/lib/papers/identifier'

/** The papers that are selected, and how that changes. */
export interface Selection {
  readonly ids: ReadonlySet<PaperId>
  toggle(key: string): void
  /** Selects all from the line that was touched last to this one. */
  extend(key: string): void
  /** Selects all that are shown. */
  all(): void
  clear(): void
  /** Says which line was touched last. */
  touch(key: string): void
}

/** Papers that are selected stay so when others are shown. */
export function useSelection(lines: readonly Line[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<PaperId>>(new Set())
  const latest = useRef(lines)
  latest.current = lines
  const touched = useRef<string>(undefined)
  const acts = useMemo(() => {
    const at = (key: string | undefined) => latest.current.findIndex(line => line.key === key)
    const add = (more: readonly Line[]) =>
      setIds(before => {
        const after = new Set(before)
        for (const line of more) if (line.kind === 'row') after.add(line.row.id)
        return after
      })
    return {
      toggle(key: string) {
        touched.current = key
        const line = latest.current[at(key)]
        if (line?.kind !== 'row') return
        const { id } = line.row
        setIds(before => {
          const after = new Set(before)
          if (!after.delete(id)) after.add(id)
          return after
        })
      },
      extend(key: string) {
        const [to, from] = [at(key), at(touched.current)]
        if (to < 0) return
        const start = from < 0 ? to : from
        add(latest.current.slice(Math.min(start, to), Math.max(start, to) + 1))
      },
      all: () => add(latest.current),
      clear: () => setIds(new Set()),
      touch(key: string) {
        touched.current = key
      },
    }
  }, [])
  return useMemo(() => ({ ids, ...acts }), [ids, acts])
}
