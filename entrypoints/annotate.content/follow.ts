import { browser } from 'wxt/browser'
import type { PageSaid, WhichPaper } from '@/lib/messaging/protocol'
import { type Recognised, recogniseAmong } from '@/lib/sites/recognise'
import type { Site } from '@/lib/sites/site'
import { watchAddress } from './address'
import { tellExtension, Visit } from './visit'

/** Annotates the page as one of `sites` has it, and goes with it from address to address, until `signal` aborts. */
export function followPage(sites: readonly Site[], signal: AbortSignal): void {
  let visit: Visit | null = null
  const begin = () => {
    const recognised = recogniseAmong(sites, location.href)
    if (visit && recognised && sameSubject(visit.recognised, recognised)) {
      visit.recognised = recognised
      return
    }
    const before = visit?.paper ?? null
    visit?.end()
    if (visit) tellExtension(true)
    visit = recognised && new Visit(recognised, before)
  }
  begin()
  const onMessage = (message: WhichPaper, _: unknown, respond: (said: PageSaid | null) => void) => {
    if (message.type === 'which-paper') respond(visit?.said() ?? null)
  }
  browser.runtime.onMessage.addListener(onMessage)
  watchAddress(begin, signal)
  const end = () => {
    browser.runtime.onMessage.removeListener(onMessage)
    visit?.end()
  }
  signal.addEventListener('abort', end, { once: true })
}

/** Whether two addresses stand for the same paper or the same kind of list: the page is then followed as it is. */
function sameSubject(a: Recognised, b: Recognised): boolean {
  if (a.site !== b.site || a.address.kind !== b.address.kind) return false
  return a.address.native === b.address.native && `${a.address.ids}` === `${b.address.ids}`
}
