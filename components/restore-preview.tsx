import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { BackupLook } from '@/lib/library/backup-compare'
import { dayInWords, dayOfTime } from '@/lib/time'
import { Dialog } from './dialog'
import { Refused } from './refused'
import { RestoreList } from './restore-list'

/** What the reader chose. */
export interface RestoreChosen {
  readonly mode: 'merge' | 'replace'
  readonly bringBack: boolean
  readonly settings: boolean
}

interface Props {
  readonly name: string
  /** When it was written, in milliseconds; 0 where the file does not say. */
  readonly written: number
  readonly look: BackupLook
  readonly came: 'whole' | 'changed' | 'cut'
  readonly damaged: readonly string[]
  readonly hasSettings: boolean
  /** Steps done of all, while it is restored. */
  readonly progress: { readonly done: number; readonly all: number } | null
  readonly problem: string | null
  /** Called in the click itself. */
  readonly onRestore: (chosen: RestoreChosen) => void
  readonly onClose: () => void
}

const CAME = {
  whole: null,
  changed:
    'This file is not as Gloss wrote it: it was changed by hand, or the disk is going bad. What could be read is below.',
  cut: 'This file breaks off. What is left of it can be added to your list, but cannot take its place.',
}

/** A backup before it is restored: what it would add, change, bring back and remove. */
export function RestorePreview(props: Props) {
  const { name, written, look, came, damaged, hasSettings, progress, problem, onClose } = props
  // Where nothing is here yet, everything is wanted.
  const fresh = look.onlyHere.length === 0 && look.same === 0 && look.differs.length === 0
  const [mode, setMode] = useState<RestoreChosen['mode']>('merge')
  const [bringBack, setBringBack] = useState(false)
  const [settings, setSettings] = useState(fresh)
  const busy = progress !== null
  const about = [written > 0 ? `Written on ${dayInWords(dayOfTime(written))}` : '', papers(look.papers)]
  return (
    <Dialog title={name} onClose={onClose}>
      <p>{about.filter(Boolean).join(' · ')}</p>
      {CAME[came] && (
        <p class="notice" role="status">
          {CAME[came]}
        </p>
      )}
      <Refused
        title={`Not read: ${count(damaged.length, 'damaged place', 'damaged places')}`}
        lines={damaged}
      />
      <fieldset class="restore-mode" disabled={busy}>
        <legend class="visually-hidden">How to restore it</legend>
        <Mode checked={mode === 'merge'} onChoose={() => setMode('merge')}>
          <b>Add it to the list</b>
          <span class="muted">Nothing is lost: of two edits of one thing, the later holds.</span>
        </Mode>
        <Mode checked={mode === 'replace'} disabled={came === 'cut'} onChoose={() => setMode('replace')}>
          <b>Put it in place of the list</b>
          <span class="muted">
            The list becomes as it was then, on your other devices too. A snapshot of it as it is now is kept
            first.
          </span>
        </Mode>
      </fieldset>
      {mode === 'merge' ? <Merging look={look} /> : <Replacing look={look} />}
      {mode === 'merge' && look.removedSince.length > 0 && (
        <>
          <label class="row">
            <input
              type="checkbox"
              checked={bringBack}
              disabled={busy}
              onChange={event => setBringBack(event.currentTarget.checked)}
            />
            Bring back {papers(look.removedSince.length)} that you removed since
          </label>
          <RestoreList title="Removed since" lines={look.removedSince} />
        </>
      )}
      {hasSettings && (
        <label class="row">
          <input
            type="checkbox"
            checked={settings}
            disabled={busy}
            onChange={event => setSettings(event.currentTarget.checked)}
          />
          Also take over the settings
          {look.digests.length > 0 &&
            ` and follow ${count(look.digests.length, 'more digest', 'more digests')}`}
        </label>
      )}
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {progress && <Progress {...progress} />}
      <p class="actions">
        <button type="button" class="btn" disabled={busy} onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class={`btn ${mode === 'merge' ? 'primary' : 'danger'}`}
          disabled={busy}
          onClick={() => props.onRestore({ mode, bringBack, settings })}
        >
          {mode === 'merge' ? 'Add to the list' : 'Replace the list'}
        </button>
      </p>
    </Dialog>
  )
}

function Mode(props: {
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChoose: () => void
  readonly children: ComponentChildren
}) {
  return (
    <label class="row">
      <input
        type="radio"
        name="restore-mode"
        checked={props.checked}
        disabled={props.disabled}
        onChange={props.onChoose}
      />
      <span class="stacked">{props.children}</span>
    </label>
  )
}

function Merging({ look }: { readonly look: BackupLook }) {
  const changes = look.differs.filter(one => one.changes)
  const kept = look.differs.length - changes.length + look.same
  return (
    <>
      <RestoreList title={`Added: ${papers(look.fresh.length)}`} lines={look.fresh} />
      <RestoreList
        title={`Changed, for the backup is newer: ${papers(changes.length)}`}
        lines={changes.map(({ title, what }) => `${title}: ${what.join(', ')}`)}
      />
      <RestoreList
        title={`Removed, as on another device before the backup was made: ${papers(look.goes.length)}`}
        lines={look.goes}
      />
      {kept > 0 && look.fresh.length + changes.length + look.goes.length > 0 && (
        <p class="muted">Stay as they are: {papers(kept)}</p>
      )}
      {look.fresh.length + changes.length + look.goes.length === 0 && (
        <p>
          {look.removedSince.length > 0
            ? 'The list has all the rest of it already.'
            : 'The list has all of it already.'}
        </p>
      )}
    </>
  )
}

function Replacing({ look }: { readonly look: BackupLook }) {
  const back = [...look.fresh, ...look.removedSince]
  return (
    <>
      <RestoreList title={`Added: ${papers(back.length)}`} lines={back} />
      <RestoreList
        title={`Changed back to what they were: ${papers(look.differs.length)}`}
        lines={look.differs.map(({ title, what }) => `${title}: ${what.join(', ')}`)}
      />
      <RestoreList
        title={`Removed from the list: ${papers(look.onlyHere.length)}`}
        lines={look.onlyHere}
        bad
      />
      {look.same > 0 && <p class="muted">Stay as they are: {papers(look.same)}</p>}
    </>
  )
}

function Progress({ done, all }: { readonly done: number; readonly all: number }) {
  const percent = all > 0 ? Math.round((100 * done) / all) : 0
  const text = `Restoring: ${percent} %`
  return (
    <div class="status">
      <div class="bar" role="progressbar" aria-label={text} aria-valuenow={percent}>
        <i style={`inline-size: ${percent}%`} />
      </div>
      <p class="faint">{text}</p>
    </div>
  )
}

function papers(number: number): string {
  return count(number, 'paper', 'papers')
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
