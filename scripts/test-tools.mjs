// Programs of others that tests hold Gloss against: readers of citations, and servers that keep a folder.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { apt, has, say } from './setup.mjs'

/** What tells that a Debian package is there. */
const TOOLS = {
  biber: ['/usr/bin/biber'],
  pandoc: ['/usr/bin/pandoc'],
  bibutils: ['/usr/bin/ris2xml'],
  'apache2-bin': ['/usr/sbin/apache2'],
  lighttpd: ['/usr/sbin/lighttpd'],
  'lighttpd-mod-webdav': ['/usr/lib/lighttpd/mod_webdav.so'],
  'nginx-extras': ['/usr/sbin/nginx', '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so'],
}
/** While it is there, Debian starts no server that it installs: the tests start their own, for as long as they last. */
const POLICY = '/usr/sbin/policy-rc.d'

/** Installs what is missing where Debian's package manager can; the tests of what stays missing are skipped, and say so. */
export function ensureTestTools() {
  const missing = () => Object.keys(TOOLS).filter(name => !TOOLS[name].every(path => existsSync(path)))
  const wanted = missing()
  if (wanted.length === 0) return
  if (process.platform === 'linux' && has('apt-get')) {
    say(`Installing what some tests compare with: ${wanted.join(', ')}`)
    const sudo = process.getuid?.() === 0 ? [] : ['sudo']
    const asRoot = script => {
      const [command, ...rest] = [...sudo, 'sh', '-c', script]
      spawnSync(command, rest, { stdio: 'inherit' })
    }
    const quiet = !existsSync(POLICY)
    if (quiet) asRoot(`printf '#!/bin/sh\\nexit 101\\n' > ${POLICY} && chmod +x ${POLICY}`)
    apt(sudo, ['update', '-qq'])
    apt(sudo, ['install', '-y', '-qq', '--no-install-recommends', ...wanted])
    if (quiet) asRoot(`rm -f ${POLICY}`)
  }
  const left = missing()
  if (left.length > 0) say(`Not installed, so their tests are skipped: ${left.join(', ')}`)
}
