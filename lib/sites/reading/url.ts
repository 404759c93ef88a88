/** The path of an address, decoded and cut at its slashes; an escape that is none stays as it is. */
export function segmentsOf(url: URL): string[] {
  return decoded(url.pathname).split('/').filter(Boolean)
}

/** Whether an address is of the web, on one of the hosts that `host` describes, and plain: no port, no password. */
export function isOn(url: URL, host: RegExp): boolean {
  return (
    /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.port && host.test(url.hostname)
  )
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
