// Set-up for `npm start` and `npm test`: dependencies, Node 24, a browser. Runs on Node 20 and needs nothing else.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

const STAMP = join(root, 'node_modules/.gloss-setup')
const BROWSERS = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
}

/** Installs what package-lock.json says where that is missing or stale. */
export function ensureDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  // npm would empty the folder that the link leads to, which is another copy's.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    fail(
      'node_modules is a link to the dependencies of another copy, and they are not those of package-lock.json.',
    )
  say('Installing dependencies')
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], 'The dependencies could not be installed.')
  writeFileSync(STAMP, wanted)
}

/** The Node that the tools run on: 24 from the dependencies, else this one if it is new enough. */
export function toolNode() {
  const own = join(root, 'node_modules/node/bin/node')
  if (existsSync(own) && spawnSync(own, ['--version']).status === 0) return own
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  fail('Node 24 did not come with the dependencies. Install Node 24 or newer and run this again.')
}

/** The path of a Chromium, installed through the system's package manager where there is none. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  say('Installing Chromium')
  if (process.platform === 'linux' && has('apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo']
    apt(sudo, ['update', '-qq'])
    apt(sudo, ['install', '-y', '-qq', 'chromium'])
  } else if (process.platform === 'darwin' && has('brew')) {
    spawnSync('brew', ['install', '--cask', 'chromium'], { stdio: 'inherit' })
  }
  return (
    findBrowser() ??
    fail(
      'Gloss needs Chromium. Install it (Debian: apt install chromium; macOS: brew install --cask chromium), or set GLOSS_CHROMIUM to its path. Google Chrome does not load extensions from a folder.',
    )
  )
}

/** Runs a command in the project's folder; ends this process with a sentence when it fails. */
export function run(command, args, sentence, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (status !== 0 || error) fail(sentence)
}

/** Runs a tool of the dependencies on the tool's Node. */
export function runTool(node, script, args, sentence, env = {}) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(
    process.platform === 'win32' ? ';' : ':',
  )
  run(node, [join(root, script), ...args], sentence, { PATH: path, ...env })
}

export function say(text) {
  console.log(`\n› ${text}`)
}

export function fail(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

function findBrowser() {
  const own = process.env.GLOSS_CHROMIUM
  return [...(own ? [own] : []), ...(BROWSERS[process.platform] ?? [])].find(path => existsSync(path))
}

/** Runs the system's package manager. */
export function apt(sudo, args) {
  const [command, ...rest] = [...sudo, 'apt-get', ...args]
  spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

/** Whether a command is there. */
export function has(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}
