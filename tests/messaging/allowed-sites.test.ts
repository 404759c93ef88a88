import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { sites } from '@/lib/sites/registry'

interface Script {
  readonly id: string
  readonly matches?: readonly string[]
}

const granted = new Set<string>()
const registered = new Map<string, Script>()
const calls: string[] = []
let failing = false
let permissionsChanged: { added: (() => void)[]; removed: (() => void)[] }

beforeEach(async () => {
  fakeBrowser.reset()
  granted.clear()
  registered.clear()
  calls.length = 0
  failing = false
  permissionsChanged = { added: [], removed: [] }
  const put = (name: string) => async (scripts: Script[]) => {
    await new Promise(resolve => setTimeout(resolve))
    calls.push(name)
    if (failing) throw new Error('refused')
    for (const script of scripts) {
      if (registered.has(script.id) !== (name === 'update')) throw new Error(`cannot ${name} ${script.id}`)
      registered.set(script.id, script)
    }
  }
  vi.stubGlobal('chrome', {
    ...fakeBrowser,
    permissions: {
      contains: async ({ origins = [] }: { origins?: string[] }) => {
        if (origins.some(origin => !URL.canParse(origin.replace('/*', '/'))))
          throw new Error('Invalid pattern')
        return origins.every(origin => granted.has(origin))
      },
      onAdded: { addListener: (listener: () => void) => permissionsChanged.added.push(listener) },
      onRemoved: { addListener: (listener: () => void) => permissionsChanged.removed.push(listener) },
    },
    scripting: {
      getRegisteredContentScripts: async ({ ids = [] }: { ids?: string[] }) =>
        ids.flatMap(id => registered.get(id) ?? []),
      registerContentScripts: put('register'),
      updateContentScripts: put('update'),
      unregisterContentScripts: async ({ ids = [] }: { ids?: string[] }) => {
        calls.push('unregister')
        for (const id of ids) registered.delete(id)
      },
    },
  })
  vi.resetModules()
  const { followAllowedSites } = await import('@/lib/messaging/allowed-sites')
  followAllowedSites()
})

async function allow(...hosts: string[]): Promise<void> {
  const { changeSettings } = await import('@/lib/settings')
  await changeSettings(() => ({ allowedHosts: hosts }))
}

async function allowed(): Promise<readonly string[]> {
  const { readSettings } = await import('@/lib/settings')
  return (await readSettings()).allowedHosts
}

const matches = () => [...registered.values()].map(script => script.matches)
const settled = () => new Promise(resolve => setTimeout(resolve, 30))

describe('sites that the reader allows', () => {
  test('get Gloss’s script on every page, but for those where the manifest has it run', async () => {
    granted.add('https://journal.example/*').add('https://lab.example/*')
    await allow('lab.example', 'journal.example')
    await settled()
    expect([...registered.values()]).toEqual([
      {
        id: 'allowed',
        matches: ['https://journal.example/*', 'https://lab.example/*'],
        excludeMatches: sites.flatMap(site => [...site.matches]),
        js: ['content-scripts/annotate.js'],
        runAt: 'document_start',
        allFrames: false,
        persistAcrossSessions: true,
      },
    ])
  })

  test.each<[what: string, host: string, pattern: string | null]>([
    ['a port, which patterns do not have', 'lab.example:8443', 'https://lab.example/*'],
    ['this machine, which is asked without encryption', '127.0.0.1:3000', 'http://127.0.0.1/*'],
    ['letters of another script', 'bücher.example', 'https://xn--bcher-kva.example/*'],
    ['every host', '*', null],
    ['a path', 'lab.example/x', null],
    ['nothing', '', null],
    ['words', 'a b', null],
  ])('%s: %j', async (_, host, pattern) => {
    granted
      .add('https://lab.example/*')
      .add('http://127.0.0.1/*')
      .add('https://xn--bcher-kva.example/*')
      .add('https://*/*')
    await allow(host)
    await settled()
    expect(matches()).toEqual(pattern ? [[pattern]] : [])
  })

  test('wait for the browser’s leave, and follow what is taken away', async () => {
    await allow('lab.example', 'journal.example')
    await settled()
    expect(matches()).toEqual([])
    granted.add('https://lab.example/*').add('https://journal.example/*')
    for (const listener of permissionsChanged.added) listener()
    await settled()
    expect(matches()).toEqual([['https://journal.example/*', 'https://lab.example/*']])
    granted.delete('https://lab.example/*')
    for (const listener of permissionsChanged.removed) listener()
    await settled()
    expect(matches()).toEqual([['https://journal.example/*']])
    expect(await allowed()).toEqual(['journal.example'])
    await allow()
    await settled()
    expect(matches()).toEqual([])
  })

  test('are registered anew after an update and with the browser’s start', async () => {
    granted.add('https://lab.example/*')
    await allow('lab.example')
    await settled()
    for (const event of [fakeBrowser.runtime.onInstalled, fakeBrowser.runtime.onStartup]) {
      registered.clear()
      await event.trigger(undefined as never)
      await settled()
      expect(matches()).toEqual([['https://lab.example/*']])
    }
  })

  test('end as was last said, however quickly one thing follows another', async () => {
    granted.add('https://a.example/*').add('https://b.example/*')
    for (const hosts of [['a.example'], [], ['b.example'], ['a.example', 'b.example'], ['b.example']])
      await allow(...hosts)
    await settled()
    expect(matches()).toEqual([['https://b.example/*']])
  })

  test('are left as they are by other settings', async () => {
    const { changeSettings } = await import('@/lib/settings')
    granted.add('https://a.example/*')
    await allow('a.example')
    await settled()
    const before = calls.length
    await changeSettings(() => ({ dimSeen: true }))
    await settled()
    expect(calls).toHaveLength(before)
  })

  test('that could not be registered are said so, and the next time it is tried again', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    granted.add('https://a.example/*').add('https://b.example/*')
    failing = true
    await allow('a.example')
    await settled()
    expect(logged).toHaveBeenCalledOnce()
    failing = false
    await allow('a.example', 'b.example')
    await settled()
    expect(matches()).toEqual([['https://a.example/*', 'https://b.example/*']])
    logged.mockRestore()
  })
})
