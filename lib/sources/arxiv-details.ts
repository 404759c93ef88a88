import { parseArxivId } from '../papers/arxiv'
import { nativeId, type PaperId } from '../papers/identifier'
import { paperOf } from '../papers/merge'
import type { Paper, PaperRecord, Seen } from '../papers/paper'
import { DAY } from '../time'
import { z } from '../zod'
import { readResults } from './arxiv-atom'
import { isDue, isWaiting } from './daily'
import type { Body, Followed, PlanState, Reading, Source, Step } from './source'

const KIND = 'arxiv-details'
const API = 'https://export.arxiv.org/api/query'
/** How many papers one request asks about. */
const BATCH = 100

const noteSchema = z.object({ after: z.string() })

/**
 * What arXiv tells of papers that other digests listed: categories, version, comment, journal and DOI. It lists nothing
 * itself. The note of its one part, `after`, holds the last paper that was asked about.
 */
export const arxivDetails: Source = {
  kind: KIND,
  name: 'Details from arXiv',
  accept: 'application/atom+xml',
  wantsLacking: true,
  recognise: typed =>
    /^arxiv:\s*details$/i.test(typed.trim()) ? { kind: KIND, url: API, title: 'Details from arXiv' } : null,
  plan,
  read,
}

function plan({ now, marks, lacking }: PlanState): Step | null {
  const mark = marks.get('')
  const asked = (lacking ?? []).filter(id => id.startsWith('arxiv:') && parseArxivId(id)).slice(0, BATCH)
  const last = asked.at(-1)
  if (!last || isWaiting(mark?.retryAt, now)) return null
  // Of some papers arXiv has nothing to tell, and they go on lacking: the same question is not asked twice in a day.
  const note = z.safeParse(noteSchema, mark?.note).data
  if (note?.after === last && !isDue(mark?.fetched, DAY, now)) return null
  const url = `${API}?id_list=${asked.map(nativeId).join(',')}&max_results=${BATCH}`
  return { part: '', url: () => url }
}

function read(body: Body, step: Step, _: Followed, seen: Seen): Reading {
  const asked = askedIn(step)
  const { records, rejected } = readResults(body.text, seen)
  const after = asked.at(-1)
  return {
    papers: records.filter(({ ids }) => ids.some(id => asked.includes(id))).map(details),
    rejected,
    ...(after && { note: { after } }),
  }
}

function askedIn(step: Step): PaperId[] {
  const list = URL.parse(step.url(0))?.searchParams.get('id_list') ?? ''
  return list.split(',').flatMap((id): PaperId[] => (id ? [`arxiv:${id}`] : []))
}

/** What is added to a paper that is known, and the title, which a record cannot be without. */
function details({ ids, seen, title, categories, version, comment, journal }: PaperRecord): Paper {
  return paperOf({
    ids,
    seen,
    title,
    ...(categories && { categories }),
    ...(version !== undefined && { version }),
    ...(comment && { comment }),
    ...(journal && { journal }),
  })
}
