import { browser } from 'wxt/browser'
import { paperOfUrl } from '../papers/paper-url'
import { recognise } from '../sites/registry'
import { z } from '../zod'
import type { PageSaid, PaperMention, WhichPaper } from './protocol'
import { mentionSchema } from './requests'

/** How long a page may take to answer, in milliseconds: one that is busy must not keep the reader waiting. */
const ANSWER_WITHIN = 1000
const WHICH_PAPER: WhichPaper = { type: 'which-paper' }

/** What a page's script says. A page may have broken into the process that it runs in, so nothing of it is believed. */
const saidSchema = z.object({
  site: z.string().check(z.maxLength(100)),
  siteName: z.string().check(z.maxLength(100)),
  host: z.string().check(z.maxLength(300)),
  kind: z.enum(['paper', 'listing', 'pdf']),
  paper: z.nullable(mentionSchema),
  rows: z.array(mentionSchema).check(z.maxLength(10_000)),
  missing: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(50)),
})

/** What the page of a tab says that it shows; null where no script of Gloss's answers in time. */
export async function askPage(tab: number): Promise<PageSaid | null> {
  const answer = browser.tabs.sendMessage(tab, WHICH_PAPER).catch(() => null)
  const late = new Promise<null>(resolve => setTimeout(() => resolve(null), ANSWER_WITHIN))
  const parsed = z.safeParse(saidSchema, await Promise.race([answer, late]))
  return parsed.success ? (parsed.data as PageSaid) : null
}

/** What the reader looks at: a paper, a list of papers, or neither as far as can be told. */
export async function paperOfTab(
  tab: number | undefined,
  url: string | undefined,
): Promise<PaperMention | 'list' | null> {
  const said = tab === undefined ? null : await askPage(tab)
  if (said?.paper) return said.paper
  // PDFs, sites that are turned off and pages from before Gloss was there say nothing: there the address tells.
  const address = (url && recognise(url)?.address) || null
  if ((said ?? address)?.kind === 'listing') return 'list'
  const id = address?.ids[0] ?? (url ? paperOfUrl(url) : null)
  return id ? { ids: [id] } : null
}
