import { type Paper, topicLabels } from '../papers/paper'
import { termsOf } from '../search/analysis'
import type { IndexDocument } from '../search/segment'
import { topicKey } from '../topics/topic-key'

/** The texts of a paper that the index is made of, by field. */
function indexedTexts(paper: Paper) {
  return {
    title: paper.title,
    topics: topicLabels(paper).join('\n'),
    summary: paper.summaries.map(summary => summary.text).join('\n'),
    authors: (paper.authors ?? []).join('\n'),
    abstract: paper.abstract ?? '',
  }
}

/** What the search index holds of a paper. */
export function indexDocumentOf(paper: Paper): IndexDocument {
  const texts = indexedTexts(paper)
  return {
    id: paper.id,
    terms: {
      title: termsOf(texts.title),
      topics: termsOf(texts.topics),
      summary: termsOf(texts.summary),
      authors: termsOf(texts.authors),
      abstract: termsOf(texts.abstract),
    },
    keys: topicLabels(paper).map(topicKey).filter(Boolean),
  }
}

/** Whether a change of a paper changes what the index holds of it: new upvotes do not. */
export function indexedDifferently(before: Paper | undefined, after: Paper): boolean {
  return (
    before?.id !== after.id || JSON.stringify(indexedTexts(before)) !== JSON.stringify(indexedTexts(after))
  )
}
