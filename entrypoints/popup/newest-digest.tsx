import { useMemo } from 'preact/hooks'
import { PaperList } from '@/components/paper-list'
import type { PaperRow } from '@/lib/corpus/database'
import { HUGGING_FACE } from '@/lib/corpus/first-digests'
import type { DigestList } from '@/lib/pages/digest'
import type { Live } from '@/lib/pages/live'
import { useInSteps, usePaperRows } from '@/lib/pages/paper-list-state'
import { paperCount } from '@/lib/pages/status-words'
import { dayInWords } from '@/lib/time'
import { PAINTED_FIRST, TOPICS_SHOWN } from './results'

const NONE: readonly PaperRow[] = []

/** What was read of the newest list; without a list there is none. */
export interface Newest {
  readonly list: DigestList | undefined
}

/** The newest list of the first digest, before anything is typed. */
export function NewestDigest(props: {
  readonly newest: Live<Newest | undefined>
  readonly say: (text: string) => void
  readonly onTopic: (topic: string) => void
}) {
  const { say, onTopic } = props
  const { value: newest, error } = props.newest
  const list = newest?.list
  const all = useMemo(() => (list ? [...list.papers, ...list.versions] : NONE), [list])
  const papers = useInSteps(all, PAINTED_FIRST)
  const { rows, onOpen, onSave, onCite } = usePaperRows(papers, { topics: TOPICS_SHOWN, say })
  return (
    <>
      <div class="sec">
        <span class="list-name" dir="auto">
          {list ? nameOf(list) : newest ? 'Nothing here yet' : error ? '' : 'Loading'}
        </span>
        {list && <span class="list-count">{paperCount(list.total)}</span>}
      </div>
      <div class="list">
        {newest && !list && (
          <p class="empty">
            Papers arrive newest first once there is a network. Search goes over all that is here.
          </p>
        )}
        <PaperList
          name="Newest digest"
          papers={rows}
          divider={
            list && list.versions.length > 0
              ? { before: list.papers.length, text: 'New versions' }
              : undefined
          }
          onOpen={onOpen}
          onSave={onSave}
          onCite={onCite}
          onTopic={onTopic}
        />
      </div>
    </>
  )
}

/** The day, with the digest's name where it is not the one that everybody has. */
function nameOf({ digest, day }: DigestList): string {
  if (!day) return digest.title
  return digest.digest === HUGGING_FACE ? dayInWords(day) : `${digest.title} · ${dayInWords(day)}`
}
