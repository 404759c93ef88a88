import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { DigestItem, type DigestShown } from '@/components/digest-item'
import { RemoveDigest } from '@/components/remove-digest'
import { ask } from '@/lib/messaging/client'
import type { MessageType, Protocol } from '@/lib/messaging/protocol'
import { messageOf } from '@/lib/pages/failure'
import { isFetched } from '@/lib/pages/followed'
import { hostOf } from '@/lib/pages/origins'
import { barredAmong, requestHosts, watchPermissions } from '@/lib/pages/permissions'
import { routeHash } from '@/lib/pages/route'
import type { DigestStatus, Status } from '@/lib/pages/status'
import { digestProblemText, digestStateText, paperCount, shareDone } from '@/lib/pages/status-words'
import type { Registry } from '../registry'

interface Props {
  readonly status: Status | undefined
  readonly registry: Registry | null
  readonly now: number
  readonly say: (text: string) => void
}

/** The digests that are followed, in order, each with what can be done with it. */
export function DigestsSection({ status, registry, now, say }: Props) {
  const [removing, setRemoving] = useState<DigestStatus | null>(null)
  const digests = status?.digests ?? []
  const barred = useBarred(digests)
  const list = useRef<HTMLUListElement>(null)
  const moved = useRef<{ readonly id: string; readonly by: -1 | 1 } | null>(null)
  // A row that moves takes the focus of its button along.
  useLayoutEffect(() => {
    const { id, by } = moved.current ?? {}
    moved.current = null
    const row = [...(list.current?.children ?? [])].find(one => one.getAttribute('data-digest') === id)
    const [to, back] = by === -1 ? ['.up', '.down'] : ['.down', '.up']
    const button = (which: string | undefined) => row?.querySelector<HTMLElement>(`${which}:enabled`)
    ;(button(to) ?? button(back))?.focus()
  }, [digests.map(({ row }) => row.digest).join(' ')])

  const tell = (error: unknown) => say(messageOf(error))
  const send = <T extends MessageType>(type: T, request: Protocol[T]['request'], done?: string) =>
    ask(type, request).then(() => done && say(done), tell)
  const move = (at: number, by: -1 | 1) => {
    const order = digests.map(({ row }) => row.digest)
    const [id] = order.splice(at, 1)
    if (!id) return
    order.splice(at + by, 0, id)
    moved.current = { id, by }
    const title = digests[at]?.row.title ?? ''
    void send('order-digests', { digests: order }, `${title} is number ${at + by + 1} now`)
  }
  if (status && digests.length === 0)
    return (
      <p class="empty">
        No digest is followed. What was saved and kept can be searched all the same; add a digest below.
      </p>
    )
  return (
    <>
      <ul class="digests" aria-label="Digests" ref={list}>
        {digests.map((digest, at) => {
          const { row } = digest
          const { digest: id, title } = row
          return (
            <DigestItem
              key={id}
              digest={shownAs(digest, registry, now, barred.has(row.url))}
              first={at === 0}
              last={at === digests.length - 1}
              onMove={by => move(at, by)}
              onPause={paused =>
                send('change-digest', { digest: id, paused }, `${title} ${paused ? 'is paused' : 'goes on'}`)
              }
              onSync={() =>
                ask('sync', { digest: id }).then(
                  ({ started }) => say(started ? `Syncing ${title}` : 'A sync is already running'),
                  tell,
                )
              }
              onRename={to => send('change-digest', { digest: id, title: to }, `Renamed to ${to}`)}
              onKeep={keepMonths => send('change-digest', { digest: id, keepMonths })}
              onRemove={() => setRemoving(digest)}
              onAllow={() =>
                requestHosts([row.url]).then(given => {
                  if (given) void send('sync', { digest: id })
                  else say('Gloss was not allowed to ask; nothing was changed')
                }, tell)
              }
            />
          )
        })}
      </ul>
      {removing && (
        <RemoveDigest
          title={removing.row.title}
          papers={paperCount(removing.papers)}
          onClose={() => setRemoving(null)}
          onRemove={papers => {
            setRemoving(null)
            const { digest, title } = removing.row
            const what = papers === 'keep' ? 'its papers are kept' : 'its papers are taken out'
            void send('remove-digest', { digest, papers }, `${title} is not followed any more; ${what}`)
          }}
        />
      )}
    </>
  )
}

function shownAs(digest: DigestStatus, registry: Registry | null, now: number, barred: boolean): DigestShown {
  const { row, progress } = digest
  const fetched = isFetched(row)
  return {
    id: row.digest,
    title: row.title,
    about: aboutText(digest, registry),
    url: fetched ? row.url : '',
    state: digestStateText(digest, now),
    problem: digestProblemText(digest, now),
    done: shareDone(progress),
    paused: row.paused,
    keepMonths: row.keepMonths ?? null,
    listHref: routeHash('today', { digest: row.digest }),
    barred: barred && fetched && !row.paused,
  }
}

function aboutText({ row }: DigestStatus, registry: Registry | null): string {
  if (!isFetched(row)) return 'On this machine'
  const kind = registry?.sourceOf(row.kind)?.name
  return [kind === row.title ? undefined : kind, hostOf(row.url)].filter(Boolean).join(' · ')
}

/** Addresses of digests that the browser does not let Gloss ask. */
function useBarred(digests: readonly DigestStatus[]): ReadonlySet<string> {
  const [barred, setBarred] = useState<ReadonlySet<string>>(new Set())
  const urls = digests.filter(({ row }) => isFetched(row)).map(({ row }) => row.url)
  useEffect(() => {
    const controller = new AbortController()
    const look = () => void barredAmong(urls).then(setBarred, () => undefined)
    look()
    watchPermissions(look, controller.signal)
    return () => controller.abort()
  }, [urls.join(' ')])
  return barred
}
