import { useEffect, useState } from 'preact/hooks'
import { readSettings, type Settings, watchSettings } from '../settings'
import { connection } from '../sync/connection'
import { corpus } from './context'
import { type Live, useLive } from './live'
import { readStatus, type Status } from './status'

/** The settings as they are, wherever they are changed; null until they are read. */
export function useSettings(): Settings | null {
  const [settings, setSettings] = useState<Settings | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    watchSettings(setSettings, controller.signal)
    void readSettings().then(setSettings)
    return () => controller.abort()
  }, [])
  return settings
}

/** The status, followed as it changes; undefined until it is read, and while it is not `wanted`. */
export function useStatus(wanted = true): Live<Status | undefined> {
  const settings = useSettings()
  const { online, metered } = useNetwork()
  const { syncOn, syncMetered } = settings ?? {}
  return useLive(async () => {
    if (!wanted || syncOn === undefined || syncMetered === undefined) return undefined
    return readStatus(corpus, { settings: { syncOn, syncMetered }, online, metered })
  }, [wanted, syncOn, syncMetered, online, metered])
}

/** The time, in milliseconds, as often as what is said of it may change. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function useNetwork(): { readonly online: boolean; readonly metered: boolean } {
  const [network, setNetwork] = useState(readNetwork)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const look = () =>
      setNetwork(before => {
        const now = readNetwork()
        return now.online === before.online && now.metered === before.metered ? before : now
      })
    addEventListener('online', look, { signal })
    addEventListener('offline', look, { signal })
    networkInformation()?.addEventListener('change', look, { signal })
    return () => controller.abort()
  }, [])
  return network
}

function readNetwork() {
  const state = connection()
  return { online: state !== 'offline', metered: state === 'metered' }
}

/** What tells of changes, where a browser has it: Chromium does, Firefox does not. */
function networkInformation(): EventTarget | undefined {
  return (navigator as Navigator & { readonly connection?: EventTarget }).connection
}
