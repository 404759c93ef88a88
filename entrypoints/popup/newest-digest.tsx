import { PaperList } from '@/components/paper-list'
import type { PaperRow } from '@/lib/corpus/database'
import type { DigestList } from '@/lib/pages/digest'
import { useInSteps, usePaperRows } from '@/lib/pages/paper-list-state'
import { dayInWords } from '@/lib/time'
import { PAINTED_FIRST, TOPICS_SHOWN } from './results'

const NONE: readonly PaperRow[] = []

/** The newest day of the digest, before anything is typed. */
export function NewestDigest(props: {
  readonly list: DigestList | undefined
  readonly say: (text: string) => void
  readonly onTopic: (topic: string) => void
}) {
  const { list, say, onTopic } = props
  const papers = useInSteps(list?.papers ?? NONE, PAINTED_FIRST)
  const { rows, onSave, onCite } = usePaperRows(papers, { topics: TOPICS_SHOWN, say })
  return (
    <>
      <div class="sec">
        <span>{list ? (list.day ? dayInWords(list.day) : 'Starter digest') : 'Loading'}</span>
        {list && <span>{list.papers.length} papers</span>}
      </div>
      <div class="list">
        <PaperList name="Newest digest" papers={rows} onSave={onSave} onCite={onCite} onTopic={onTopic} />
      </div>
    </>
  )
}
