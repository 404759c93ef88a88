/** How the machine is connected, as far as the browser says. */
export type Connection = 'open' | 'metered' | 'offline'

/** What the Network Information API tells of a connection; only some browsers have it. */
interface NetworkInformation {
  readonly saveData?: boolean
  readonly type?: string
}

/** How the machine is connected now: metered where the reader told the browser to save data, or over a mobile network. */
export function connection(
  navigator: { readonly onLine: boolean; readonly connection?: NetworkInformation } = globalThis.navigator,
): Connection {
  if (!navigator.onLine) return 'offline'
  const { saveData, type } = navigator.connection ?? {}
  return saveData || type === 'cellular' ? 'metered' : 'open'
}
