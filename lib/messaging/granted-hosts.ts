import { browser } from 'wxt/browser'
import type { GlossDatabase } from '../corpus/database'
import { followedDigests } from '../corpus/digests'
import { devicesState } from '../library/device-accounts'
import { readSettings } from '../settings'

/** What the manifest gives Gloss leave for; it is never given back. */
export const OWN_ORIGIN = 'https://huggingface.co/*'
/** The one host that is asked without encryption: this machine, which nobody listens in on. */
const THIS_MACHINE = '127.0.0.1'

/**
 * What a browser calls the host of an address when it asks the reader for leave, such as `https://example.org/*`. Null
 * for addresses that Gloss never asks: only https and, on this machine alone, http.
 */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url)
  if (!parsed?.hostname) return null
  const local = parsed.protocol === 'http:' && parsed.hostname === THIS_MACHINE
  return parsed.protocol === 'https:' || local ? `${parsed.protocol}//${parsed.hostname}/*` : null
}

/** Every page of a host, as browsers write it; they take no ports. Null for what is no host. */
export function pagesOf(host: string): string | null {
  if (/[*/@]/.test(host)) return null
  const name = URL.parse(`https://${host}/`)?.hostname
  return name ? originOf(`${name === THIS_MACHINE ? 'http' : 'https'}://${name}/`) : null
}

/**
 * Gives back the leave for the host of an address, unless a digest that is followed needs it, devices meet there, or the
 * reader wants every page of that host annotated.
 */
export async function giveBackHost(db: GlossDatabase, url: string): Promise<void> {
  const origin = originOf(url)
  if (!origin || origin === OWN_ORIGIN) return
  const [digests, { allowedHosts }] = await Promise.all([followedDigests(db), readSettings()])
  if (digests.some(row => originOf(row.url) === origin)) return
  if (allowedHosts.some(host => pagesOf(host) === origin)) return
  const { account } = await devicesState(db)
  if (account && originOf(account.url) === origin) return
  // What is granted in other ways, as by a company's policy or a test's manifest, cannot be given back.
  await browser.permissions.remove({ origins: [origin] }).catch(() => false)
}
