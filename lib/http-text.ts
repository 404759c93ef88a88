/** How much of a body is looked at for what it says of itself: an XML prolog, the start of a web page. */
const PROLOG_BYTES = 200

/**
 * The text of a body: by its byte order mark, else the charset of `contentType`, else its XML prolog, else as UTF-8.
 * Data that is JSON is UTF-8 whatever its header says. Null where the bytes are not valid in that encoding, since text
 * with replacement characters would be stored and searched as if it were right.
 */
export function decodeText(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  json: boolean,
): string | null {
  const encoding =
    markedEncoding(bytes) ??
    (json ? undefined : (usable(declaredCharset(contentType)) ?? usable(prologEncoding(bytes))))
  try {
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Whether a body is to be read as JSON, by what the server calls it or by what alone was asked for. */
export function isJson(contentType: string, accept: string | undefined): boolean {
  return isJsonType(contentType) || asksForJson(accept)
}

/** Whether `accept` takes JSON and nothing else. */
export function asksForJson(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').filter(type => type.trim() && !type.trim().startsWith('*/*'))
  return types.length > 0 && types.every(isJsonType)
}

/** Whether a body begins like a web page: a sign-in or an error page instead of what was asked for. */
export function startsLikeHtml(bytes: Uint8Array<ArrayBuffer>): boolean {
  return /^(?:ï»¿)?\s*<(?:!doctype\s+html|html|head|body|title|meta|script|!--)/i.test(prolog(bytes))
}

function isJsonType(type: string): boolean {
  return /^\s*[\w.-]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

function declaredCharset(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s;,"']+)/i.exec(contentType)?.[1]
}

function prologEncoding(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  const start = prolog(bytes)
  // Without a mark, UTF-16 still shows by how "<?" is written (XML 1.0, appendix F).
  if (start.startsWith('<\0?\0')) return 'utf-16le'
  if (start.startsWith('\0<\0?')) return 'utf-16be'
  const name = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1]
  // A prolog that could be read letter by letter is not in UTF-16, whatever it says.
  return name && /^utf-?16/i.test(name) ? undefined : name
}

/** `label`, where it names an encoding that is known. */
function usable(label: string | undefined): string | undefined {
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** The first bytes, each as one letter. */
function prolog(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, PROLOG_BYTES))
}
