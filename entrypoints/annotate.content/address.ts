/** How often the address is looked at where the browser does not tell when it changes, in milliseconds. */
const LOOK_EVERY = 400

interface NavigationLike extends EventTarget {
  readonly currentEntry: unknown
}

/** Calls `onChange` when the page comes to stand at another address without being loaded anew. */
export function watchAddress(onChange: () => void, signal: AbortSignal): void {
  let last = location.href
  const look = () => {
    if (location.href === last) return
    last = location.href
    onChange()
  }
  // Fires once the new address holds, which `navigate` does not wait for.
  const { navigation } = globalThis as { navigation?: NavigationLike }
  navigation?.addEventListener('currententrychange', look, { signal })
  window.addEventListener('popstate', look, { signal })
  window.addEventListener('hashchange', look, { signal })
  if (navigation) return
  const timer = setInterval(look, LOOK_EVERY)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
