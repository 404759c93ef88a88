/** What went wrong, in words; with a button that loads the page again where that helps. */
export function FailureNotice(props: {
  readonly text: string
  readonly onReload?: (() => void) | undefined
}) {
  return (
    <div class="notice bad failure" role="alert">
      <p>{props.text}</p>
      {props.onReload && (
        <button type="button" class="btn" onClick={props.onReload}>
          Reload
        </button>
      )}
    </div>
  )
}
