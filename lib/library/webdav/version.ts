import { SECOND } from '../../time'

/** What a server says of a version of a file. */
export interface Version {
  /** The entity tag without quotes; left out where the server gave none. */
  readonly etag?: string
  /** Whether the server calls it weak: If-Match never holds with one (RFC 9110, 8.8.3). */
  readonly weak?: boolean
  /**
   * Whether the tag stays with this version alone. Tags are made of the time of the last change, by nginx in whole seconds:
   * of a second change within that second they say nothing.
   */
  readonly settled: boolean
}

/** A file in a folder. */
export interface Listed extends Version {
  /** In bytes, where the server said so. */
  readonly size?: number
}

/** As long after a change its tag is believed; clocks of servers lag behind their files by up to a second. */
const SETTLES = 3 * SECOND

/** A version, from the headers or properties that tell of it; `date` is the server's clock. */
export function versionOf(etag: string | null, modified: string | null, date: string | null): Version {
  const weak = /^\s*W\//.test(etag ?? '')
  const changed = Date.parse(modified ?? '')
  const now = Date.parse(date ?? '')
  const settled = Number.isNaN(changed) || Number.isNaN(now) ? !weak : now - changed >= SETTLES
  const tag = opaqueOf(etag ?? '')
  return { ...(tag && { etag: tag, weak }), settled }
}

/**
 * The tag by which the file itself goes: Apache adds what it compressed an answer with, and takes no such tag back
 * (https://bz.apache.org/bugzilla/show_bug.cgi?id=45023).
 */
function opaqueOf(etag: string): string {
  return etag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/[-;](?:gzip|br|deflate|zstd)$/, '')
}
