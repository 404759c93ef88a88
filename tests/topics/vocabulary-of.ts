import { TopicVocabulary, type VocabularyData } from '@/lib/topics/vocabulary'
import { buildVocabulary } from '@/lib/topics/vocabulary-build'
import { type DescribedPaper, TopicStatistics } from '@/lib/topics/vocabulary-statistics'

/** Papers that carry these labels, each alone on a paper as often as it says. */
export function carrying(labels: Readonly<Record<string, number>>): DescribedPaper[] {
  return Object.entries(labels).flatMap(([label, papers]) =>
    Array.from({ length: papers }, () => ({ title: '', labels: [label] })),
  )
}

/** A vocabulary as it is stored, made of these papers at one go. */
export function dataOf(papers: readonly DescribedPaper[]): VocabularyData {
  const statistics = new TopicStatistics()
  for (const paper of papers) statistics.add(paper)
  const steps = buildVocabulary(statistics)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The topics of these papers. */
export function vocabularyOf(papers: readonly DescribedPaper[]): TopicVocabulary {
  return new TopicVocabulary(dataOf(papers))
}
