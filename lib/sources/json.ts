import { type Body, MalformedBody } from './source'

/** A body's JSON. Throws a `MalformedBody` that says what came instead. */
export function jsonOf(body: Body): unknown {
  try {
    return JSON.parse(body.text)
  } catch {
    const html = /^\s*<(?:!doctype|html)/i.test(body.text)
    const what = html ? 'a web page instead of data' : 'data that breaks off or is not JSON'
    throw new MalformedBody(`${new URL(body.url).host} sent ${what}`)
  }
}
