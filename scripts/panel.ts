import type { CDPSession, Page } from 'playwright-core'

/** A node of Chromium's accessibility tree, as far as it is used here. */
export interface AccessibleNode {
  readonly nodeId: string
  readonly parentId?: string
  readonly childIds?: readonly string[]
  readonly ignored?: boolean
  readonly role?: { readonly value?: string }
  readonly name?: { readonly value?: string }
  readonly backendDOMNodeId?: number
}

/** What the panel shows, read as assistive technology reads it: its shadow root is closed to the page. */
export interface PanelReading {
  readonly text: string
  readonly topics: readonly string[]
  readonly related: readonly string[]
  readonly buttons: readonly string[]
}

/** The panel of a page, or null where there is none. */
export async function readPanel(page: Page): Promise<PanelReading | null> {
  return withTree(page, async tree => {
    const panel = tree.find(node => is(node, 'complementary', 'Gloss'))
    if (!panel) return null
    const inside = descendants(tree, panel)
    const list = (name: string) => inside.find(node => is(node, 'list', name))
    const namesIn = (name: string, role: string) => {
      const at = list(name)
      return at
        ? descendants(tree, at)
            .filter(node => roleOf(node) === role)
            .map(nameOf)
        : []
    }
    return {
      text: inside
        .filter(node => roleOf(node) === 'StaticText')
        .map(nameOf)
        .join(' ')
        .replace(/\s+/g, ' '),
      topics: namesIn('Topics', 'button'),
      related: namesIn('Related papers', 'link'),
      buttons: inside.filter(node => roleOf(node) === 'button').map(nameOf),
    }
  })
}

/** Waits until the panel shows something that `accept` takes; throws with what it shows when it never does. */
export async function waitForPanel(
  page: Page,
  accept: (panel: PanelReading) => boolean = isWhole,
  timeout = 15_000,
): Promise<PanelReading> {
  const end = Date.now() + timeout
  let last: PanelReading | null = null
  while (Date.now() < end) {
    last = await readPanel(page)
    if (last && accept(last)) return last
    await page.waitForTimeout(50)
  }
  throw new Error(`The panel never came to show what was expected: ${JSON.stringify(last)}`)
}

/** Whether the panel shows its note, and the related papers, which come after it. */
export function isWhole(panel: PanelReading): boolean {
  return isNoted(panel) && !panel.text.includes('Looking for related papers')
}

/** Whether the panel shows its note. */
export function isNoted({ buttons }: PanelReading): boolean {
  return buttons.includes('Cite')
}

/** Clicks the panel's button of this name with the mouse, as a reader would. */
export async function clickInPanel(page: Page, name: string): Promise<void> {
  await withTree(page, async (tree, session) => {
    const panel = tree.find(node => is(node, 'complementary', 'Gloss'))
    const button = panel && descendants(tree, panel).find(node => is(node, 'button', name))
    if (!button) throw new Error(`The panel has no button "${name}"`)
    const { x, y } = await centreOf(button, session)
    await page.mouse.click(x, y)
  })
}

/** The middle of what a node of the tree stands for, scrolled into view, in pixels of the window. */
export async function centreOf(
  { backendDOMNodeId: backendNodeId = 0 }: AccessibleNode,
  session: CDPSession,
): Promise<{ readonly x: number; readonly y: number }> {
  await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId })
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId })
  const [left = 0, top = 0] = model.border
  return { x: left + model.width / 2, y: top + model.height / 2 }
}

/** Reads Chromium's accessibility tree of a page. */
export async function withTree<T>(
  page: Page,
  read: (tree: readonly AccessibleNode[], session: CDPSession) => Promise<T>,
): Promise<T> {
  const session = await page.context().newCDPSession(page)
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    return await read(nodes as readonly AccessibleNode[], session)
  } finally {
    await session.detach()
  }
}

/** What lies below a node of the tree, in page order. */
export function descendants(tree: readonly AccessibleNode[], node: AccessibleNode): AccessibleNode[] {
  const byId = new Map(tree.map(item => [item.nodeId, item]))
  const found: AccessibleNode[] = []
  const walk = (at: AccessibleNode) => {
    for (const id of at.childIds ?? []) {
      const child = byId.get(id)
      if (!child) continue
      found.push(child)
      walk(child)
    }
  }
  walk(node)
  return found
}

function is(node: AccessibleNode, role: string, name: string): boolean {
  return !node.ignored && roleOf(node) === role && nameOf(node) === name
}

export function roleOf(node: AccessibleNode): string {
  return node.role?.value ?? ''
}

export function nameOf(node: AccessibleNode): string {
  return node.name?.value ?? ''
}
