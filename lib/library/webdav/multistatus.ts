import { parseXml, textOf, type XmlElement } from '../../sources/xml'
import { type Listed, versionOf } from './version'

/**
 * The files that a folder holds, by name, from a server's answer to PROPFIND (RFC 4918, 9.1). Every server has a prefix of
 * its own for the namespace, or none, so elements go by the name behind it. Throws a `MalformedBody` for what is no XML;
 * null for what is no such list.
 */
export function parseMultistatus(text: string, date: string | null): Map<string, Listed> | null {
  const root = parseXml(text, 'The server')
  if (localName(root) !== 'multistatus') return null
  const files = new Map<string, Listed>()
  for (const response of children(root, 'response')) {
    const name = nameOf(textOf(children(response, 'href')[0]))
    const found = children(response, 'propstat').filter(isFound)
    const props = found.flatMap(part => children(part, 'prop'))
    const prop = (called: string) => props.flatMap(part => children(part, called))[0]
    const type = prop('resourcetype')
    if (name === '' || (type && children(type, 'collection').length > 0)) continue
    const size = Number(textOf(prop('getcontentlength')) || Number.NaN)
    files.set(name, {
      ...versionOf(textOf(prop('getetag')), textOf(prop('getlastmodified')), date),
      ...(Number.isFinite(size) && { size }),
    })
  }
  return files
}

/** Properties that the server has, unlike those that it lists as missing. */
function isFound(propstat: XmlElement): boolean {
  const status = textOf(children(propstat, 'status')[0])
  return status === '' || /\s2\d\d(?:\s|$)/.test(status)
}

function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap(child =>
    typeof child !== 'string' && localName(child) === name ? child : [],
  )
}

function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The last part of an address or a path; '' for a folder's. */
function nameOf(href: string): string {
  const part =
    href
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
