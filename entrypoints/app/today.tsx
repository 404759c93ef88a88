import { useMemo, useState } from 'preact/hooks'
import { ActivityStrip } from '@/components/activity-strip'
import { type DigestTab, DigestTabs } from '@/components/digest-tabs'
import { PaperList } from '@/components/paper-list'
import { SlimBanner } from '@/components/slim-banner'
import { StatusBar } from '@/components/status-bar'
import type { DigestRow } from '@/lib/corpus/database'
import { corpus, ready } from '@/lib/pages/context'
import { activity, type DigestList, digestList, digestsWithLists } from '@/lib/pages/digest'
import { exportPapers } from '@/lib/pages/export'
import { messageOf } from '@/lib/pages/failure'
import { type ReaderState, useReader } from '@/lib/pages/for-you-state'
import { useLive } from '@/lib/pages/live'
import { useInSteps, usePaperRows } from '@/lib/pages/paper-list-state'
import { openSearch, routeHash } from '@/lib/pages/route'
import { paperCount, problemText, shareDone, statusText } from '@/lib/pages/status-words'
import { useNow, useSettings } from '@/lib/pages/surroundings'
import { changeSettings, type ListOrder } from '@/lib/settings'
import { type Day, isDay } from '@/lib/time'
import type { PageProps } from './app'
import { useOrdered, useSkipping } from './for-you-order'
import { NothingToday } from './nothing-today'
import { ReadingFailed } from './reading-failed'
import { TodayHead } from './today-head'

const TOPICS_SHOWN = 3
const STRIP_DAYS = 28
/** Papers of a long list that are shown at first, and each time more are wanted. */
const ONE_PAGE = 100
/** More rows than fit on a tall screen. */
const PAINTED_FIRST = 12

/** A list of a digest: a day's papers, the days around it, the other digests, and how the sync stands. */
export function TodayPage({ parameters, status, say }: PageProps) {
  const settings = useSettings()
  const reader = useReader(settings?.learning)
  const now = useNow()
  const asked = askedIn(parameters)
  const [shown, setShown] = useState({ list: '', count: ONE_PAGE })
  const name = `${asked.digest ?? ''} ${asked.day ?? ''}`
  const count = shown.list === name ? shown.count : ONE_PAGE
  const live = useLive(() => readToday(asked, count), [asked.digest, asked.day, count])
  const { list, tabs = [], before, after, strip = [] } = live.value ?? {}
  const exportList = () =>
    exportWhole(asked).then(say, (error: unknown) => say(`Nothing was exported: ${messageOf(error)}`))
  const setOrder = (listOrder: ListOrder) =>
    void changeSettings(() => ({ listOrder })).catch(() => say('The order could not be kept.'))
  if (live.error) return <ReadingFailed error={live.error} />
  if (!live.value) return <p class="empty">Loading the digest</p>
  const order = orderOf(list, settings?.listOrder, reader)
  return (
    <>
      {settings && !settings.welcomed && (
        <SlimBanner
          text="New here?"
          link="Choose what Gloss follows"
          href="#/welcome"
          onDismiss={() => void changeSettings(() => ({ welcomed: true }))}
        />
      )}
      {list && tabs.length > 1 && <DigestTabs tabs={tabs.map(tabOf)} current={list.digest.digest} />}
      {list && (
        <TodayHead
          list={list}
          before={before && routeHash('today', { digest: list.digest.digest, day: before })}
          after={after && routeHash('today', { digest: list.digest.digest, day: after })}
          order={order}
          counted={counts(list)}
          lacking={reader ? reader.lacking : 'For you is being looked up'}
          onOrder={setOrder}
          onExport={exportList}
        />
      )}
      {list && strip.length > 1 && (
        <ActivityStrip
          days={strip}
          current={list.day}
          href={day => routeHash('today', { digest: list.digest.digest, day })}
        />
      )}
      {status && (
        <StatusBar
          text={statusText(status, now)}
          problem={problemText(status, now)}
          done={status.syncOn ? shareDone(status.progress) : null}
        />
      )}
      {list && list.total > 0 ? (
        <Papers
          list={list}
          order={order}
          reader={reader}
          count={count}
          say={say}
          onMore={() => setShown({ list: name, count: count + ONE_PAGE })}
        />
      ) : (
        <NothingToday list={list} status={status} />
      )}
    </>
  )
}

