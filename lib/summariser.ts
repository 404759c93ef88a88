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
  create(options: object): Promise<unknown>
}
interface Session {
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
  if (abstract.length < MIN_CHARACTERS || signal.aborted) return null
  const summarizer = summarizerOf(scope)
  if (!summarizer || (await summariserState(scope)) !== 'available' || signal.aborted) return null
  let session: unknown
  try {
    session = await summarizer.create({ ...WANTED, signal })
    if (!isSession(session) || signal.aborted) return null
    const text = await session.summarize(abstract.slice(0, MAX_CHARACTERS), { signal })
    return typeof text === 'string' && !signal.aborted ? oneLineOf(text) || null : null
  } catch {
    // The key sentence stands there already: nothing is missing.
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

function isSession(session: unknown): session is Session {
  return (
    typeof session === 'object' &&
    session !== null &&
    typeof (session as Partial<Session>).summarize === 'function'
  )
}

/** Gives the memory back that a session holds. */
function release(session: unknown): void {
  const { destroy } = (session ?? {}) as { readonly destroy?: unknown }
  if (typeof destroy === 'function') destroy.call(session)
}

function oneLineOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
