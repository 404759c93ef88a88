import { browser } from 'wxt/browser'

/** The address of a route of the app, such as `#/search?q=…`. */
export function appUrl(route: string): string {
  return browser.runtime.getURL('/app.html') + route
}

/** The digest that ships with Gloss, read from the extension itself. */
export async function readStarterFile(): Promise<unknown> {
  const file = await fetch(browser.runtime.getURL('/starter-digest.json'))
  return file.json()
}
