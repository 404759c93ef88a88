import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { type Failure, type Fetched, getText, type TextOptions } from '@/lib/http'

export type Answer = RequestListener

const closers: (() => Promise<unknown>)[] = []

/** Serves `answer` on this machine and returns its address. */
export async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    // So that a body can be expected whole; what needs a date sets it.
    response.sendDate = false
    // The other side may hang up at any time.
    response.on('error', () => undefined)
    return answer(request, response)
  })
  closers.push(() => {
    server.closeAllConnections()
    return closed(server)
  })
  return addressOf(server)
}

/** Answers every request with what `write` does to the bare connection: also what is no HTTP at all. */
export async function serveRaw(write: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => write(socket))
  })
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    return closed(server)
  })
  return addressOf(server)
}

/** Ends every server of a test. */
export async function closeServers(): Promise<void> {
  await Promise.all(closers.splice(0).map(close => close()))
}

/** An address where nothing listens. */
export async function deadAddress(): Promise<string> {
  const address = await serve(() => undefined)
  await closers.pop()?.()
  return address
}

/** What comes of a request to a server that answers like this, its host written as HOST. */
export async function get(answer: Answer, options: TextOptions = {}): Promise<Fetched> {
  return getFrom(await serve(answer), options)
}

/** What comes of a request to `url`, its host written as HOST. */
export async function getFrom(url: string, options: TextOptions = {}): Promise<Fetched> {
  const fetched = await getText(url, { ...options, limits: { timeout: 5000, ...options.limits } })
  const named = (text: string) => text.replaceAll(new URL(url).host, 'HOST')
  if (!fetched.ok) {
    const failure = { ...fetched.failure, message: named(fetched.failure.message) }
    return { ...fetched, failure }
  }
  return fetched.unchanged ? fetched : { ...fetched, body: { ...fetched.body, url: named(fetched.body.url) } }
}

/** The failure of a request to a server that answers like this. */
export async function failureOf(answer: Answer, options: TextOptions = {}): Promise<Failure> {
  const fetched = await get(answer, options)
  if (fetched.ok) throw new Error(`An answer came: ${JSON.stringify(fetched)}`)
  return fetched.failure
}

/** Sends this status, these headers and this body. */
export function answerWith(
  status: number,
  headers: Record<string, string | string[]> = {},
  body: string | Uint8Array = '',
): Answer {
  return (_, response) => void response.writeHead(status, headers).end(body)
}

/** Whether the other side hangs up within the time of the test, not only when the server is closed. */
export async function hangsUp(connection: Promise<unknown> | undefined): Promise<boolean> {
  const late = new Promise<boolean>(resolve => setTimeout(() => resolve(false), 2000).unref())
  return Promise.race([connection?.then(() => true) ?? false, late])
}

/** When the connection of a request is closed. */
export function hungUp(request: IncomingMessage): Promise<unknown> {
  // Not `once` of node:events, which rejects where the connection was reset.
  return new Promise(resolve => request.socket.once('close', resolve))
}

async function addressOf(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
}

function closed(server: Server): Promise<unknown> {
  return new Promise(resolve => server.close(resolve))
}
