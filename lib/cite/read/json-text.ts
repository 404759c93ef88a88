/** JSON that was read, and whether the file breaks off before its end. */
export interface JsonText {
  readonly value: unknown
  readonly cut: boolean
}

/** How deep JSON of any of these formats goes, and more. */
const MAX_DEPTH = 64

/**
 * The value of a JSON text. Of one that breaks off, what is whole: items that lie `depth` brackets deep, and what is
 * before them. Null for what is no JSON.
 */
export function readJson(text: string, depth: number): JsonText | null {
  const whole = parsed(text)
  if (whole !== undefined) return { value: whole, cut: false }
  const rest = wholeItems(text, depth)
  const value = rest === null ? undefined : parsed(rest)
  return value === undefined ? null : { value, cut: true }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `text` up to the last item that ends `depth` brackets deep, with the brackets closed that are open there. */
function wholeItems(text: string, depth: number): string | null {
  const open: string[] = []
  let found: { readonly end: number; readonly closing: string } | null = null
  for (let at = 0; at < text.length && open.length <= MAX_DEPTH; at++) {
    const sign = text.charAt(at)
    if (sign === '"') at = endOfString(text, at)
    else if (sign === '[') open.push(']')
    else if (sign === '{') open.push('}')
    else if (sign === ']' || sign === '}') {
      if (open.pop() !== sign || open.length === 0) break
      if (open.length === depth) found = { end: at + 1, closing: open.toReversed().join('') }
    }
  }
  return found && text.slice(0, found.end) + found.closing
}

/** Where the string ends that begins at a place: at its quote, or with the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at)
    if (sign === '"') return at
    if (sign === '\\') at++
  }
  return text.length
}
