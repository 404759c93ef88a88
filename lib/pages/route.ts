import { useEffect, useState } from 'preact/hooks'

/** A route of the app: `#/search?q=…` is the path "search" with its parameters. */
export interface Route {
  readonly path: string
  readonly parameters: URLSearchParams
}

/** Reads a hash such as `#/today?day=2026-08-17`; anything unknown is an empty path. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  return { path: path.replace(/\/+$/, ''), parameters: new URLSearchParams(query) }
}

/** The hash of a route; parameters that are empty are left out. */
export function routeHash(path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const query = queryString(parameters)
  return `#/${path}${query ? `?${query}` : ''}`
}

/** Parameters as an address has them, without those that are empty. */
export function queryString(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString()
}

/** The route the address bar shows. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const onChange = () => setRoute(parseRoute(location.hash))
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return route
}

/** Goes to the search for a text. */
export function openSearch(text: string): void {
  location.hash = routeHash('search', { q: text })
}
