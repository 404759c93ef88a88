import { FailureNotice } from '@/components/failure-notice'
import { StatusBar } from '@/components/status-bar'
import { readingFailure } from '@/lib/pages/failure'
import type { Live } from '@/lib/pages/live'
import type { Status } from '@/lib/pages/status'
import { problemText, shareDone, statusText } from '@/lib/pages/status-words'
import { useNow } from '@/lib/pages/surroundings'

/** How the sync stands, and the way to the app. */
export function Footer(props: { readonly status: Live<Status | undefined>; readonly onOpen: () => void }) {
  const { value, error } = props.status
  const now = useNow()
  const failure = error && readingFailure(error)
  return (
    <div class="row foot-bar">
      {failure ? (
        <FailureNotice text={failure.text} onReload={failure.reload ? () => location.reload() : undefined} />
      ) : (
        <StatusBar
          text={value ? statusText(value, now) : ''}
          problem={value ? problemText(value, now) : null}
          done={value?.syncOn ? shareDone(value.progress) : null}
        />
      )}
      <button type="button" class="btn quiet" onClick={props.onOpen}>
        Open app
      </button>
    </div>
  )
}
