/** Gloss's mark: a page with a note in its margin. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 16 16" aria-hidden="true">
      <rect x="0.5" y="0.5" width="15" height="15" rx="4" fill="var(--accent)" />
      <path d="M5 3.5v9" stroke="var(--accent-ink)" stroke-width="1.6" stroke-linecap="round" />
      <path
        d="M8 5.5h4M8 8h4M8 10.5h2.4"
        stroke="var(--accent-ink)"
        stroke-width="1.4"
        stroke-linecap="round"
      />
    </svg>
  )
}

/** A magnifying glass, in the search field. */
export function SearchIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="m9.2 9.2 3.3 3.3" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
    </svg>
  )
}

/** Three dots, on the button of a menu. */
export function MoreIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
      <circle cx="3" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="13" cy="8" r="1.3" />
    </svg>
  )
}

/** The triangle beside a number of upvotes. */
export function UpIcon() {
  return (
    <svg width="9" height="8" viewBox="0 0 9 8" aria-hidden="true">
      <path d="M4.5 .8 8.4 7.2H.6z" fill="currentColor" />
    </svg>
  )
}

/** A cross, on what takes something away. */
export function CloseIcon() {
  return (
    <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
      <path d="m1 1 6 6M7 1 1 7" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" />
    </svg>
  )
}

/** An arrow up or down, on what moves something in a list. */
export function ArrowIcon({ to }: { readonly to: 'up' | 'down' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <path
        d={to === 'up' ? 'M2 6.5 5 3.5l3 3' : 'M2 3.5l3 3 3-3'}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

/** A star, filled where something is followed. */
export function StarIcon({ filled }: { readonly filled: boolean }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path
        d="m7 1.2 1.7 3.6 3.9.5-2.9 2.7.8 3.9L7 10l-3.5 1.9.8-3.9L1.4 5.3l3.9-.5z"
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="1.2"
        stroke-linejoin="round"
      />
    </svg>
  )
}

/** An eye that is struck out, on what hides something. */
export function MuteIcon() {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path
        d="M1.2 7S3.3 3.2 7 3.2 12.8 7 12.8 7 10.7 10.8 7 10.8 1.2 7 1.2 7ZM2 12.4 12 1.6"
        fill="none"
        stroke="currentColor"
        stroke-width="1.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <circle cx="7" cy="7" r="1.5" fill="currentColor" />
    </svg>
  )
}
