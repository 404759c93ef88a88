import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The servers that can be started, where they are installed. */
export const DAV_SERVERS = ['apache2', 'lighttpd', 'nginx'] as const
export type DavServerName = (typeof DAV_SERVERS)[number]

/** A WebDAV server on this machine, with a folder of its own and one user. */
export interface DavServer {
  readonly port: number
  /** The reader's folder, which is there and empty. */
  readonly url: string
  /** The same folder on the disk. */
  readonly folder: string
  readonly user: string
  readonly password: string
  /** Stops it and removes all that it wrote. */
  close(): Promise<void>
}

const USER = 'ada'
const PASSWORD = 'correct horse: ä'
const READY_MS = 10_000

/** Debian's package of each, what it is run by, and the module that makes it serve WebDAV. */
const INSTALLED: Readonly<Record<DavServerName, { readonly program: string; readonly module: string }>> = {
  apache2: { program: '/usr/sbin/apache2', module: '/usr/lib/apache2/modules/mod_dav_fs.so' },
  lighttpd: { program: '/usr/sbin/lighttpd', module: '/usr/lib/lighttpd/mod_webdav.so' },
  nginx: { program: '/usr/sbin/nginx', module: '/usr/lib/nginx/modules/ngx_http_dav_ext_module.so' },
}

/** Whether a server can be started here. */
export function hasDavServer(name: DavServerName): boolean {
  const { program, module } = INSTALLED[name]
  return existsSync(program) && existsSync(module)
}

/** Starts a server on a free port of the loopback address; all it reads and writes lies in a folder of its own. */
export async function startDavServer(name: DavServerName, port?: number): Promise<DavServer> {
  const root = mkdtempSync(join(tmpdir(), `gloss-${name}-`))
  const folder = join(root, 'files/papers')
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(root, 'tmp'))
  const hash = spawnSync('openssl', ['passwd', '-apr1', '-stdin'], { input: `${PASSWORD}\n` })
  writeFileSync(join(root, 'users'), `${USER}:${hash.stdout.toString().trim()}\n`)
  const owner = ownerOf(root)
  const chosen = port ?? (await freePort())
  const config = join(root, 'server.conf')
  writeFileSync(config, CONFIGS[name](root, chosen, owner?.name))
  const child = run(name, config)
  const close = async () => {
    await stopped(child)
    rmSync(root, { recursive: true, force: true })
  }
  try {
    await listening(chosen, child)
  } catch (error) {
    await close()
    throw error
  }
  const url = `http://127.0.0.1:${chosen}/papers`
  return { port: chosen, url, folder, user: USER, password: PASSWORD, close }
}

/** Started by root, servers work as another user, to whom the folder then belongs. */
function ownerOf(root: string): { readonly name: string } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = ['-u', '-g'].map(which => Number(spawnSync('id', [which, 'www-data']).stdout.toString()))
  if (!uid || !gid) return undefined
  chmodSync(root, 0o755)
  for (const path of ['', 'files', 'files/papers', 'tmp', 'users']) chownSync(join(root, path), uid, gid)
  return { name: 'www-data' }
}

/** In the foreground, and as the head of a group, so that its children end with it. */
function run(name: DavServerName, config: string): ChildProcess {
  const args: Readonly<Record<DavServerName, readonly string[]>> = {
    apache2: ['-f', config, '-DFOREGROUND'],
    lighttpd: ['-D', '-f', config],
    nginx: ['-c', config],
  }
  return spawn(INSTALLED[name].program, args[name], { stdio: 'ignore', detached: true })
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  process.kill(-child.pid, 'SIGKILL')
  await ended
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  let error: unknown
  for (const end = Date.now() + READY_MS; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    try {
      await fetch(`http://127.0.0.1:${port}/`)
      return
    } catch (reason) {
      error = reason
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
  throw new Error('The server does not answer', { cause: error })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

type Config = (root: string, port: number, owner: string | undefined) => string

const APACHE_MODULES = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'dir',
  'dav',
  'dav_fs',
]

const CONFIGS: Readonly<Record<DavServerName, Config>> = {
  apache2: (root, port, owner) => `
ServerRoot ${root}
ServerName localhost
PidFile ${root}/pid
ErrorLog ${root}/errors
Listen 127.0.0.1:${port}
${owner ? `User ${owner}\nGroup ${owner}` : ''}
${APACHE_MODULES.map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
DocumentRoot ${root}/files
DavLockDB ${root}/tmp/locks
<Directory ${root}/files>
  Dav On
  AuthType Basic
  AuthName papers
  AuthUserFile ${root}/users
  Require valid-user
</Directory>
`,
  lighttpd: (root, port, owner) => `
server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
server.document-root = "${root}/files"
server.bind = "127.0.0.1"
server.port = ${port}
server.errorlog = "${root}/errors"
server.upload-dirs = ("${root}/tmp")
${owner ? `server.username = "${owner}"\nserver.groupname = "${owner}"` : ''}
mimetype.assign = ("" => "application/octet-stream")
webdav.activate = "enable"
webdav.is-readonly = "disable"
auth.backend = "htpasswd"
auth.backend.htpasswd.userfile = "${root}/users"
auth.require = ("/" => ("method" => "basic", "realm" => "papers", "require" => "valid-user"))
`,
  // Without If-Match: nginx writes whatever comes. Its PROPFIND gives no ETags.
  nginx: (root, port, owner) => `
load_module ${INSTALLED.nginx.module};
${owner ? `user ${owner};` : ''}
daemon off;
pid ${root}/pid;
error_log ${root}/errors;
events {}
http {
  access_log off;
  client_max_body_size 0;
  client_body_temp_path ${root}/tmp/body;
  proxy_temp_path ${root}/tmp/proxy;
  fastcgi_temp_path ${root}/tmp/fastcgi;
  uwsgi_temp_path ${root}/tmp/uwsgi;
  scgi_temp_path ${root}/tmp/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${root}/files;
    auth_basic papers;
    auth_basic_user_file ${root}/users;
    location / {
      dav_methods PUT DELETE MKCOL COPY MOVE;
      dav_ext_methods PROPFIND OPTIONS;
    }
  }
}
`,
}
