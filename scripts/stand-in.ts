import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

/** What a stand-in answers; a host it does not know gets 404. */
export interface StandInAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Cuts the connection after the body, though more was announced. */
  readonly truncate?: boolean
}

export type Route = (
  url: URL,
  request: IncomingMessage,
) => StandInAnswer | null | Promise<StandInAnswer | null>

/** A local HTTPS server that stands in for public hosts, and keeps a record of what it was asked. */
export interface StandIn {
  readonly port: number
  /** Every request so far, as an address. */
  readonly requests: string[]
  route: Route
  close(): Promise<void>
}

/** Starts a stand-in on a free port of the loopback address, with a certificate made for it on the spot. */
export async function startStandIn(route: Route): Promise<StandIn> {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 })
  const requests: string[] = []
  const standIn = { port: 0, requests, route, close: async () => {} }
  const server: Server = createTlsServer(
    { key: certificate.private, cert: certificate.cert },
    (request, response) => {
      const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`)
      requests.push(url.href)
      void respond(standIn.route, url, request, response)
    },
  ) as unknown as Server
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  standIn.port = (server.address() as AddressInfo).port
  standIn.close = () =>
    new Promise(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return standIn
}

async function respond(
  route: Route,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = (await route(url, request)) ?? { status: 404, body: 'Not found' }
  const body = Buffer.from(answer.body ?? '')
  const length = answer.truncate ? body.length + 1000 : body.length
  response.writeHead(answer.status ?? 200, { 'content-length': String(length), ...answer.headers })
  if (answer.truncate) response.write(body, () => response.socket?.destroy())
  else response.end(body)
}
