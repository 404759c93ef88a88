import type { PanelPlace, Selectors } from '../site'

/** The first element that the newest fitting alternative finds below `root`. */
export function first(root: ParentNode, selectors: Selectors): Element | null {
  for (const [selector] of selectors) {
    const found = root.querySelector(selector)
    if (found) return found
  }
  return null
}

/** All elements that the newest alternative finds which finds any. */
export function all(root: ParentNode, selectors: Selectors): Element[] {
  for (const [selector] of selectors) {
    const found = root.querySelectorAll(selector)
    if (found.length > 0) return [...found]
  }
  return []
}

/** The place before everything else in `parent`, as a column; null where the page has no such element. */
export function columnIn(parent: Element | null): PanelPlace | null {
  return parent && { parent, before: parent.firstElementChild, shape: 'column' }
}

/** The place behind `element`, as wide as the text; null where the page has no such element. */
export function blockAfter(element: Element | null): PanelPlace | null {
  const parent = element?.parentElement
  return element && parent ? { parent, before: element.nextElementSibling, shape: 'block' } : null
}
