import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** Rooms of lib from the ones that know nothing of the others to the ones that may use them all. */
const ORDER = [
  ['time', 'zod'],
  ['papers'],
  ['search'],
  ['learned'],
  ['topics', 'summary', 'sites', 'sources', 'cite'],
  ['related', 'ranking', 'entries'],
  ['http-answer', 'http-body', 'http-text', 'http-wait'],
  ['http', 'settings', 'extension', 'summariser'],
  ['http-exchange'],
  ['corpus'],
  ['library', 'sync'],
  ['messaging/protocol'],
  ['notes'],
  ['messaging'],
  ['pages'],
]
const PURE = [
  'papers',
  'sites',
  'sources',
  'search',
  'topics',
  'summary',
  'related',
  'ranking',
  'learned',
  'cite',
  'entries',
  'time',
]
/** What a content script may reach: it reads the page, asks, and renders. */
const CONTENT_MAY = [
  'sites',
  'papers',
  'time',
  'settings',
  'summariser',
  'messaging/protocol',
  'messaging/client',
]

/** The room of a file of the project: `papers` of lib/papers/merge.ts, `components`, `entrypoints`. */
function roomOf(file: string): string {
  const path = relative(ROOT, file).replace(/\.tsx?$/, '')
  const [top = '', room = '', name] = path.split('/')
  if (top !== 'lib') return top
  const whole = `${room}/${name}`
  return ORDER.flat().includes(whole) ? whole : room
}

function importsOf(file: string): { readonly to: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm,
  )
  return [...statements].flatMap(([, type, from, bare]) => {
    const target = from ?? bare ?? ''
    if (target.startsWith('@/')) return [{ to: join(ROOT, target.slice(2)), typeOnly: Boolean(type) }]
    if (target.startsWith('.')) return [{ to: resolve(dirname(file), target), typeOnly: Boolean(type) }]
    return [{ to: target, typeOnly: Boolean(type) }]
  })
}

const files = (pattern: string) => globSync(pattern, { cwd: ROOT }).map(file => join(ROOT, file))
const rank = (room: string) => ORDER.findIndex(level => level.includes(room))

describe('Imports run one way', () => {
  const modules = files('lib/**/*.ts')

  it('knows every room of lib', () => {
    const unknown = [...new Set(modules.map(roomOf))].filter(room => rank(room) < 0)
    expect(unknown, 'Give the new room its place in ORDER above').toEqual([])
  })

  it('from later rooms to earlier ones', () => {
    const wrong = modules.flatMap(file =>
      importsOf(file)
        .filter(({ to }) => to.startsWith(join(ROOT, 'lib')))
        // Types go nowhere at run time; `pages` hands rows to components by their type.
        .filter(({ typeOnly }) => !typeOnly)
        .filter(({ to }) => roomOf(to) !== roomOf(file) && rank(roomOf(to)) >= rank(roomOf(file)))
        .map(
          ({ to }) =>
            `${relative(ROOT, file)} imports ${relative(ROOT, to)}: move what both need to an earlier room`,
        ),
    )
    expect(wrong).toEqual([])
  })

  it('and nothing of lib imports entrypoints, or components but for their types', () => {
    const wrong = modules.flatMap(file =>
      importsOf(file)
        .filter(({ to, typeOnly }) => /\/(entrypoints|components)\//.test(to) && !typeOnly)
        .map(
          ({ to }) => `${relative(ROOT, file)} imports ${relative(ROOT, to)}: hand it in from the entrypoint`,
        ),
    )
    expect(wrong).toEqual([])
  })
})

describe('Rooms keep to themselves', () => {
  it.each(PURE)('%s is pure: no browser, no database, no network, no clock', room => {
    const inRoom = files('lib/**/*.ts').filter(file => roomOf(file) === room)
    expect(inRoom.length).toBeGreaterThan(0)
    for (const file of inRoom) {
      const outside = importsOf(file).filter(({ to }) => /^(wxt|dexie|preact)\b/.test(to))
      expect(
        outside.map(({ to }) => to),
        `${relative(ROOT, file)}: hand these in instead`,
      ).toEqual([])
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      expect(
        text.match(/\bfetch\(|Date\.now\(|new Date\(\)|Math\.random\(|\bindexedDB\b/g),
        relative(ROOT, file),
      ).toBeNull()
    }
  })

  it('one door to each outside thing', () => {
    const doors: [pattern: RegExp, allowed: RegExp, thing: string][] = [
      [/from 'dexie'/, /^lib\/(corpus|library|pages\/live)/, 'the database'],
      [/\bfetch\(/, /^lib\/(http|http-exchange|extension)\.ts$/, 'the network'],
      [/storage\.(local|session)\b/, /^lib\/settings\.ts$/, 'the settings'],
      [/storage\.sync\b/, /^lib\/library\/browser-sync\/area\.ts$/, 'the other devices'],
    ]
    for (const file of files('{lib,components,entrypoints}/**/*.{ts,tsx}')) {
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      for (const [pattern, allowed, thing] of doors)
        if (pattern.test(text)) expect(relative(ROOT, file), `has its own way to ${thing}`).toMatch(allowed)
    }
  })

  it('components know neither the browser nor the database', () => {
    for (const file of files('components/**/*.{ts,tsx}'))
      for (const { to, typeOnly } of importsOf(file)) {
        if (typeOnly) continue
        expect(to, `${relative(ROOT, file)}: take it as a property`).not.toMatch(
          /^(wxt|dexie|zod)|lib\/(corpus|library|sync|notes|settings|pages)/,
        )
      }
  })

  it('content scripts reach only what they may', () => {
    const reached = new Set<string>()
    const walk = (file: string) => {
      for (const { to, typeOnly } of importsOf(file)) {
        if (typeOnly || !to.startsWith(ROOT)) continue
        const [found] = [`${to}.ts`, `${to}.tsx`].filter(path => globSync(path).length > 0)
        if (!found || reached.has(found)) continue
        reached.add(found)
        walk(found)
      }
    }
    for (const file of [
      ...files('entrypoints/*.content/**/*.{ts,tsx}'),
      ...files('entrypoints/*.content.ts'),
    ])
      walk(file)
    const rooms = [...reached]
      .filter(file => file.includes('/lib/'))
      .map(file => {
        const room = roomOf(file)
        return room === 'messaging' ? relative(join(ROOT, 'lib'), file).replace(/\.ts$/, '') : room
      })
    expect([...new Set(rooms)].filter(room => !CONTENT_MAY.includes(room))).toEqual([])
  })

  it('entrypoints wire: under 60 lines', () => {
    for (const file of files('entrypoints/{background,*/index,*/main}.{ts,tsx}'))
      expect(readFileSync(file, 'utf8').split('\n').length, relative(ROOT, file)).toBeLessThan(60)
  })

  it('no file outgrows 250 lines', () => {
    for (const file of files('{lib,components,entrypoints}/**/*.{ts,tsx}'))
      expect(readFileSync(file, 'utf8').split('\n').length, relative(ROOT, file)).toBeLessThanOrEqual(250)
  })
})
