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

/** The term vectors that ship with Gloss, read from the extension itself. */
export async function readTermVectors(): Promise<ArrayBuffer> {
  const file = await fetch(new URL('/term-vectors.bin', location.origin))
  return file.arrayBuffer()
}
