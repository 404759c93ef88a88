import { useState } from 'preact/hooks'
import { ArrowIcon } from './icons'

/** A digest as a row of the settings. */
export interface DigestShown {
  readonly id: string
  readonly title: string
  /** What it is and where it comes from: "arXiv category · rss.arxiv.org". */
  readonly about: string
  /** The address that is followed; empty for what is not fetched. */
  readonly url: string
  readonly state: string
  readonly problem: string | null
  /** Share of the work done, from 0 to 1, while there is work; null otherwise. */
  readonly done: number | null
  readonly paused: boolean
  /** Months after which its papers go; null keeps them for good. */
  readonly keepMonths: number | null
  readonly listHref: string
  /** Whether the browser keeps Gloss from asking its host. */
  readonly barred: boolean
}

/** What a reader can do with a digest. */
export interface DigestActions {
  onPause(paused: boolean): void
  onSync(): void
  onMove(by: -1 | 1): void
  onRename(title: string): void
  onKeep(months: number | null): void
  onRemove(): void
  onAllow(): void
}

interface Props extends DigestActions {
  readonly digest: DigestShown
  readonly first: boolean
  readonly last: boolean
}

const KEEP: readonly (readonly [months: number | null, name: string])[] = [
  [null, 'everything'],
  [1, '1 month'],
  [3, '3 months'],
  [6, '6 months'],
  [12, '12 months'],
  [24, '24 months'],
]

/** A digest: what it is, how it stands, and what can be done with it. */
export function DigestItem(props: Props) {
  const { digest, first, last } = props
  const [open, setOpen] = useState(false)
  const { id, title, about, state, problem, done, paused, barred } = digest
  return (
    <li class={`digest${paused ? ' paused' : ''}`} data-digest={id}>
      <div class="what">
        <h3 class="title" dir="auto">
          <a href={digest.listHref}>{title}</a>
        </h3>
        <p class="muted">{about}</p>
        <p class="faint state">{state}</p>
      </div>
      <div class="row controls">
        <span class="row order">
          <button
            type="button"
            class="btn quiet up"
            aria-label={`Move up: ${title}`}
            disabled={first}
            onClick={() => props.onMove(-1)}
          >
            <ArrowIcon to="up" />
          </button>
          <button
            type="button"
            class="btn quiet down"
            aria-label={`Move down: ${title}`}
            disabled={last}
            onClick={() => props.onMove(1)}
          >
            <ArrowIcon to="down" />
          </button>
        </span>
        {digest.url && (
          <>
            <button
              type="button"
              class="btn"
              aria-label={`Sync: ${title}`}
              disabled={paused || barred}
              onClick={props.onSync}
            >
              Sync
            </button>
            <button
              type="button"
              class="btn"
              aria-label={`${paused ? 'Resume' : 'Pause'}: ${title}`}
              onClick={() => props.onPause(!paused)}
            >
              {paused ? 'Resume' : 'Pause'}
            </button>
          </>
        )}
        <button
          type="button"
          class="btn quiet"
          aria-label={`Change: ${title}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Change
        </button>
      </div>
      {done !== null && !paused && (
        <div class="bar" role="progressbar" aria-label={title} aria-valuenow={Math.round(done * 100)}>
          <i style={`inline-size: ${Math.round(done * 100)}%`} />
        </div>
      )}
      {barred ? (
        <div class="notice row" role="status">
          <span>The browser keeps Gloss from asking {hostOf(digest.url)}. Its papers are kept.</span>
          <button type="button" class="btn" onClick={props.onAllow}>
            Allow
          </button>
        </div>
      ) : (
        problem && (
          <p class="notice" role="status">
            {problem}
          </p>
        )
      )}
      {open && <Details {...props} />}
    </li>
  )
}

function Details({ digest, onRename, onKeep, onRemove }: Props) {
  const rename = (title: string) => {
    if (title.trim() && title.trim() !== digest.title) onRename(title.trim())
  }
  return (
    <div class="details">
      <label class="stacked">
        <span class="faint">Name</span>
        <input
          class="textbox"
          dir="auto"
          maxLength={200}
          value={digest.title}
          onChange={event => rename(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter') rename(event.currentTarget.value)
          }}
        />
      </label>
      {digest.url && (
        <label class="stacked">
          <span class="faint">Keep</span>
          <select
            class="btn"
            value={String(digest.keepMonths)}
            onChange={event => {
              const { value } = event.currentTarget
              onKeep(KEEP.find(([months]) => String(months) === value)?.[0] ?? null)
            }}
          >
            {KEEP.map(([months, name]) => (
              <option key={name} value={String(months)}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" class="btn danger" onClick={onRemove}>
        Remove…
      </button>
      {digest.keepMonths !== null && (
        <p class="faint wide">What is older goes, unless it is on your reading list or in another digest.</p>
      )}
      {digest.url && (
        <p class="faint wide address" dir="ltr">
          {digest.url}
        </p>
      )}
    </div>
  )
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}
