import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { zoteroOrigin } from '@/lib/library/zotero'

/**
 * A server that speaks the connector's API as Zotero does (github.com/zotero/zotero, `xpcom/server/server.js` and
 * `server_connector.js` of version 7): the same paths, statuses and refusals, without a library behind them.
 */
export interface ZoteroServer {
  readonly origin: string
  /** The items that were saved, in the order they came. */
  readonly saved: Record<string, unknown>[]
  /** Each request that came: its path, and its body once that was read. */
  readonly requests: { readonly path: string; readonly body: unknown }[]
  /** `fetch` as a browser's extension does it, with this server in the place of Zotero's port. */
  readonly fetch: typeof fetch
  close(): Promise<void>
}

/** How this Zotero differs from one that is well. */
export interface ZoteroState {
  /** The chosen library cannot be changed, and there is no other. */
  readonly readOnly?: boolean
  /** The version of the API it asks for. */
  readonly version?: number
  /** What is chosen in its window; null where the library itself is. */
  readonly collection?: string | null
  /** Takes the place of the answer to these requests: a status, silence, or a connection that breaks off. */
  readonly trouble?: (path: string, count: number) => number | 'silence' | 'broken' | undefined
  /** The answer of another program. */
  readonly stranger?: { readonly status: number; readonly type: string; readonly body: string }
  /** Older ones refuse in words what newer ones leave without an answer. */
  readonly old?: boolean
  /** The port, where any free one will not do. */
  readonly port?: number
}

/** Starts a Zotero that is in this state. */
export async function startZotero(state: ZoteroState = {}): Promise<ZoteroServer> {
  const saved: ZoteroServer['saved'] = []
  const requests: { path: string; body: unknown }[] = []
  const sessions = new Set<unknown>()
  const server = createServer(async (request, response) => {
    response.on('error', () => undefined)
    const path = request.url ?? ''
    const text = await textOf(request)
    const body = parse(text)
    requests.push({ path, body })
    if (state.stranger) return send(response, state.stranger.status, state.stranger.body, state.stranger.type)
    const headers = { 'X-Zotero-Version': '7.0.11', 'X-Zotero-Connector-API-Version': '3' }
    const answer = (status: number, value?: unknown) =>
      typeof value === 'string'
        ? send(response, status, value, 'text/plain', headers)
        : send(response, status, value && JSON.stringify(value), 'application/json', headers)
    const trouble = state.trouble?.(path, requests.filter(other => other.path === path).length)
    if (trouble === 'silence') return
    if (trouble === 'broken') return void request.socket.destroy()
    if (!PATHS.includes(path)) return answer(404, 'No endpoint found\n')
    if (request.method !== 'POST') return answer(request.method === 'GET' ? 400 : 501, 'Not supported\n')
    if (!/^\d+$/.test(request.headers['content-length'] ?? ''))
      return answer(400, 'Content-length not provided\n')
    if (fromUnknownPage(request))
      return state.old ? answer(403, 'Request not allowed\n') : void request.socket.destroy()
    if (request.headers['content-type']?.split(/\s*;/)[0] !== 'application/json')
      return answer(400, 'Endpoint does not support content-type\n')
    if (body === undefined) return answer(400, 'Invalid JSON provided\n')
    if (typeof trouble === 'number') return answer(trouble)
    const named = state.collection === undefined ? 'Reading' : state.collection
    if (path === '/connector/ping') return answer(200, { prefs: { automaticSnapshots: true } })
    if (path === '/connector/getSelectedCollection')
      return answer(200, {
        libraryID: 1,
        libraryName: 'My Library',
        libraryEditable: !state.readOnly,
        editable: !state.readOnly,
        id: named === null ? null : 7,
        name: named ?? 'My Library',
        targets: [],
      })
    if (Number(request.headers['x-zotero-connector-api-version']) < (state.version ?? 3))
      return answer(400, { error: 'CONNECTOR_VERSION_OUTDATED' })
    const { sessionID, items } = body as { sessionID?: unknown; items?: Record<string, unknown>[] }
    if (sessions.has(sessionID)) return answer(409, { error: 'SESSION_EXISTS' })
    sessions.add(sessionID)
    if (state.readOnly) return answer(500, { libraryEditable: false })
    if (!Array.isArray(items)) return answer(500)
    saved.push(...items)
    return answer(201)
  })
  server.listen(state.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    saved,
    requests,
    fetch: asBrowser(origin),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** `fetch` with the headers that a browser adds, and with the server at `origin` in the place of Zotero's port. */
export function asBrowser(origin: string): typeof fetch {
  return (url, init) =>
    fetch(String(url).replace(zoteroOrigin, origin), {
      ...init,
      headers: {
        ...Object.fromEntries(new Headers(init?.headers)),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
        origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
      },
    })
}

const PATHS = ['/connector/ping', '/connector/saveItems', '/connector/getSelectedCollection']

/** Whether Zotero would take the request for one of a web page. */
function fromUnknownPage({ headers }: IncomingMessage): boolean {
  const browser = headers['user-agent']?.startsWith('Mozilla/') || headers.origin !== undefined
  return browser && !headers['x-zotero-connector-api-version'] && !headers['zotero-allowed-request']
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string | undefined | unknown,
  type: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { ...headers, 'Content-Type': type })
  response.end(body)
}

/** Fields of Zotero's schema for the types that Gloss sends, as of its version 32; the rest of an item beside them. */
const COMMON =
  'title abstractNote date series language DOI shortTitle url accessDate archive archiveLocation libraryCatalog callNumber rights extra'
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  preprint: `${COMMON} genre repository archiveID place seriesNumber citationKey`.split(' '),
  journalArticle:
    `${COMMON} publicationTitle volume issue pages seriesTitle seriesText journalAbbreviation ISSN`.split(
      ' ',
    ),
  conferencePaper: `${COMMON} proceedingsTitle conferenceName place publisher volume pages ISBN`.split(' '),
}
const BESIDE = ['itemType', 'id', 'creators', 'tags', 'notes', 'attachments', 'seeAlso']

