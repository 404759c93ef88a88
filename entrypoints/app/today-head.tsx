import type { DigestList } from '@/lib/pages/digest'
import { paperCount } from '@/lib/pages/status-words'
import { LIST_ORDERS, type ListOrder } from '@/lib/settings'
import { dayInWords } from '@/lib/time'

interface Props {
  readonly list: DigestList
  /** Addresses of the days around; left out where there is none. */
  readonly before: string | undefined
  readonly after: string | undefined
  readonly order: ListOrder
  /** Whether the list's digest counts upvotes. */
  readonly counted: boolean
  /** Why there is no order for the reader; left out where there is one. */
  readonly lacking: string | undefined
  readonly onOrder: (order: ListOrder) => void
  readonly onExport: () => void
}

/** The head of a list: which day of which digest it is, the way to the days around it, its order and its export. */
export function TodayHead({ list, before, after, order, counted, lacking, onOrder, onExport }: Props) {
  const { digest, day, papers, versions } = list
  const count = day ? paperCount(papers.length) : paperCount(list.total)
  return (
    <header class="page-head">
      <div class="page-title">
        <h1 dir="auto">{day ? dayInWords(day, 'long') : digest.title}</h1>
        <p class="muted">
          {count}
          {day && versions.length > 0 && ` and ${versionCount(versions.length)}`}
          {day && ' · '}
          {day && <Home title={digest.title} homepage={digest.homepage} />}
        </p>
      </div>
      <span class="sp" />
      <div class="row head-actions">
        {day && <DayLink href={before} label="Earlier day" sign="‹" />}
        {day && <DayLink href={after} label="Later day" sign="›" />}
        {list.total > 0 && (
          <label class="row muted">
            <span class="visually-hidden">Order</span>
            <select
              class="btn"
              value={order}
              onChange={event => {
                const { value } = event.currentTarget
                onOrder(LIST_ORDERS.find(one => one === value) ?? order)
              }}
            >
              {counted && <option value="upvotes">By upvotes</option>}
              <option value="for-you" disabled={lacking !== undefined}>
                {lacking ?? 'For you'}
              </option>
              <option value="list">As listed</option>
            </select>
          </label>
        )}
        {list.total > 0 && (
          <button type="button" class="btn" onClick={onExport}>
            Export
          </button>
        )}
      </div>
    </header>
  )
}

function Home({ title, homepage }: { readonly title: string; readonly homepage: string | undefined }) {
  const address = homepage && URL.parse(homepage)
  if (!address || !/^https?:$/.test(address.protocol)) return <span dir="auto">{title}</span>
  return (
    <a href={address.href} target="_blank" rel="noopener noreferrer" dir="auto">
      {title}
    </a>
  )
}

function DayLink(props: {
  readonly href: string | undefined
  readonly label: string
  readonly sign: string
}) {
  const day = props.href && new URLSearchParams(props.href.split('?')[1]).get('day')
  if (!props.href || !day)
    return (
      <button type="button" class="btn" disabled aria-label={props.label}>
        {props.sign}
      </button>
    )
  const words = dayInWords(day)
  return (
    <a class="btn" href={props.href} aria-label={`${props.label}: ${words}`} title={words}>
      {props.sign}
    </a>
  )
}

function versionCount(versions: number): string {
  return versions === 1 ? '1 new version' : `${versions} new versions`
}
