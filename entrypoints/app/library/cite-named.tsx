import { useEffect, useState } from 'preact/hooks'
import { blankEntry } from '@/lib/entries/entry'
import { type ListRow, listRow } from '@/lib/entries/list-row'
import { entryOf } from '@/lib/library/library'
import { corpus, ready } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import type { PaperId } from '@/lib/papers/identifier'
import { paperIdSchema } from '@/lib/papers/schema'
import { z } from '@/lib/zod'
import { CiteDialog } from './cite-dialog'

interface Props {
  /** The identifier of a paper, as the address has it. */
  readonly named: string
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Cites the paper that an address names, on the list or not. */
export function CiteNamed({ named, say, onClose }: Props) {
  const [row, setRow] = useState<ListRow>()
  useEffect(() => {
    let current = true
    const none = (why: string) => {
      if (!current) return
      say(why)
      onClose()
    }
    rowNamed(named).then(
      found =>
        found ? current && setRow(found) : none('Gloss does not know the paper that was to be cited'),
      (error: unknown) => none(messageOf(error)),
    )
    return () => {
      current = false
    }
  }, [named])
  return row ? <CiteDialog key={row.id} rows={[row]} say={say} onClose={onClose} /> : null
}

async function rowNamed(named: string): Promise<ListRow | undefined> {
  const parsed = z.safeParse(paperIdSchema, named)
  if (!parsed.success) return undefined
  const id: PaperId = parsed.data
  await ready
  const listed = await entryOf(corpus.db, [id])
  const found = listed ? undefined : await corpus.find([id])
  if (!found) return listed
  const { paper } = found
  const unsaid = { state: [['to-read', ''] as const] }
  const row = listRow([{ ...blankEntry(paper.id, paper.ids), fields: unsaid, paper }])
  return row && { ...row, keys: [] }
}
