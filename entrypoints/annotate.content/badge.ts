import badgeCss from '@/components/badge.css?inline'
import { compact } from '@/components/compact'
import type { BadgeNote, PaperMention } from '@/lib/messaging/protocol'
import type { Spot, Theme } from '@/lib/sites/site'
import { dress, hold, shadowHost } from './shadow-host'

const TAG = 'gloss-badge'
/**
 * Out of the flow, at the end of the line that it would stand in and in the middle of its height: nothing moves, whatever
 * is around it. What is far from the window is not laid out, of which there may be thousands.
 */
const HOST =
  'display: inline-block; position: absolute; block-size: 22px; margin-block-start: calc((1lh - 22px) / 2); content-visibility: auto; font-size: inherit; line-height: inherit; direction: ltr; text-indent: 0;'
/** How wide a badge is, and a dot, in pixels. */
const WIDTH = 112
const DOT_WIDTH = 14

/** A badge that stands in a row, and what it stands for. */
export interface Badge {
  spot: Spot
  readonly mention: PaperMention
  readonly host: HTMLElement
  readonly button: HTMLButtonElement
  note: BadgeNote | null
}

let template: HTMLButtonElement | undefined

/** Makes the badge of a row and puts it there. */
export function placeBadge(
  spot: Spot,
  mention: PaperMention,
  note: BadgeNote | null,
  theme: Theme,
  onAct: (badge: Badge, event: Event) => void,
): Badge {
  const shadow = shadowHost(TAG)
  const { host, root } = shadow
  template ??= makeTemplate()
  const button = template.cloneNode(true) as HTMLButtonElement
  root.append(button)
  hold(host, `${HOST} inline-size: ${WIDTH}px;`)
  const badge: Badge = { spot, mention, host, button, note }
  tell(badge, note)
  button.dataset.theme = theme
  for (const type of ['pointerenter', 'pointerleave', 'click', 'focus', 'blur', 'keydown'])
    button.addEventListener(type, event => onAct(badge, event))
  if (isLink(spot)) shrink(badge)
  goesInto(spot, host)
  dress(shadow, badgeCss)
  return badge
}

/** Puts a badge back that went with what was around it. */
export function putBack(badge: Badge, spot: Spot): void {
  badge.spot = spot
  goesInto(spot, badge.host)
}

/** Says something else on a badge. */
export function tell(badge: Badge, note: BadgeNote | null): void {
  badge.note = note
  const { button, mention } = badge
  const upvotes = note?.upvotes
  const state = wordOf(note)
  const mark = document.createElement('i')
  mark.textContent = state
  button.firstElementChild?.replaceChildren(
    // Of some papers nothing is known but that a digest has them.
    upvotes !== undefined ? `▲ ${compact(upvotes)} ` : state ? '' : 'Gloss',
    mark,
  )
  button.classList.toggle('unknown', note === null)
  const said = [
    upvotes !== undefined && `${upvotes} upvotes`,
    state,
    note === null && 'not in your digest',
  ].filter(Boolean)
  const title = mention.title ?? mention.ids[0] ?? ''
  button.setAttribute('aria-label', `Gloss: ${title}${said.length > 0 ? `, ${said.join(', ')}` : ''}`)
}

/** How the paper stands with the reader, in a word. */
function wordOf(note: BadgeNote | null): string {
  if (note?.saved) return note.state && note.state !== 'to-read' ? note.state : 'saved'
  return note?.skipped ? 'skipped' : note?.seen ? 'seen' : ''
}

/** A dot in the place of a badge for which there is no room. */
export function shrink({ host, button }: Badge): void {
  hold(host, `${HOST} inline-size: ${DOT_WIDTH}px;`)
  button.classList.add('dot')
}

/** Whether a spot is a link in a text, where there is room for a dot alone. */
export function isLink({ anchor }: Spot): boolean {
  return anchor.localName === 'a'
}

function goesInto(spot: Spot, host: HTMLElement): void {
  // A link is followed by its badge: a button inside a link would be one of both.
  if (isLink(spot)) spot.anchor.after(host)
  else spot.anchor.append(host)
}

function makeTemplate(): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'badge'
  const pill = document.createElement('span')
  pill.className = 'pill'
  button.append(pill)
  return button
}
