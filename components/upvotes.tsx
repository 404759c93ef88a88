import { UpIcon } from './icons'

/** A number of upvotes; nothing where no digest counts them. */
export function Upvotes({ count }: { readonly count: number | undefined }) {
  if (count === undefined) return null
  return (
    <span class="up">
      <UpIcon />
      <span class="visually-hidden">upvotes </span>
      {count}
    </span>
  )
}
