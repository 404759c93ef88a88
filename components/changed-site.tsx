import { useState } from 'preact/hooks'
import type { Change } from '@/lib/pages/changed'

interface Props {
  readonly change: Change
  readonly report: string
  /** Puts a text on the clipboard; false where the browser does not let it. */
  readonly onCopy: (text: string) => Promise<boolean>
}

const WORDS: Record<Change, string> = {
  nothing: 'Recognised from the address, but no paper could be read on this page.',
  address: 'Recognised from the address; this site has changed.',
  part: 'This site has changed; some of this page was not found.',
}

/** Says that a site is not as it was, and offers a report of it with nothing about the reader in it. */
export function ChangedSite({ change, report, onCopy }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const isCertain = change !== 'nothing'
  return (
    <div class="changed">
      {/* A page that tells of an error is no sign of a change. */}
      {!isCertain && <p class="muted">{WORDS[change]}</p>}
      <p class={`row ${isCertain ? 'muted' : 'faint'}`}>
        <span>{isCertain ? WORDS[change] : 'If you see one, this site has changed.'}</span>
        <button type="button" class="btn" onClick={() => void onCopy(report).then(setCopied)}>
          Copy report
        </button>
      </p>
      {copied !== null && (
        <>
          <p class="faint" role="status">
            {copied ? 'Copied, as follows' : 'Select and copy it'}. It says nothing of the paper or of you.
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too */}
          <section class="report" aria-label="Report" tabIndex={0}>
            {report}
          </section>
        </>
      )}
    </div>
  )
}
