import { type BrowserContext, chromium } from 'playwright-core'
import { QUIET } from '../../browser.ts'
import { type Route, startStandIn } from '../../stand-in.ts'

/** A browser without Gloss, otherwise like the one with it. */
export interface PlainBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/** Starts it in a profile of its own; `route` answers for every host there is. */
export async function openPlainBrowser(
  executable: string,
  profile: string,
  route: Route,
): Promise<PlainBrowser> {
  const standIn = await startStandIn(route)
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...QUIET, `--host-resolver-rules=MAP * 127.0.0.1:${standIn.port}`, '--ignore-certificate-errors'],
  })
  return {
    context,
    async close() {
      await context.close()
      await standIn.close()
    },
  }
}
