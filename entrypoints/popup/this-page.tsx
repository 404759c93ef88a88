import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { isSaved } from '@/lib/library/library'
import type { PaperMention, WhichPaper } from '@/lib/messaging/protocol'
import { setSaved } from '@/lib/pages/actions'
import { corpus, ready } from '@/lib/pages/context'
import { useLive } from '@/lib/pages/live'
import { paperUrl } from '@/lib/papers/identifier'
import { changeSettings, readSettings } from '@/lib/settings'
import { recognise } from '@/lib/sites/registry'

const WHICH_PAPER: WhichPaper = { type: 'which-paper' }

interface Page {
  readonly host: string
  readonly mention: PaperMention
  readonly off: boolean
}

/** The paper of the active tab, PDF tabs too, with Save; nothing on any other tab. */
export function ThisPage({ say }: { readonly say: (text: string) => void }) {
  const [page, setPage] = useState<Page | null>(null)
  useEffect(() => void readActiveTab().then(setPage), [])
  const known = useLive(async () => {
    await ready
    if (!page) return undefined
    const found = await corpus.find(page.mention.ids, page.mention.title)
    return {
      title: found?.paper.title,
      saved: await isSaved(corpus.db, found?.paper.ids ?? page.mention.ids),
    }
  }, [page]).value
  if (!page) return null
  const title = known?.title ?? page.mention.title
  const abstract = page.mention.ids.map(paperUrl).find(Boolean)
  const save = (saved: boolean) =>
    setSaved(page.mention, saved).catch((error: unknown) =>
      say(error instanceof Error ? error.message : String(error)),
    )
  return (
    <section class="this row" aria-label="This page">
      <div class="name">
        <p class="faint">This page{page.off && ` · off on ${page.host}`}</p>
        <span class="title" dir="auto" title={title}>
          {title ?? page.mention.ids[0]}
        </span>
      </div>
      {page.off && (
        <button
          type="button"
          class="btn"
          onClick={() => turnOn(page.host).then(() => setPage({ ...page, off: false }))}
        >
          Turn on
        </button>
      )}
      {title ? (
        <button
          type="button"
          class={`btn ${known?.saved ? 'on' : 'primary'}`}
          aria-pressed={known?.saved ?? false}
          onClick={() => save(!known?.saved)}
        >
          {known?.saved ? 'Saved' : 'Save'}
        </button>
      ) : (
        // A PDF of a paper no digest has: nothing here knows its title, its abstract page does.
        abstract && (
          <a class="btn" href={abstract} target="_blank" rel="noopener noreferrer">
            Open abstract
          </a>
        )
      )}
    </section>
  )
}

/**
 * Asks the page of the active tab which paper it shows. Where Gloss has no script (PDF tabs, a site that is off) the
 * address tells, which `activeTab` lets the popup read once the reader has clicked its button.
 */
async function readActiveTab(): Promise<Page | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  if (tab?.id === undefined) return null
  const said = await browser.tabs.sendMessage(tab.id, WHICH_PAPER).catch(() => null)
  const mention = (said ?? null) as PaperMention | null
  const recognised = tab.url ? recognise(tab.url) : null
  const host = tab.url ? new URL(tab.url).host : ''
  if (mention) return { host, off: false, mention }
  if (!recognised) return null
  const off = (await readSettings()).offHosts.includes(host)
  return { host, off, mention: { ids: [recognised.id] } }
}

async function turnOn(host: string): Promise<void> {
  await changeSettings(settings => ({ offHosts: settings.offHosts.filter(off => off !== host) }))
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  if (tab?.id !== undefined) await browser.tabs.reload(tab.id)
}
