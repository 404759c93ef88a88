import type { DigestList } from '@/lib/pages/digest'
import { isFetched } from '@/lib/pages/followed'
import { routeHash } from '@/lib/pages/route'
import type { Status } from '@/lib/pages/status'

/** What stands where a list has no papers: why, and what to do next. */
export function NothingToday(props: {
  readonly list: DigestList | undefined
  readonly status: Status | undefined
}) {
  const { list, status } = props
  if (list?.day)
    return (
      <p class="empty">
        {status?.syncing
          ? 'This day has not arrived yet; days come newest first.'
          : 'Nothing was listed on this day.'}{' '}
        <a href={routeHash('today', { digest: list.digest.digest })}>
          <b>Go to the newest day</b>
        </a>
      </p>
    )
  if (list)
    return (
      <p class="empty">
        {whyNothing(list, status)}{' '}
        <a href="#/settings">
          <b>Open settings</b>
        </a>
      </p>
    )
  const follows = status?.digests.some(({ row }) => isFetched(row)) ?? true
  return (
    <p class="empty">
      {follows
        ? 'No papers have arrived yet. The newest come first; this takes a few seconds once there is a network.'
        : 'No digest is followed, so there is no list.'}{' '}
      <a href={follows ? '#/settings' : '#/welcome'}>
        <b>{follows ? 'See how the sync stands' : 'Choose what Gloss follows'}</b>
      </a>
    </p>
  )
}

function whyNothing({ digest }: DigestList, status: Status | undefined): string {
  if (!isFetched(digest)) return `${digest.title} holds no papers.`
  if (digest.paused) return `${digest.title} is paused, and none of its papers are here.`
  return status?.syncing
    ? `The papers of ${digest.title} are on their way.`
    : `No papers of ${digest.title} have arrived yet.`
}
