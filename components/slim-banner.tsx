import { CloseIcon } from './icons'

/** A line at the top of a page that leads somewhere, and can be sent away. */
export function SlimBanner(props: {
  readonly text: string
  readonly link: string
  readonly href: string
  readonly onDismiss: () => void
}) {
  return (
    <p class="row slim-banner">
      <span>
        {props.text} <a href={props.href}>{props.link}</a>
      </span>
      <span class="sp" />
      <button type="button" class="btn quiet" aria-label="Dismiss" onClick={props.onDismiss}>
        <CloseIcon />
      </button>
    </p>
  )
}
