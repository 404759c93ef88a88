import { useEffect, useState } from 'preact/hooks'
import type { PaperRow } from '../corpus/database'
import { ask } from '../messaging/client'
import type { PaperId } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { SIGNALS_NEEDED } from '../ranking/reader'
import { corpus } from './context'
import {
  type ForYou,
  forYou,
  type KnownSignal,
  type PlaceReason,
  readSignals,
  signalsMissing,
} from './for-you'
import { useLive } from './live'

/** Characters of a title that a reason has room for. */
const MAX_TITLE = 60

/** What is known of the reader, and whether it is enough to order by. */
export interface ReaderState {
  readonly known: readonly KnownSignal[]
  /** Whether anything is noted at all. */
  readonly learning: boolean
  /** Why there is no order for the reader yet; left out where there is one. */
  readonly lacking?: string
}

/** What the reader did, followed as it changes; undefined until it is read. */
export function useReader(learning: boolean | undefined): ReaderState | undefined {
  const { value: known } = useLive(() => readSignals(corpus), [])
  if (!known || learning === undefined) return undefined
  if (!learning) return { known, learning, lacking: 'For you is turned off in the settings' }
  const missing = signalsMissing(known)
  return missing === 0
    ? { known, learning }
    : { known, learning, lacking: lackingText(SIGNALS_NEEDED - missing) }
}

/** What it takes until there is an order for the reader. */
export function lackingText(here: number): string {
  return `For you needs ${SIGNALS_NEEDED} signals; ${here === 0 ? 'none' : here} so far`
}

/**
 * The papers in the order for the reader; null while it is not `wanted`, undefined until it is made. A list keeps its
 * order while it is on the screen, whatever is done with its papers: only another list is ordered anew. Null as well where
 * that failed.
 */
export function useForYou(
  papers: readonly PaperRow[],
  state: ReaderState | undefined,
  wanted: boolean,
  seed: string,
): ForYou<PaperRow> | null | undefined {
  const [made, setMade] = useState<{ readonly of: string; readonly order: ForYou<PaperRow> } | null>(null)
  const [failed, setFailed] = useState('')
  const on = wanted && state !== undefined && state.lacking === undefined
  const of = `${seed} ${papers.map(({ id }) => id).join(' ')}`
  useEffect(() => {
    if (!on || made?.of === of) return
    let stale = false
    forYou(corpus, papers, state.known, seed).then(
      order => {
        if (!stale) setMade({ of, order })
      },
      (error: unknown) => {
        console.error('Gloss: the papers could not be ordered for you', error)
        if (!stale) setFailed(of)
      },
    )
    return () => {
      stale = true
    }
  }, [on, of])
  if (!on || failed === of) return null
  return made?.of === of ? made.order : undefined
}

/** What is said below a paper of why it stands where it does. */
export function reasonText(reason: PlaceReason): string {
  if (reason.kind === 'something else') return 'Something else, to see more than the like of what you chose'
  const did = reason.did === 'saved' ? 'you saved' : 'you opened'
  const shared = reason.shared.length > 0 ? `: ${reason.shared.join(', ')}` : ''
  return `Because ${did} “${shortened(latexToText(reason.title))}”${shared}`
}

/** A title that is longer than a line, up to a word's end. */
function shortened(title: string): string {
  if (title.length <= MAX_TITLE) return title
  const space = title.lastIndexOf(' ', MAX_TITLE)
  return `${title.slice(0, space > 0 ? space : MAX_TITLE).replace(/[\s,:;–-]+$/, '')}…`
}

/** Notes that the reader opened a paper, from a page of Gloss. What goes wrong with it is not worth a word. */
export function noteOpened(ids: readonly PaperId[]): void {
  void ask('signal', { paper: { ids }, kind: 'read' }).catch(() => undefined)
}

/** Notes that the reader does not want the like of a paper, or takes that back. */
export async function noteSkipped(ids: readonly PaperId[], skipped: boolean): Promise<void> {
  await ask('signal', { paper: { ids }, kind: skipped ? 'skipped' : null })
}
