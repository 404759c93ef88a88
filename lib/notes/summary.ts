import type { DigestRow, PaperRow } from '../corpus/database'
import { STARTER } from '../corpus/first-digests'
import type { Note, PaperMention } from '../messaging/protocol'
import { bestSummary } from '../papers/paper'
import { keySentences } from '../summary/key-sentences'
import type { SummaryModel } from '../summary/model'

type Digests = ReadonlyMap<string, DigestRow>

/** What the margin says a paper is about: in a digest's words where one has summarised it, else in the paper's own. */
export function summaryOf(
  paper: PaperRow | undefined,
  mention: PaperMention,
  digests: Digests,
  model: SummaryModel | null,
): Note['summary'] {
  const summary = paper && bestSummary(paper)
  if (summary) {
    const title = digests.get(summary.digest)?.title
    const by = [summary.digest === STARTER ? title?.toLowerCase() : title, summary.model]
    const named = by.filter(Boolean).join(', ')
    return { text: summary.text, from: 'digest', ...(named && { by: named }) }
  }
  const title = mention.title ?? paper?.title ?? ''
  return { text: keySentences(title, mention.abstract ?? paper?.abstract ?? '', model), from: 'abstract' }
}
