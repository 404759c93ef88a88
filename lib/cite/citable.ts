import { bestSummary, type Paper, topicLabels, yearOf } from '../papers/paper'
import type { Citable, Own } from './format'

/** What it takes to cite a paper, and what its reader said of it. Without a day of publication the year is as `yearOf` says. */
export function citableOf(paper: Paper, own?: Own): Citable {
  const {
    ids,
    title,
    authors = [],
    published,
    appeared,
    abstract,
    journal,
    comment,
    categories,
    code,
    project,
  } = paper
  const year = yearOf(paper)
  const [, month, day] = (published ?? appeared ?? '').split('-')
  const topics = topicLabels(paper)
  const summary = bestSummary(paper)?.text
  return {
    ids,
    title,
    authors,
    ...(year !== undefined && { year }),
    ...(month && { month: Number(month) }),
    ...(day && { day: Number(day) }),
    ...(abstract && { abstract }),
    ...(journal && { journal }),
    ...(comment && { comment }),
    ...(categories && { categories }),
    ...(topics.length > 0 && { topics }),
    ...(summary && { summary }),
    ...(code && { code }),
    ...(project && { project }),
    ...(own && { own }),
  }
}
