/** A request as a server gets it. */
export interface Asked {
  readonly method: string
  /** The name of the file; '' for the folder. */
  readonly name: string
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

/** What answers before the server does; undefined where it is left to it. */
export type Trouble = (asked: Asked, count: number) => Response | Promise<Response> | undefined

/** A WebDAV server in memory, with one folder. */
export interface MemoryFolder {
  readonly files: Map<string, { bytes: Uint8Array<ArrayBuffer>; etag: string }>
  readonly asked: Asked[]
  trouble: Trouble | undefined
  /** Runs when a request has taken effect and is about to be answered. */
  after: ((asked: Asked) => void | Promise<void>) | undefined
  /** Puts a file there, as another program would. */
  leave(name: string, content: string | Uint8Array<ArrayBuffer>): void
  readonly fetch: typeof fetch
}

/** Starts with the reader's folder there, and nothing in it. */
export function memoryFolder(): MemoryFolder {
  let made = false
  let tags = 0
  const folder: MemoryFolder = {
    files: new Map(),
    asked: [],
    trouble: undefined,
    after: undefined,
    leave(name, content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      folder.files.set(name, { bytes, etag: `"${++tags}"` })
      made = true
    },
    async fetch(url, init) {
      const asked: Asked = {
        method: init?.method ?? 'GET',
        name: decodeURIComponent(String(url).split('/gloss/')[1] ?? '?'),
        headers: new Headers(init?.headers),
        body: new Uint8Array(await new Response(init?.body ?? null).arrayBuffer()),
      }
      folder.asked.push(asked)
      const trouble = await folder.trouble?.(asked, folder.asked.length)
      if (trouble) return trouble
      const answer = serve(asked)
      await folder.after?.(asked)
      return answer
    },
  }

  function serve({ method, name, headers, body }: Asked): Response {
    const file = folder.files.get(name)
    if (method === 'MKCOL') {
      if (made) return new Response(null, { status: 405 })
      made = true
      return new Response(null, { status: 201 })
    }
    if (!made) return new Response(null, { status: method === 'PUT' ? 409 : 404 })
    if (method === 'PROPFIND') return new Response(listing(), { status: 207 })
    if (method === 'PUT') {
      const match = headers.get('if-match')
      if (headers.get('if-none-match') === '*' && file) return new Response(null, { status: 412 })
      if (match && match !== file?.etag) return new Response(null, { status: 412 })
      folder.leave(name, body)
      return new Response(null, { status: file ? 204 : 201 })
    }
    if (!file) return new Response(null, { status: 404 })
    const end = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1]
    const bytes = end === undefined ? file.bytes : file.bytes.subarray(0, Number(end) + 1)
    const range = `bytes 0-${bytes.length - 1}/${file.bytes.length}`
    return end === undefined
      ? new Response(bytes.slice(), { headers: { etag: file.etag } })
      : new Response(bytes.slice(), { status: 206, headers: { etag: file.etag, 'content-range': range } })
  }

  function listing(): string {
    const responses = [...folder.files].map(
      ([name, { etag }]) =>
        `<d:response><d:href>/dav/papers/gloss/${encodeURIComponent(name)}</d:href><d:propstat><d:prop><d:getetag>${etag.replaceAll('"', '&quot;')}</d:getetag><d:resourcetype/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
    )
    return `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/dav/papers/gloss/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>${responses.join('')}</d:multistatus>`
  }

  return folder
}
