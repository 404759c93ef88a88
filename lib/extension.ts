import { browser } from 'wxt/browser'

/** The address of a route of the app, such as `#/search?q=…`. */
export function appUrl(route: string): string {
  return browser.runtime.getURL('/app.html') + route
}

/** Shows a new reader what there is to choose, behind the page that is being read. */
export async function offerWelcome(): Promise<void> {
  await browser.tabs.create({ url: appUrl('#/welcome'), active: false })
}

/** The digest that ships with Gloss, read from the extension itself. */
export async function readStarterFile(): Promise<unknown> {
  const file = await fetch(browser.runtime.getURL('/starter-digest.json'))
  return file.json()
}

/** The term vectors that ship with Gloss, read from the extension itself. */
export function readTermVectors(): Promise<ArrayBuffer> {
  return readShipped('term-vectors.bin')
}

/** A file of bytes that ships with Gloss, read from the extension itself. */
export async function readShipped(name: string): Promise<ArrayBuffer> {
  const file = await fetch(new URL(`/${name}`, location.origin))
  return file.arrayBuffer()
}
