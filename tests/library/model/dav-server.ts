interface File {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
  /** Milliseconds, by the server's clock. */
  readonly modified: number
}

/** A request as the server gets it. */
export interface DavRequest {
  readonly method: string
  readonly name: string
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

/**
 * A WebDAV server in memory with one folder (RFC 4918), as far as Gloss uses it. Its tags are like those of nginx, made of
 * the second of the last change and the size, so that two versions may have the same.
 */
export class DavServer {
  readonly files = new Map<string, File>()
  /** Writes that took effect. */
  writes = 0
  readonly #clock: () => number
  #made = false

  constructor(clock: () => number) {
    this.#clock = clock
  }

  answer(request: DavRequest): Response {
    if (request.method === 'MKCOL') return this.#make()
    if (!this.#made) return this.#response(request.method === 'PUT' ? 409 : 404)
    if (request.method === 'PROPFIND') return this.#list()
    if (request.method === 'PUT') return this.#put(request)
    if (request.method === 'DELETE') return this.#response(this.files.delete(request.name) ? 204 : 404)
    return request.method === 'GET' ? this.#get(request) : this.#response(405)
  }

  /** Leaves a file as a server does that fails in the middle of a write. */
  cut(name: string, bytes: Uint8Array<ArrayBuffer>, length: number): void {
    if (this.#made) this.#store(name, bytes.slice(0, length))
  }

  #make(): Response {
    if (this.#made) return this.#response(405)
    this.#made = true
    return this.#response(201)
  }

  #list(): Response {
    const files = [...this.files].map(
      ([name, file]) =>
        `<D:response><D:href>/files/gloss/${encodeURIComponent(name)}</D:href><D:propstat><D:prop><D:getetag>"${file.etag}"</D:getetag><D:getlastmodified>${httpDate(file.modified)}</D:getlastmodified><D:getcontentlength>${file.bytes.length}</D:getcontentlength><D:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`,
    )
    const folder =
      '<D:response><D:href>/files/gloss/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>'
    const body = `<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:">${folder}${files.join('')}</D:multistatus>`
    return this.#response(207, body, { 'content-type': 'application/xml; charset=utf-8' })
  }

  #get({ name, headers }: DavRequest): Response {
    const file = this.files.get(name)
    if (!file) return this.#response(404)
    const about = { etag: `"${file.etag}"`, 'last-modified': httpDate(file.modified) }
    if (headers.get('if-none-match') === about.etag) return this.#response(304, null, about)
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.get('range') ?? '') ?? []
    if (first === undefined || last === undefined) return this.#response(200, file.bytes, about)
    const part = file.bytes.slice(Number(first), Number(last) + 1)
    const range = `bytes ${first}-${Number(first) + part.length - 1}/${file.bytes.length}`
    return this.#response(206, part, { ...about, 'content-range': range })
  }

  #put({ name, headers, body }: DavRequest): Response {
    const file = this.files.get(name)
    const [match, noneMatch] = [headers.get('if-match'), headers.get('if-none-match')]
    if (match !== null && (!file || match !== `"${file.etag}"`)) return this.#response(412)
    if (noneMatch === '*' && file) return this.#response(412)
    this.#store(name, body)
    return this.#response(file ? 204 : 201)
  }

  #store(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    const modified = this.#clock()
    const etag = `${Math.floor(modified / 1000).toString(16)}-${bytes.length.toString(16)}`
    this.writes += 1
    this.files.set(name, { bytes, etag, modified })
  }

  #response(
    status: number,
    body: string | Uint8Array<ArrayBuffer> | null = null,
    headers: Record<string, string> = {},
  ): Response {
    return new Response(body, { status, headers: { date: httpDate(this.#clock()), ...headers } })
  }
}

function httpDate(time: number): string {
  return new Date(time).toUTCString()
}
