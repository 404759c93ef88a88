import { h, render } from 'preact'
import badgeCss from '@/components/badge.css?inline'
import { compact } from '@/components/compact'
import { Logo } from '@/components/icons'
import type { BadgeNote, PaperMention } from '@/lib/messaging/protocol'
import type { Spot, Theme } from '@/lib/sites/site'
import { dress, hold, shadowHost } from './shadow-host'

const TAG = 'gloss-badge'
/**
 * Out of the flow, at the end of the line that it would stand in: nothing moves, whatever is around it. As high as the
 * line, so that its button stands in the middle of it.
 */
const HOST =
  'display: inline-block; position: absolute; inline-size: 0; block-size: 1lh; font-size: inherit; line-height: inherit; direction: ltr; text-indent: 0;'

/** A badge that stands in a row, and what it stands for. */
export interface Badge {
  spot: Spot
  readonly mention: PaperMention
  readonly host: HTMLElement
  readonly button: HTMLButtonElement
  note: BadgeNote | null
}

let template: Element | undefined

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
  hold(host, HOST)
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
  const up = button.querySelector('.up')
  const mark = button.querySelector('.mark')
  const upvotes = note?.upvotes
  const state = note?.saved ? 'saved' : note?.seen ? 'seen' : ''
  up?.toggleAttribute('hidden', upvotes === undefined)
  if (up) up.textContent = upvotes === undefined ? '' : `▲ ${compact(upvotes)}`
  if (mark) mark.textContent = state
  button.classList.toggle('bare', upvotes === undefined && !state)
  button.classList.toggle('unknown', note === null)
  button.classList.toggle('kept', note?.saved ?? false)
  const said = [
    upvotes !== undefined && `${upvotes} upvotes`,
    note?.saved && 'saved',
    note?.seen && 'seen',
    note === null && 'not in your digest',
  ].filter(Boolean)
  const title = mention.title ?? mention.ids[0] ?? ''
  button.setAttribute('aria-label', `Gloss: ${title}${said.length > 0 ? `, ${said.join(', ')}` : ''}`)
}

/** A dot in the place of a badge for which there is no room. */
export function shrink({ button }: Badge): void {
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

function makeTemplate(): Element {
  const container = document.createElement('div')
  const up = h('span', { class: 'up' })
  const mark = h('span', { class: 'mark' })
  render(
    h('button', { type: 'button', class: 'g badge' }, h('span', { class: 'pill' }, h(Logo, {}), up, mark)),
    container,
  )
  return container.firstElementChild ?? container
}
