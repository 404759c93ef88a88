import { addDays, DAY, type Day, HOUR, wallClock } from '../time'
import { type Ageing, isDue, isWaiting, wantedDays } from './daily'
import { readDailyPapers } from './hugging-face-entry'
import { nextRange } from './hugging-face-ranges'
import type { Source, Step } from './source'

const BASE = 'https://huggingface.co'
/** The most entries one request may ask for; the default of 50 cuts busy days short. */
const PAGE_SIZE = 100
/** A day's list opens at 21:30 the evening before, in New York. */
const ROLLOVER_MINUTES = 21 * 60 + 30

const ageing: Ageing = {
  firstDay: '2023-05-04',
  papersPerDay: 12.6,
  newestDay(now) {
    const { day, minutes } = wallClock(now, 'America/New_York')
    return minutes >= ROLLOVER_MINUTES ? addDays(day, 1) : day
  },
  refreshAfter(ageDays) {
    // A list grows for a day, upvotes for days, and summaries arrive up to weeks later.
    if (ageDays < 2) return 1 * HOUR
    if (ageDays < 5) return 12 * HOUR
    if (ageDays < 15) return 2 * DAY
    return ageDays < 45 ? 14 * DAY : null
  },
}

/**
 * Hugging Face Daily Papers, `GET /api/daily_papers?date=…`; several days at once by `week` and `month`, where each
 * entry says which day it is of.
 */
export const huggingFace: Source = {
  kind: 'hugging-face',
  name: 'Hugging Face Daily Papers',
  accept: 'application/json',
  daily: ageing,
  recognise: typed =>
    /^(?:https?:\/\/)?(?:www\.)?huggingface\.co\/papers(?:\/(?:date|week|month)\/[\w-]+)?\/?$/i.test(typed) ||
    /^hugging ?face(?: daily)?(?: papers)?$/i.test(typed)
      ? {
          kind: 'hugging-face',
          url: `${BASE}/papers`,
          title: 'Hugging Face Daily Papers',
          homepage: `${BASE}/papers`,
        }
      : null,
  plan({ marks, now, from }) {
    const [oldest, newest] = [from > ageing.firstDay ? from : ageing.firstDay, ageing.newestDay(now)]
    // A clock that is behind what is wanted is wrong, and the server's is told with any answer. By a day it is not: there
    // are hours in which the newest list is yesterday's.
    if (newest < addDays(oldest, -1)) {
      const { fetched, retryAt } = marks.get(oldest) ?? {}
      const ask = isDue(fetched, DAY, now) && !isWaiting(retryAt, now)
      return ask ? listStep(oldest, `date=${oldest}`, [oldest]) : null
    }
    const wanted = wantedDays(ageing, marks, now, from)
    const range = nextRange(wanted, marks, now, oldest, newest)
    if (range) return listStep(range.part, range.query, range.days)
    const day = wanted.recent[0] ?? wanted.unknown[0] ?? wanted.stale[0]
    return day ? listStep(day, `date=${day}`, [day]) : null
  },
  read: (body, step, digest, seen, page) => readDailyPapers(body, step, digest.id, seen, page),
  discussionUrl: nativeId => `${BASE}/papers/${nativeId}`,
  dayUrl: day => `${BASE}/papers/date/${day}`,
}

function listStep(part: string, query: string, days: readonly Day[]): Step {
  return {
    part,
    days,
    url: page => `${BASE}/api/daily_papers?${query}&limit=${PAGE_SIZE}${page > 0 ? `&p=${page}` : ''}`,
  }
}
