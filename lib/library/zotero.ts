import type { Citable } from '../cite/format'
import { zoteroItem } from '../cite/zotero-item'
import type { Failure, Limits } from '../http'
import { type ExchangeAnswer, exchange } from '../http-exchange'
import { SECOND } from '../time'
import { z } from '../zod'

/** Where a running Zotero listens, on the reader's own machine. */
export const zoteroOrigin = 'http://127.0.0.1:23119'

/** How to send papers to Zotero. */
export interface SendOptions {
  readonly fetch?: typeof fetch
  /** Stops between requests; papers that were sent stay in Zotero. */
  readonly signal?: AbortSignal
  /** A random name of this sending, never used before: Zotero refuses one that it knows. */
  readonly session: string
  /** Told how many papers Zotero has taken so far, after each request. */
  readonly progress?: (sent: number) => void
}

/** What came of it. `sent` counts papers from the start of the list that are in Zotero for certain. */
export type Sent =
  | {
      readonly ok: true
      readonly sent: number
      /** The collection or library that was chosen in Zotero, by its name. */
      readonly collection?: string
    }
  | {
      readonly ok: false
      readonly sent: number
      readonly kind: 'not running' | 'read-only' | 'refused' | 'failed'
      /** For the reader: what happened, what was kept and what to do. */
      readonly message: string
    }

/** Zotero saves all papers of a request or none, so a request that fails is small. */
const BATCH = 50
/** Zotero answers at once where it is not busy. */
const PING: Partial<Limits> = { timeout: 10 * SECOND, maxBytes: 1024 * 1024 }
/** Fifty papers with hundreds of authors each take a slow machine a while. */
const SAVE: Partial<Limits> = { timeout: 60 * SECOND, maxBytes: 20 * 1024 * 1024 }
/** Zotero takes nothing from a browser that does not name the version of the connector's API it speaks. */
const HEADERS = { 'content-type': 'application/json', 'x-zotero-connector-api-version': '3' }

const Ping = z.object({ prefs: z.record(z.string(), z.unknown()) })
const Refusal = z.object({ libraryEditable: z.optional(z.boolean()), error: z.optional(z.string()) })
const Selected = z.object({ name: z.string().check(z.minLength(1), z.maxLength(1000)) })

/**
 * Sends `papers` to the collection that is chosen in the Zotero running on this machine, in requests of fifty. What goes
 * wrong comes back as a value; rejects only with the reason of `signal`. Zotero does not look for papers it has already:
 * one that is sent twice is there twice.
 */
export async function sendToZotero(papers: readonly Citable[], options: SendOptions): Promise<Sent> {
  if (papers.length === 0) return { ok: true, sent: 0 }
  const absent = await findZotero(options)
  if (absent) return { ok: false, sent: 0, ...absent }
  let collection: string | undefined
  for (let sent = 0; sent < papers.length; sent += BATCH) {
    const refused = await save(papers.slice(sent, sent + BATCH), sent, papers.length, options)
    if (refused) return { ok: false, sent, ...refused }
    options.progress?.(Math.min(sent + BATCH, papers.length))
    // Asked when the first papers are there: where the chosen library is read-only, Zotero goes to another by itself.
    if (sent === 0) collection = await chosenCollection(options)
  }
  return { ok: true, sent: papers.length, ...(collection && { collection }) }
}

interface Refused {
  readonly kind: Extract<Sent, { ok: false }>['kind']
  readonly message: string
}

/** Why Zotero cannot be spoken to, or undefined where it is there and listens. */
async function findZotero(options: SendOptions): Promise<Refused | undefined> {
  const asked = await call('ping', {}, PING, options)
  if (!asked.ok) return absence(asked.failure)
  const { answer } = asked
  const isZotero = answer.headers.has('x-zotero-version') || z.safeParse(Ping, readJson(answer)).success
  if (!isZotero)
    return {
      kind: 'not running',
      message:
        'Another program answers on this computer where Zotero should (port 23119). Quit it, start Zotero and send again; nothing was sent.',
    }
  return answer.status < 400 ? undefined : statusRefusal(answer, soFar(0, 0))
}

