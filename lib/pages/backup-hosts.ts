import { parseSettings } from '../settings'
import type { OpenedBackup } from './backup'

/** Addresses of the hosts that the browser has to be asked for where settings and digests are taken over from a backup. */
export function hostsOfBackup({ backup, look }: Pick<OpenedBackup, 'backup' | 'look'>): string[] {
  const { allowedHosts } = parseSettings(backup.settings)
  const pages = allowedHosts.map(host => `https://${host}/`).filter(url => URL.canParse(url))
  return [...new Set([...look.digestUrls, ...pages])]
}
