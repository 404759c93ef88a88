import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from '@/lib/zod'

const ROOT = resolve(import.meta.dirname, '../..')
const PERMISSIONS = [
  'storage',
  'unlimitedStorage',
  'alarms',
  'activeTab',
  'scripting',
  'contextMenus',
  'sidePanel',
]
/** Kilobytes of the content script, packed; nothing else is injected. */
const MAX_CONTENT_KB = 25

/** Sites that change their address without loading, so that any page of theirs may come to show a paper. */
const WHOLE_HOSTS = [
  'alphaxiv.org',
  'connectedpapers.com',
  'ieeexplore.ieee.org',
  'openreview.net',
  'pubmed.ncbi.nlm.nih.gov',
  'semanticscholar.org',
]

const manifestSchema = z.looseObject({
  permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_host_permissions: z.array(z.string()),
  content_scripts: z.array(z.object({ matches: z.array(z.string()), js: z.array(z.string()) })),
  omnibox: z.object({ keyword: z.string() }),
  web_accessible_resources: z.optional(z.array(z.unknown())),
})

describe.each([
  ['chrome', 'build', PERMISSIONS],
  ['firefox', 'build:firefox', PERMISSIONS.filter(name => name !== 'sidePanel')],
] as const)('The built extension for %s', (browser, script, permissions) => {
  const folder = join(ROOT, `.output/${browser}-mv3`)
  beforeAll(() => {
    // As it is shipped: the test runner's own environment would have Preact built for finding mistakes.
    const env = { ...process.env, NODE_ENV: 'production' }
    execFileSync('npm', ['run', '--silent', script], { cwd: ROOT, stdio: 'ignore', env })
  }, 120_000)

  const manifest = () =>
    z.parse(manifestSchema, JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))

  it('asks for exactly the permissions of the architecture', () => {
    const built = manifest()
    expect(built.permissions.toSorted()).toEqual(permissions.toSorted())
    expect(built.optional_permissions).toEqual(['notifications'])
    expect(built.host_permissions).toEqual(['https://huggingface.co/*'])
    expect(built.optional_host_permissions).toEqual(['https://*/*', 'http://127.0.0.1/*'])
  })

  it('has its keyword in the address bar', () => {
    expect(manifest().omnibox).toEqual({ keyword: 'gl' })
  })

  it('runs on the named sites alone, and shows pages nothing of its own', () => {
    const built = manifest()
    const matches = built.content_scripts.flatMap(script => script.matches)
    expect(matches.length).toBeGreaterThan(0)
    for (const match of matches) expect(match).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*\*/)
    // A page never gets two of the scripts, and whole hosts only where pages change without being loaded.
    expect(new Set(matches).size).toBe(matches.length)
    const wholeHosts = matches.flatMap(match => /^https:\/\/(?:www\.)?([^/]+)\/\*$/.exec(match)?.[1] ?? [])
    expect([...new Set(wholeHosts)].toSorted()).toEqual(WHOLE_HOSTS)
    for (const script of built.content_scripts) expect(script.js).toHaveLength(1)
    expect(built.web_accessible_resources ?? []).toEqual([])
  })

  it('has content scripts without a database, a schema library or a character that browsers refuse', () => {
    const scripts = globSync(join(folder, 'content-scripts/*.js'))
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) {
      const text = readFileSync(script, 'utf8')
      expect(text.match(/dexie|indexedDB|ZodError|safeParse|_zod|[\uFFFE\uFFFF]/gi), script).toBeNull()
      expect(gzipSync(text).length / 1024).toBeLessThan(MAX_CONTENT_KB)
    }
  })

  it('holds no code that is made from text or loaded from elsewhere', () => {
    for (const script of globSync(join(folder, '**/*.js'))) {
      const text = readFileSync(script, 'utf8')
      expect(text.match(/\beval\(|new Function\(|importScripts\(|document\.write\(/g), script).toBeNull()
    }
  })
})