/** What Zotero would refuse of an item, move to `extra` or lose, in words. */
export function problemsOf(item: Readonly<Record<string, unknown>>): string[] {
  const fields = FIELDS[String(item.itemType)]
  if (!fields) return [`${item.itemType} is no type of item`]
  const problems = Object.entries(item).flatMap(([name, value]) => {
    if (BESIDE.includes(name)) return []
    if (!fields.includes(name)) return [`a ${item.itemType} has no ${name}`]
    return typeof value === 'string' && value !== '' ? [] : [`${name} is no text`]
  })
  for (const creator of listOf(item.creators)) problems.push(...creatorProblems(creator))
  for (const { tag } of listOf(item.tags))
    if (typeof tag !== 'string' || !tag.trim()) problems.push('a tag is empty')
  for (const { note } of listOf(item.notes))
    if (typeof note !== 'string' || !note) problems.push('a note is empty')
  if (item.date && !/^\d{4}(?:-\d{2}){0,2}$/.test(String(item.date)))
    problems.push('the date is not ISO 8601')
  return problems
}

function creatorProblems(creator: Readonly<Record<string, unknown>>): string[] {
  const { creatorType, firstName, lastName, fieldMode, ...rest } = creator
  if (Object.keys(rest).length > 0) return [`a creator has no ${Object.keys(rest)}`]
  if (creatorType !== 'author') return [`a creator is no ${creatorType}`]
  if (typeof lastName !== 'string' || !lastName) return ['a creator has no last name']
  if (fieldMode === 1) return firstName === undefined ? [] : ['a name in one field has a first name']
  return fieldMode === undefined && typeof firstName === 'string' ? [] : ['a creator has no first name']
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : []
}
