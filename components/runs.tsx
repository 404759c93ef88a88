import type { Run } from '@/lib/search/highlight'

/** Text with its matches marked. */
export function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <>
      {runs.map((run, i) => (run.mark ? <mark key={i}>{run.text}</mark> : <span key={i}>{run.text}</span>))}
    </>
  )
}
