import { FailureNotice } from '@/components/failure-notice'
import { readingFailure } from '@/lib/pages/failure'

/** Why a page could not be read from the database, and what to do. */
export function ReadingFailed({ error }: { readonly error: Error }) {
  const { text, reload } = readingFailure(error)
  return <FailureNotice text={text} onReload={reload ? () => location.reload() : undefined} />
}
