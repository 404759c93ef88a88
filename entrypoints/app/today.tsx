import { useState } from 'preact/hooks'
import { ActivityStrip } from '@/components/activity-strip'
import { PaperList } from '@/components/paper-list'
import { StatusBar } from '@/components/status-bar'
import { corpus, ready } from '@/lib/pages/context'
import { activity, digestList } from '@/lib/pages/digest'
import { useLive } from '@/lib/pages/live'
import { usePaperRows } from '@/lib/pages/paper-list-state'
import { openSearch, routeHash } from '@/lib/pages/route'
import { problemText, statusText } from '@/lib/pages/status'
import { upvotesOf } from '@/lib/papers/paper'
import { sourceById } from '@/lib/sources/registry'
import { dayInWords, isDay } from '@/lib/time'
import type { PageProps } from './app'

const TOPICS_SHOWN = 3
const STRIP_DAYS = 28

/** A day of the digest: its papers, the days around it, and how the sync stands. */
export function TodayPage({ parameters, status, say }: PageProps) {
  const [order, setOrder] = useState<'upvotes' | 'list'>('upvotes')
  const asked = parameters.get('day') ?? ''
  const day = isDay(asked) ? asked : undefined
  const live = useLive(async () => {
    await ready
    const list = await digestList(corpus, day)
    if (!list.day) return { list, strip: [] }
    const [before, after, strip] = await Promise.all([
      corpus.dayWithPapers(list.digest, { day: list.day, side: 'before' }),
      corpus.dayWithPapers(list.digest, { day: list.day, side: 'after' }),
      activity(corpus, undefined, STRIP_DAYS),
    ])
    return { list, before: before?.day, after: after?.day, strip }
  }, [day]).value
  const papers = live?.list.papers ?? []
  const sorted =
    order === 'list' ? papers : papers.toSorted((a, b) => (upvotesOf(b) ?? 0) - (upvotesOf(a) ?? 0))
  const { rows, onSave, onCite } = usePaperRows(sorted, { topics: TOPICS_SHOWN, say })
  if (!live) return <p class="empty">Loading the digest</p>
  const now = Date.now()
  const { list } = live
  const source = sourceById(list.digest)
  const working = status?.syncOn && status.progress.daysDone < status.progress.daysInAll
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{list.day ? dayInWords(list.day, 'long') : 'Starter digest'}</h1>
          <p class="muted">
            {papers.length} papers
            {source
              ? ` · ${source.title}, by AK and the research community`
              : ', shown until the first day has arrived'}
          </p>
        </div>
        <span class="sp" />
        {list.day && (
          <>
            <DayLink day={live.before} label="Earlier day" sign="‹" />
            <DayLink day={live.after} label="Later day" sign="›" />
            <label class="row muted">
              <span class="visually-hidden">Order</span>
              <select
                class="btn"
                value={order}
                onChange={event => setOrder(event.currentTarget.value === 'list' ? 'list' : 'upvotes')}
              >
                <option value="upvotes">By upvotes</option>
                <option value="list">As listed</option>
              </select>
            </label>
          </>
        )}
      </header>
      {live.strip.length > 1 && (
        <ActivityStrip days={live.strip} current={list.day} href={to => routeHash('today', { day: to })} />
      )}
      {status && (
        <StatusBar
          text={statusText(status, now)}
          problem={problemText(status, now)}
          done={working ? status.progress.daysDone / status.progress.daysInAll : null}
        />
      )}
      {papers.length === 0 && (
        <p class="empty">
          {list.day && status?.syncing
            ? 'This day has not arrived yet; days come newest first.'
            : 'Nothing was listed on this day.'}{' '}
          <a href="#/today">
            <b>Go to the newest day</b>
          </a>
        </p>
      )}
      <PaperList name="Papers" papers={rows} onSave={onSave} onCite={onCite} onTopic={openSearch} />
    </>
  )
}

function DayLink({
  day,
  label,
  sign,
}: {
  readonly day: string | undefined
  readonly label: string
  readonly sign: string
}) {
  if (!day)
    return (
      <button type="button" class="btn" disabled aria-label={label}>
        {sign}
      </button>
    )
  return (
    <a
      class="btn"
      href={routeHash('today', { day })}
      aria-label={`${label}: ${dayInWords(day)}`}
      title={dayInWords(day)}
    >
      {sign}
    </a>
  )
}
