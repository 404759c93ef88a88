/** An element on the page with a closed shadow root, which the page can neither read nor reach into. */
export interface ShadowHost {
  readonly host: HTMLElement
  readonly root: ShadowRoot
}

let nursery: Document | undefined

/**
 * Makes an element in a document of its own and closes its root there. A page may define a custom element of the same
 * name: made in the page, its constructor would run before the root is closed, and could keep hold of what is inside.
 * Styles are given once the host is on the page (see `dress`): moving between documents takes them off.
 */
export function shadowHost(tag: string): ShadowHost {
  nursery ??= document.implementation.createHTMLDocument('')
  const host = nursery.createElement(tag)
  const root = host.attachShadow({ mode: 'closed' })
  // Acts on what the reader does, never on events that a script made up.
  for (const type of ['click', 'keydown', 'pointerdown', 'pointerenter', 'focusin'])
    root.addEventListener(type, stopForged, true)
  return { host, root }
}

function stopForged(event: Event): void {
  if (event.isTrusted) return
  event.stopImmediatePropagation()
  event.preventDefault()
}

const sheets = new Map<string, CSSStyleSheet>()

/** Gives a host that is on the page its styles. Idempotent. */
export function dress({ root }: ShadowHost, css: string): void {
  if (root.adoptedStyleSheets.length > 0 || root.querySelector('style')) return
  try {
    // A constructed sheet is not subject to the page's content security policy, and is read once for all hosts.
    const sheet = sheets.get(css) ?? new CSSStyleSheet()
    if (!sheets.has(css)) sheet.replaceSync(css)
    sheets.set(css, sheet)
    root.adoptedStyleSheets = [sheet]
  } catch {
    // Firefox refuses constructed sheets from a content script's own world in some versions.
    const element = document.createElement('style')
    element.textContent = css
    root.append(element)
  }
}

/** The page's own rules cannot reach into the root, but they can match the host: every property is held fast. */
export function hold(host: HTMLElement, css: string): void {
  const declarations = `all: initial; ${css}`
    .split(';')
    .map(part => part.trim())
    .filter(Boolean)
  host.setAttribute('style', declarations.map(part => `${part} !important`).join('; '))
}
