import { oneLine } from './papers/one-line'

/**
 * What the browser's own model can do here: `absent` where the browser has none, `unavailable` where this machine
 * cannot run it, `downloadable` and `downloading` while the browser does not have the model itself.
 */
export type SummariserState = 'absent' | 'unavailable' | 'downloadable' | 'downloading' | 'available'

/** How readers meet it: the name that its makers gave it. */
export const SUMMARISER_NAME = 'Summarizer'

/**
 * The parts of the browser's Summarizer that are used (https://developer.mozilla.org/docs/Web/API/Summarizer). It is
 * young and differs between browsers, so that all it answers is looked at before it is used.
 */
interface Summarizer {
  availability(options: object): Promise<unknown>
  create(options: object): Promise<Session>
}
interface Session {
  destroy?(): void
  summarize(text: string, options: object): Promise<unknown>
}

/** One and the same for asking, fetching and using: a model for other languages would be another download. */
const WANTED = {
  type: 'tldr',
  format: 'plain-text',
  length: 'short',
  expectedInputLanguages: ['en'],
  outputLanguage: 'en',
}
/** A shorter abstract has nothing to be left out of. */
const MIN_CHARACTERS = 240
/** More than an abstract ever has; a model's own limit lies above. */
const MAX_CHARACTERS = 6000

/** What the browser's own model can do here. Fetches nothing. */
export async function summariserState(scope: object = globalThis): Promise<SummariserState> {
  const summarizer = summarizerOf(scope)
  if (!summarizer) return 'absent'
  try {
    const state = await summarizer.availability(WANTED)
    return state === 'available' || state === 'downloadable' || state === 'downloading'
      ? state
      : 'unavailable'
  } catch {
    return 'unavailable'
  }
}

/**
 * Has the browser fetch its model, and tells how far it is from 0 to 1. To be called on a click alone: the browser asks
 * for one, and a page view must never start it. Throws what the browser throws.
 */
export async function fetchSummariser(
  onProgress: (share: number) => void,
  signal: AbortSignal,
  scope: object = globalThis,
): Promise<void> {
  const summarizer = summarizerOf(scope)
  if (!summarizer) throw new Error('This browser has no model of its own.')
  const monitor = (target: unknown) => {
    if (!(target instanceof EventTarget)) return
    target.addEventListener('downloadprogress', event => {
      const { loaded, total } = event as Event & { readonly loaded?: unknown; readonly total?: unknown }
      if (typeof loaded !== 'number') return
      // By the standard a share of one; bytes of a total in older versions.
      const share = typeof total === 'number' && total > 0 ? loaded / total : loaded
      if (Number.isFinite(share)) onProgress(Math.min(1, Math.max(0, share)))
    })
  }
  const session = await summarizer.create({ ...WANTED, monitor, signal })
  release(session)
}

/**
 * The summary of an abstract by the browser's own model, as plain text on one line; null where the model is not there
 * and ready, has nothing to say, fails, or `signal` aborts. Never has anything fetched.
 */
export async function summarise(
  abstract: string,
  signal: AbortSignal,
  scope: object = globalThis,
): Promise<string | null> {
  if (abstract.length < MIN_CHARACTERS) return null
  let session: Session | undefined
  try {
    // Whatever is not there, or not as it should be, makes this fail: the key sentence stands there already.
    const { Summarizer } = scope as { readonly Summarizer: Summarizer }
    signal.throwIfAborted()
    if ((await Summarizer.availability(WANTED)) !== 'available') return null
    signal.throwIfAborted()
    session = await Summarizer.create({ ...WANTED, signal })
    const text = await session.summarize(abstract.slice(0, MAX_CHARACTERS), { signal })
    return typeof text === 'string' && !signal.aborted ? oneLine(text) || null : null
  } catch {
    return null
  } finally {
    release(session)
  }
}

function summarizerOf(scope: object): Summarizer | null {
  const found = (scope as { readonly Summarizer?: unknown }).Summarizer as Partial<Summarizer> | undefined
  const there = typeof found === 'function' || (typeof found === 'object' && found !== null)
  return there && typeof found.availability === 'function' && typeof found.create === 'function'
    ? (found as Summarizer)
    : null
}

/** Gives the memory back that a session holds. */
function release(session: { destroy?: unknown } | undefined | null): void {
  if (typeof session?.destroy === 'function') session.destroy()
}
