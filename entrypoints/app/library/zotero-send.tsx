import { useState } from 'preact/hooks'
import { BusyLine } from '@/components/busy-line'
import { ShareLine } from '@/components/cite-view'
import { Dialog } from '@/components/dialog'
import type { ListRow } from '@/lib/entries/list-row'
import { storageMessage } from '@/lib/library/storage-message'
import { type Sent, sendToZotero, zoteroOrigin } from '@/lib/library/zotero'
import { citablesOf } from '@/lib/pages/cite'
import { corpus } from '@/lib/pages/context'
import { useLifetime } from '@/lib/pages/lifetime'
import { requestHosts } from '@/lib/pages/permissions'
import { number, paperCount } from '@/lib/pages/status-words'

interface Props {
  readonly rows: readonly ListRow[]
  readonly say: (text: string) => void
  readonly onClose: () => void
}

/** Sends papers of the list to the Zotero that runs on this computer, when the reader says so. */
export function ZoteroSend({ rows: asked, say, onClose }: Props) {
  // The papers it was opened for, whatever becomes of the list meanwhile.
  const [rows] = useState(asked)
  const [sending, setSending] = useState(false)
  /** Papers that Zotero has for certain: those are not sent again. */
  const [sent, setSent] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const signal = useLifetime()

  const send = async () => {
    setProblem(null)
    try {
      // The browser asks its question in answer to a click only, so nothing may be waited for before it.
      if (!(await requestHosts([zoteroOrigin]).catch(() => false))) return setProblem(NOT_ALLOWED)
      setSending(true)
      const papers = await citablesOf(corpus.db, rows.slice(sent), undefined, signal)
      const outcome = await sendToZotero(papers, {
        session: crypto.randomUUID(),
        signal,
        progress: count => setSent(sent + count),
      })
      setSent(sent + outcome.sent)
      if (!outcome.ok) return setProblem(outcome.message)
      say(arrived(rows.length, outcome))
      onClose()
    } catch (error) {
      if (!signal.aborted) setProblem(storageMessage(error))
    } finally {
      setSending(false)
    }
  }
  const progress = `${number(sent)} of ${paperCount(rows.length)} ${sent === 1 ? 'is' : 'are'} in Zotero`
  const close = () => {
    if (sending) say(`Stopped: ${progress}`)
    onClose()
  }
  const left = rows.length - sent
  return (
    <Dialog title={`Send ${paperCount(rows.length)} to Zotero`} onClose={close}>
      <p>
        Zotero has to run on this computer. The {rows.length === 1 ? 'paper goes' : 'papers go'} into the
        collection that is chosen there, with your tags and notes. What Zotero has already is not looked for.
      </p>
      {sending &&
        (rows.length > 1 ? (
          <ShareLine text={progress} share={sent / rows.length} />
        ) : (
          <BusyLine text="Sending" />
        ))}
      {!sending && sent > 0 && <p class="muted">{progress}.</p>}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      <p class="actions">
        <button type="button" class="btn" onClick={close}>
          {sending ? 'Stop' : 'Close'}
        </button>
        <button type="button" class="btn primary" disabled={sending || left === 0} onClick={send}>
          {sent > 0 ? `Send the other ${number(left)}` : 'Send'}
        </button>
      </p>
    </Dialog>
  )
}

const NOT_ALLOWED =
  'The browser was not allowed to speak to Zotero, so nothing was sent. Press Send again and allow it, or export the papers to a file.'

function arrived(count: number, { collection }: Extract<Sent, { ok: true }>): string {
  return collection
    ? `Sent ${paperCount(count)} to “${collection}” in Zotero`
    : `Sent ${paperCount(count)} to Zotero`
}
