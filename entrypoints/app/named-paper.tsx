import { useMemo } from 'preact/hooks'
import { NotHere } from '@/components/not-here'
import { PaperList } from '@/components/paper-list'
import type { NamedPaper } from '@/lib/corpus/named'
import { usePaperRows } from '@/lib/pages/paper-list-state'
import { nativeId, paperUrl } from '@/lib/papers/identifier'

const TOPICS_SHOWN = 4

/** The one paper that an identifier or an address names. */
export function NamedPaperView(props: {
  readonly named: NamedPaper
  readonly say: (text: string) => void
  readonly onTopic: (topic: string) => void
}) {
  const { ids, paper } = props.named
  const papers = useMemo(() => (paper ? [paper] : []), [paper])
  const { rows, onOpen, onSave, onCite } = usePaperRows(papers, { topics: TOPICS_SHOWN, say: props.say })
  const [id] = ids
  return (
    <section class="named" aria-label="This paper">
      {paper && <h2 class="faint">This paper</h2>}
      {paper ? (
        <PaperList
          name="Results"
          papers={rows}
          onOpen={onOpen}
          onSave={onSave}
          onCite={onCite}
          onTopic={props.onTopic}
        />
      ) : (
        id && <NotHere id={nativeId(id)} url={paperUrl(id)} />
      )}
    </section>
  )
}
