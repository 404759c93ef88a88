import { useState } from 'preact/hooks'
import { BusyLine } from './busy-line'
import { Refused } from './refused'
import { RestoreList } from './restore-list'

/** What a file would do to the list. */
export interface LibraryImportShown {
  readonly format: string
  /** Papers in the file. */
  readonly papers: number
  readonly fresh: readonly string[]
  readonly merges: readonly { readonly title: string; readonly changes: readonly string[] }[]
  readonly same: readonly string[]
  /** Papers on the list of which the file tells another state. */
  readonly states: number
  readonly notUnderstood: readonly string[]
}

/** What the reader has chosen. */
export interface LibraryImportChoice {
  readonly states: boolean
  /** Empty for none. */
  readonly tag: string
}

interface Props {
  readonly shown: LibraryImportShown
  /** A tag to offer for all of them. */
  readonly tag: string
  /** Papers done so far, while they are imported. */
  readonly done: number | undefined
  readonly problem: string | null
  readonly onImport: (choice: LibraryImportChoice) => void
  readonly onCopy: (text: string) => void
  /** The reader wants to stop, or to leave it. */
  readonly onClose: () => void
}

/** Letters of a tag; other devices take none that are longer. */
const LONGEST = 200

/** What an import would do to the list, what the reader may choose of it, and how far it has come. */
export function LibraryImport({ shown, tag, done, problem, onImport, onCopy, onClose }: Props) {
  const { papers, fresh, merges, same, states, notUnderstood } = shown
  const [tagged, setTagged] = useState(false)
  const [name, setName] = useState(tag)
  const [taken, setTaken] = useState(false)
  const busy = done !== undefined
  const choice = { states: taken, tag: tagged ? name.trim().replace(/\s+/g, ' ') : '' }
  const changes = fresh.length + merges.length > 0 || choice.states || choice.tag !== ''
  return (
    <form
      class="library-import"
      onSubmit={event => {
        event.preventDefault()
        if (changes && !busy) onImport(choice)
      }}
    >
      <p>
        <b>{papers === 0 ? 'No paper was found.' : count(papers)}</b>
        <span class="muted"> · {shown.format}</span>
      </p>
      <RestoreList title={`${count(fresh.length)} ${are(fresh.length)} new`} lines={fresh} />
      <RestoreList
        title={`${count(merges.length)} on your list ${merges.length === 1 ? 'gets' : 'get'} something added`}
        lines={merges.map(({ title, changes }) => `${title}: ${changes.join(', ')}`)}
      />
      <RestoreList
        title={`${count(same.length)} ${are(same.length)} on your list already as ${same.length === 1 ? 'it is' : 'they are'}`}
        lines={same}
      />
      {notUnderstood.length > 0 && (
        <div>
          <Refused
            title={
              notUnderstood.length === 1
                ? '1 note on what was not understood'
                : `${notUnderstood.length} notes on what was not understood`
            }
            lines={notUnderstood}
          />
          <button type="button" class="linklike faint" onClick={() => onCopy(notUnderstood.join('\n'))}>
            Copy what was not understood
          </button>
        </div>
      )}
      {papers > 0 && (
        <div class="library-import-choices">
          {states > 0 && (
            <label class="row">
              <input
                type="checkbox"
                checked={taken}
                disabled={busy}
                onChange={event => setTaken(event.currentTarget.checked)}
              />
              <span>
                Take over whether papers on your list were read ({states.toLocaleString('en')}{' '}
                {states === 1 ? 'differs' : 'differ'})
              </span>
            </label>
          )}
          <div class="row">
            <label class="row">
              <input
                type="checkbox"
                checked={tagged}
                disabled={busy}
                onChange={event => setTagged(event.currentTarget.checked)}
              />
              <span>Tag all of them</span>
            </label>
            <input
              class="textbox"
              aria-label="Tag for all of them"
              value={name}
              maxLength={LONGEST}
              dir="auto"
              disabled={busy || !tagged}
              onInput={event => setName(event.currentTarget.value)}
            />
          </div>
        </div>
      )}
      {papers > 0 && !changes && <p class="muted">Your list has all of it already.</p>}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {busy && <Progress done={done} all={papers} />}
      <p class="actions">
        <button type="button" class="btn" onClick={onClose}>
          {busy ? 'Stop' : papers === 0 || !changes ? 'Close' : 'Cancel'}
        </button>
        {papers > 0 && (
          <button type="submit" class="btn primary" disabled={busy || !changes}>
            Import {count(papers)}
          </button>
        )}
      </p>
    </form>
  )
}

/** While a file is read and compared with the list. */
export function LibraryImportReading({ name }: { readonly name: string }) {
  return <BusyLine text={`Reading ${name}`} />
}

function Progress({ done, all }: { readonly done: number; readonly all: number }) {
  const percent = all > 0 ? Math.round((100 * done) / all) : 0
  const text = `${done.toLocaleString('en')} of ${all.toLocaleString('en')}`
  return (
    <div class="status">
      <div class="bar" role="progressbar" aria-label={`${text} papers imported`} aria-valuenow={percent}>
        <i style={`inline-size: ${percent}%`} />
      </div>
      <p class="faint">{text}</p>
    </div>
  )
}

function count(papers: number): string {
  return papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`
}

function are(number: number): string {
  return number === 1 ? 'is' : 'are'
}
