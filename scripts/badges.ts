import type { Page } from 'playwright-core'
import { type AccessibleNode, centreOf, descendants, nameOf, roleOf, withTree } from './panel'

const PREFIX = 'Gloss: '

/** The names of a page's badges without "Gloss: ", in page order, read as assistive technology reads them. */
export async function readBadges(page: Page): Promise<string[]> {
  return withTree(page, async tree => tree.filter(isBadge).map(node => nameOf(node).slice(PREFIX.length)))
}

/** Where the badge lies whose name begins so, in pixels of the window. */
export async function badgeAt(page: Page, name: string): Promise<{ readonly x: number; readonly y: number }> {
  return withTree(page, async (tree, session) => {
    const node = tree.find(one => isBadge(one) && nameOf(one).startsWith(PREFIX + name))
    if (!node) throw new Error(`There is no badge "${name}"`)
    return centreOf(node, session)
  })
}

/** What the card of a badge shows, or null where none is open. */
export async function readCard(
  page: Page,
): Promise<{ readonly text: string; readonly buttons: string[] } | null> {
  return withTree(page, async tree => {
    const card = tree.find(node => roleOf(node) === 'dialog' && nameOf(node).startsWith(PREFIX))
    if (!card) return null
    const inside = descendants(tree, card)
    return {
      text: inside
        .filter(node => roleOf(node) === 'StaticText')
        .map(nameOf)
        .join(' '),
      buttons: inside.filter(node => roleOf(node) === 'button').map(nameOf),
    }
  })
}

/** Clicks a button of the open card with the mouse. */
export async function clickInCard(page: Page, name: string): Promise<void> {
  const { x, y } = await withTree(page, async (tree, session) => {
    const card = tree.find(node => roleOf(node) === 'dialog' && nameOf(node).startsWith(PREFIX))
    const button =
      card && descendants(tree, card).find(node => roleOf(node) === 'button' && nameOf(node) === name)
    if (!button) throw new Error(`The card has no button "${name}"`)
    return centreOf(button, session)
  })
  await page.mouse.click(x, y)
}

function isBadge(node: AccessibleNode): boolean {
  return !node.ignored && roleOf(node) === 'button' && nameOf(node).startsWith(PREFIX)
}
