import { StatusBar } from '@/components/status-bar'
import type { Live } from '@/lib/pages/live'
import { problemText, type Status, statusText } from '@/lib/pages/status'

/** How the sync stands, and the way to the app. */
export function Footer(props: { readonly status: Live<Status | undefined>; readonly onOpen: () => void }) {
  const { value, error } = props.status
  const now = Date.now()
  const working = value?.syncOn && value.progress.daysDone < value.progress.daysInAll
  return (
    <div class="row foot-bar">
      {error ? (
        <p class="notice bad" role="alert">
          Gloss could not read its database. Nothing was changed; restart the browser and try again.
        </p>
      ) : (
        <StatusBar
          text={value ? statusText(value, now) : ''}
          problem={value ? problemText(value, now) : null}
          done={working ? value.progress.daysDone / value.progress.daysInAll : null}
        />
      )}
      <button type="button" class="btn quiet" onClick={props.onOpen}>
        Open app
      </button>
    </div>
  )
}