function Papers(props: {
  readonly list: DigestList
  readonly order: ListOrder
  readonly reader: ReaderState | undefined
  readonly count: number
  readonly say: (text: string) => void
  readonly onMore: () => void
}) {
  const { list, order, reader, count, say } = props
  const { versions } = list
  const { papers: sorted, reasons, waiting } = useOrdered(list, order, reader)
  const shown = useMemo(() => [...sorted, ...list.versions].slice(0, count), [sorted, list, count])
  // More of the same list must not take away what is there.
  const papers = useInSteps(shown, count > ONE_PAGE ? count : PAINTED_FIRST)
  const { rows, onOpen, onSave, onCite } = usePaperRows(papers, { topics: TOPICS_SHOWN, say })
  const { skipped, onSkip } = useSkipping(papers, reader, say)
  if (waiting) return <p class="empty">Putting the papers in order for you</p>
  return (
    <>
      <PaperList
        name="Papers"
        papers={rows}
        divider={versions.length > 0 ? { before: list.papers.length, text: 'New versions' } : undefined}
        reasons={reasons}
        skipped={skipped}
        onSkip={onSkip}
        onOpen={onOpen}
        onSave={onSave}
        onCite={onCite}
        onTopic={openSearch}
      />
      {list.total > count && (
        <p class="row after-list">
          <button type="button" class="btn" onClick={props.onMore}>
            Show more
          </button>
          <span class="faint">
            {shown.length} of {paperCount(list.total)}
          </span>
        </p>
      )}
    </>
  )
}

/** The order that the reader chose, where the list can be ordered so. */
function orderOf(
  list: DigestList | undefined,
  chosen: ListOrder | undefined,
  reader: ReaderState | undefined,
): ListOrder {
  if (chosen === 'for-you' && reader?.lacking === undefined) return 'for-you'
  return list && counts(list) && chosen !== 'list' ? 'upvotes' : 'list'
}

interface Asked {
  readonly digest: string | undefined
  readonly day: Day | undefined
}

function askedIn(parameters: URLSearchParams): Asked {
  const day = parameters.get('day') ?? ''
  return { digest: parameters.get('digest') || undefined, day: isDay(day) ? day : undefined }
}

async function readToday(asked: Asked, limit: number) {
  await ready
  const [list, tabs] = await Promise.all([
    digestList(corpus, { ...asked, limit }),
    digestsWithLists(corpus, asked.digest),
  ])
  if (!list?.day) return { list, tabs, strip: [] }
  const { digest } = list.digest
  const [before, after, strip] = await Promise.all([
    corpus.dayWithPapers(digest, { day: list.day, side: 'before' }),
    corpus.dayWithPapers(digest, { day: list.day, side: 'after' }),
    activity(corpus, digest, STRIP_DAYS),
  ])
  return { list, tabs, before: before?.day, after: after?.day, strip }
}

async function exportWhole(asked: Asked): Promise<string> {
  const list = await digestList(corpus, { ...asked, limit: Number.POSITIVE_INFINITY })
  if (!list) return 'There is nothing here to export'
  const { digest, day, papers, versions } = list
  return exportPapers([...papers, ...versions], {
    title: digest.title,
    digest: digest.digest,
    ...(digest.homepage && { homepage: digest.homepage }),
    ...(day && { day }),
  })
}

function tabOf({ digest, title }: DigestRow): DigestTab {
  return { id: digest, title, href: routeHash('today', { digest }) }
}

/** Whether a list is of a digest that counts upvotes, to be ordered by them. */
function counts({ digest, papers }: DigestList): boolean {
  return papers.some(({ listings }) =>
    listings.some(listing => listing.digest === digest.digest && listing.upvotes !== undefined),
  )
}
