export { originOf } from '../messaging/granted-hosts'

/** The one machine whose address is taken to be meant without encryption. */
const THIS_MACHINE = '127.0.0.1'
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
/** A host of at least two parts, or a machine of one's own with its port. */
const HOST = /^(?:[^\s/?#@:]+\.[^\s/?#@:]+|localhost)(?::\d+)?(?:[/?#]|$)/i

/** The address that a reader typed, `https://` put before it where it was left out; null for what is no address. */
export function typedAddress(typed: string): string | null {
  const text = typed.trim()
  if (/\s/.test(text)) return null
  if (SCHEME.test(text)) return URL.canParse(text) ? text : null
  if (!HOST.test(text)) return null
  const address = `${text.startsWith(THIS_MACHINE) ? 'http' : 'https'}://${text}`
  return URL.canParse(address) ? address : null
}

/** The host of an address as it is named to readers; null where there is none. */
export function hostOf(url: string): string | null {
  return URL.parse(url)?.host || null
}