function absence(failure: Failure): Refused {
  if (failure.kind === 'unreachable')
    return {
      kind: 'not running',
      message: 'Zotero is not running on this computer. Start Zotero and send it again; nothing was sent.',
    }
  if (failure.kind === 'timeout')
    return {
      kind: 'failed',
      message:
        'Zotero does not answer. It may be busy or wait for you in a dialog: look at its window and send again; nothing was sent.',
    }
  return {
    kind: 'not running',
    message:
      'What answers on this computer where Zotero should (port 23119) cannot be understood. Start Zotero and send again; nothing was sent.',
  }
}

/** Has Zotero save the papers from number `sent` on: undefined where it did, else why it did not. */
async function save(
  papers: readonly Citable[],
  sent: number,
  total: number,
  options: SendOptions,
): Promise<Refused | undefined> {
  // Zotero finds an item of a session by its id.
  const items = papers.map((paper, index) => ({ id: `${sent + index}`, ...zoteroItem(paper) }))
  const uri = items.find(item => item.url)?.url
  const session = `${options.session}-${sent / BATCH}`
  const body = { sessionID: session, ...(uri && { uri }), items }
  const asked = await call('saveItems', body, SAVE, options)
  const so = soFar(sent, total)
  const unsure = `${sent === 0 ? '' : `${so.kept} `}Look in Zotero whether it has ${named(papers.length)}, and ${so.again}.`
  if (asked.ok)
    return asked.answer.status >= 200 && asked.answer.status < 300
      ? undefined
      : statusRefusal(asked.answer, so)
  if (asked.failure.kind === 'unreachable')
    return { kind: 'not running', message: `Zotero was closed while papers were sent to it. ${unsure}` }
  return {
    kind: 'failed',
    message: `Zotero does not say whether it saved what was sent to it last. ${unsure}`,
  }
}

/** How far it came, in words: what was kept, and what is to be done with the rest. */
interface SoFar {
  readonly kept: string
  readonly again: string
}

function soFar(sent: number, total: number): SoFar {
  return sent === 0
    ? { kept: 'Nothing was sent.', again: 'send again' }
    : { kept: `${sent} of ${total} papers were sent before that.`, again: 'send the rest again' }
}

/** What a status of Zotero's says to the reader. */
function statusRefusal(answer: ExchangeAnswer, { kept, again }: SoFar): Refused {
  const told = z.safeParse(Refusal, readJson(answer))
  const { libraryEditable, error } = told.success ? told.data : {}
  if (libraryEditable === false)
    return {
      kind: 'read-only',
      message: `The library that is chosen in Zotero cannot be changed. ${kept} Choose another collection in Zotero and ${again}.`,
    }
  if (answer.status === 409)
    return {
      kind: 'refused',
      message: `Zotero was asked to save these papers before. ${kept} Look in Zotero which ones it has, and ${again}.`,
    }
  if (answer.status === 412 || error === 'CONNECTOR_VERSION_OUTDATED')
    return {
      kind: 'refused',
      message: `This version of Zotero and Gloss do not understand each other. ${kept} Update both, or export the papers to a file and import it in Zotero.`,
    }
  if (answer.status < 500)
    return {
      kind: 'refused',
      message: `Zotero does not take papers from Gloss (error ${answer.status}). ${kept} Update Zotero, or export the papers to a file and import it there.`,
    }
  return {
    kind: 'failed',
    message: `Zotero could not save the papers (error ${answer.status}). ${kept} Restart Zotero and ${again}.`,
  }
}

/** The name of what is chosen in Zotero; undefined where it does not say. The papers are there without it. */
async function chosenCollection(options: SendOptions): Promise<string | undefined> {
  const asked = await call('getSelectedCollection', {}, PING, options)
  const selected = z.safeParse(Selected, asked.ok ? readJson(asked.answer) : undefined)
  return selected.success ? selected.data.name : undefined
}

function call(method: string, body: unknown, limits: Partial<Limits>, options: SendOptions) {
  return exchange(`${zoteroOrigin}/connector/${method}`, {
    method: 'POST',
    headers: HEADERS,
    body: JSON.stringify(body),
    limits,
    ...(options.signal && { signal: options.signal }),
    ...(options.fetch && { fetch: options.fetch }),
  })
}

function readJson(answer: ExchangeAnswer): unknown {
  try {
    return JSON.parse(answer.text())
  } catch {
    return undefined
  }
}

function named(count: number): string {
  return count === 1 ? 'the paper that was sent last' : `the ${count} papers that were sent last`
}
