import { paperOf } from '../papers/merge'
import type { Paper, PaperRecord } from '../papers/paper'

/**
 * A paper as somebody tells of it who does not publish it, or at a time that nobody knows: its title, abstract and other
 * fields count as observed at no time, so that they fill gaps and yield to what any digest of papers says. That it was
 * listed is known at first hand.
 */
export function atSecondHand(record: PaperRecord): Paper {
  const paper = paperOf(record)
  const fields = Object.keys(paper.fieldSeen)
  return { ...paper, fieldSeen: Object.fromEntries(fields.map(field => [field, 0])) }
}
