import { type ExchangeAnswer, type ExchangeOptions, exchange } from '../../http-exchange'
import { startsLikeHtml } from '../../http-text'
import { MalformedBody } from '../../sources/source'
import { SECOND } from '../../time'
import { parseMultistatus } from './multistatus'
import { failureStop, Stopped, statusStop, webPageStop } from './refusals'
import { HEAD_BYTES } from './sync-file'
import { type Listed, type Version, versionOf } from './version'

/** Where the reader keeps the files, and who may. */
export interface FolderAccount {
  /** The reader's folder; Gloss makes one called "gloss" in it. */
  readonly url: string
  readonly user: string
  readonly password: string
}

/** How requests are sent. */
export interface FolderOptions {
  readonly fetch?: typeof fetch
  readonly signal?: AbortSignal
}

/** A file as it came. */
export interface Got {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly version: Version
}

const PROPFIND =
  '<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:"><D:prop><D:getetag/><D:getlastmodified/><D:getcontentlength/><D:resourcetype/></D:prop></D:propfind>'
const MOST_BYTES = 100 * 1024 * 1024
/** A slow line's: so much longer an answer may take for each byte, in bytes per second. */
const SLOW = 20_000

/** The folder on a server, by requests of WebDAV. Whatever it does not answer as it should is thrown as `Stopped`. */
export class Folder {
  readonly #url: string
  readonly #host: string
  readonly #authorization: string
  readonly #options: FolderOptions

  constructor({ url, user, password }: FolderAccount, options: FolderOptions) {
    this.#url = `${url
      .trim()
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')}/gloss/`
    this.#host = URL.parse(url)?.host ?? url
    const words = new TextEncoder().encode(`${user}:${password}`)
    this.#authorization = `Basic ${btoa(String.fromCharCode(...words))}`
    this.#options = options
  }

  /** The files that are in it; it is made where it is missing. */
  async list(): Promise<Map<string, Listed>> {
    const answer = await this.#find()
    return answer.status === 404 ? this.#make() : this.#read(answer)
  }

  #find(): Promise<ExchangeAnswer> {
    return this.#ask('', {
      method: 'PROPFIND',
      headers: { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
      body: PROPFIND,
    })
  }

  #read(answer: ExchangeAnswer): Map<string, Listed> {
    if (startsLikeHtml(answer.bytes) && answer.status < 400) throw webPageStop(this.#host)
    if (answer.status !== 207 && answer.status !== 200) throw statusStop(answer, this.#host)
    const files = this.#parse(answer)
    if (files) return files
    throw new Stopped(
      `${this.#host} did not say what is in the folder. Your list on this device is whole. See whether the address is that of a WebDAV folder, and sync again.`,
      'when told',
    )
  }

  /** A file; null where there is none, 'unchanged' where it still is the version with this tag. */
  async get(
    name: string,
    known?: { readonly etag?: string; readonly size?: number },
  ): Promise<Got | null | 'unchanged'> {
    const answer = await this.#ask(name, {
      method: 'GET',
      ...(known?.etag && { headers: { 'if-none-match': `"${known.etag}"` } }),
      limits: { timeout: timeFor(known?.size ?? MOST_BYTES), maxBytes: MOST_BYTES },
    })
    if (answer.status === 304 && known?.etag) return 'unchanged'
    if (answer.status === 404 || answer.status === 410) return null
    if (answer.status !== 200) throw statusStop(answer, this.#host)
    return { bytes: answer.bytes, version: versionOfAnswer(answer) }
  }

  /** The beginning of a file, or all of it where the server sends no part, and its size; null where it gives neither. */
  async peek(name: string): Promise<(Got & { readonly size?: number }) | null> {
    const answer = await this.#ask(name, {
      method: 'GET',
      headers: { range: `bytes=0-${HEAD_BYTES - 1}` },
    })
    const { status, headers, bytes } = answer
    if (status !== 206 && status !== 200) return null
    const size =
      status === 200 ? bytes.length : Number(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1])
    return { bytes, version: versionOfAnswer(answer), ...(Number.isFinite(size) && { size }) }
  }

  /** Writes a file in the place of the version that was `listed`, or where there was none; false where that has changed. */
  async put(name: string, bytes: Uint8Array<ArrayBuffer>, listed: Version | undefined): Promise<boolean> {
    const condition: Record<string, string> = !listed
      ? { 'if-none-match': '*' }
      : listed.etag
        ? { 'if-match': `"${listed.etag}"` }
        : {}
    const answer = await this.#ask(name, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', ...condition },
      body: bytes,
      limits: { timeout: timeFor(bytes.length) },
    })
    if (answer.status === 412) return false
    if ([200, 201, 204].includes(answer.status)) return true
    throw statusStop(answer, this.#host, name)
  }

  /** To be thrown where a write was refused again and again. */
  neverMatched(): Stopped {
    const answer = { status: 412, headers: new Headers(), bytes: new Uint8Array(), text: () => '' }
    return statusStop(answer, this.#host)
  }

  webPage(): Stopped {
    return webPageStop(this.#host)
  }

  async #make(): Promise<Map<string, Listed>> {
    const answer = await this.#ask('', { method: 'MKCOL' })
    if (answer.status === 201) return new Map()
    // Another device may have made it meanwhile, which servers say in several ways.
    const again = await this.#find()
    if (again.status === 404 || again.status === 409) throw statusStop(answer, this.#host)
    return this.#read(again)
  }

  #parse(answer: ExchangeAnswer): Map<string, Listed> | null {
    try {
      return parseMultistatus(answer.text(), answer.headers.get('date'))
    } catch (error) {
      if (error instanceof MalformedBody) return null
      throw error
    }
  }

  async #ask(name: string, options: ExchangeOptions): Promise<ExchangeAnswer> {
    const { fetch, signal } = this.#options
    const asked = await exchange(this.#url + encodeURIComponent(name), {
      ...options,
      headers: { ...options.headers, authorization: this.#authorization },
      ...(fetch && { fetch }),
      ...(signal && { signal }),
    })
    if (asked.ok) return asked.answer
    throw failureStop(asked.failure, this.#host)
  }
}

function versionOfAnswer({ headers }: ExchangeAnswer): Version {
  return versionOf(headers.get('etag'), headers.get('last-modified'), headers.get('date'))
}

function timeFor(bytes: number): number {
  return Math.min(600, 60 + Math.ceil(bytes / SLOW)) * SECOND
}
