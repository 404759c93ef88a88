import { LikeList } from '@/components/like-list'
import type { ListRow } from '@/lib/entries/list-row'
import { setSaved } from '@/lib/pages/actions'
import { corpus } from '@/lib/pages/context'
import { messageOf } from '@/lib/pages/failure'
import { useLikeList } from '@/lib/pages/like-list'

/** Papers like those on the list, where nothing else stands beside it. */
export function Like({
  rows,
  say,
}: {
  readonly rows: readonly ListRow[]
  readonly say: (text: string) => void
}) {
  const like = useLikeList(corpus, rows)
  const save = (id: string) => {
    const chosen = like?.find(({ paper }) => paper.id === id)
    if (chosen) setSaved(chosen.paper, true).catch((reason: unknown) => say(messageOf(reason)))
  }
  return like && like.length > 0 ? <LikeList papers={like} onSave={save} /> : null
}
