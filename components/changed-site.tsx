import { useState } from 'preact/hooks'

interface Props {
  /** Whether the address alone told what the page shows. */
  readonly byAddress: boolean
  readonly report: string
  /** Puts a text on the clipboard; false where the browser does not let it. */
  readonly onCopy: (text: string) => Promise<boolean>
}

/** Says that a site is not as it was, and offers a report of it with nothing about the reader in it. */
export function ChangedSite({ byAddress, report, onCopy }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <div class="changed">
      <p class="row muted">
        <span>
          {byAddress
            ? 'Recognised from the address; this site has changed.'
            : 'This site has changed; some of this page was not found.'}
        </span>
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
