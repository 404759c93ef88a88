import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Worker } from 'playwright-core'

export interface LaunchOptions {
  readonly executable: string
  /** The folder of the built extension. */
  readonly extension: string
  readonly headless: boolean
  /** Hosts (or `*`) that a local stand-in answers for, and its port. */
  readonly standIn?: { readonly hosts: readonly string[]; readonly port: number }
  /** The profile's folder; a new one that is removed at the end when left out. */
  readonly profile?: string
  readonly colorScheme?: 'light' | 'dark'
}

/** A browser with Gloss in it. */
export interface GlossBrowser {
  readonly context: BrowserContext
  readonly extensionId: string
  /** The address of one of the extension's own pages, such as `popup.html`. */
  page(path: string): string
  worker(): Promise<Worker>
  close(): Promise<void>
}

/** Flags without which Chromium looks up hosts of its own at every start. */
export const QUIET: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider,Translate',
]

/** Starts Chromium with the built extension and waits for its service worker. */
export async function launchWithGloss(options: LaunchOptions): Promise<GlossBrowser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'gloss-profile-')))
  const rules = options.standIn?.hosts
    .map(host => `MAP ${host} 127.0.0.1:${options.standIn?.port}`)
    .join(', ')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executable,
    headless: options.headless,
    // A window's page is as large as the window.
    viewport: options.headless ? { width: 1280, height: 900 } : null,
    colorScheme: options.colorScheme ?? 'light',
    // Chromium will not run sandboxed as root, which is what containers are.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...QUIET,
      `--disable-extensions-except=${options.extension}`,
      `--load-extension=${options.extension}`,
      // What runs on this machine is asked by its number, and answers itself.
      ...(rules ? [`--host-resolver-rules=${rules}, EXCLUDE 127.0.0.1`, '--ignore-certificate-errors'] : []),
    ],
  })
  const worker = async () =>
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }))
  const extensionId = new URL((await worker()).url()).host
  return {
    context,
    extensionId,
    page: path => `chrome-extension://${extensionId}/${path}`,
    worker,
    async close() {
      await context.close()
      if (!options.profile) await rm(profile, { recursive: true, force: true })
    },
  }
}
