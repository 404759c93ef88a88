/** A paper that was named by its identifier and is in no digest; leads to its own page. */
export function NotHere({ id, url }: { readonly id: string; readonly url: string | undefined }) {
  return (
    <div class="not-here">
      <p>
        <b>Not in your digests</b>
      </p>
      <p class="muted">
        {url ? (
          <a class="paper-link elsewhere" href={url} target="_blank" rel="noopener noreferrer">
            Open {id} on {new URL(url).host}
          </a>
        ) : (
          id
        )}
      </p>
    </div>
  )
}
