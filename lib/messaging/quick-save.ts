import type { Corpus } from '../corpus/corpus'
import { identifiersIn } from '../corpus/named'
import { fromTitle, nativeId, type PaperId } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { papersInText } from '../papers/mentions'
import { oneLine } from '../papers/one-line'
import { paperOfTab } from './page-said'
import { problemOf } from './problem'
import type { PaperMention } from './protocol'
import { meantBy, type SaveAs, saveMeant } from './saving'
import { showBriefly, type ToolbarWords } from './toolbar'

/** A tab; its address is there only where the reader, or a host's permission, allows it. */
export interface LookedAt {
  readonly id?: number | undefined
  readonly url?: string | undefined
}

/** Papers of one selection that are saved at the most. */
const MOST_SELECTED = 100
/** Words of a link that may be a title: "Full text" is none. */
const MIN_TITLE_WORDS = 4
const MAX_TITLE = 300
/** Characters of a title that the button has room for. */
const MAX_SHOWN = 80

/** Does something and says on the button of a tab what came of it. Never rejects. */
export async function telling(tab: number | undefined, work: () => Promise<ToolbarWords>): Promise<void> {
  const words = await work().catch(error => {
    console.error('Gloss: a paper could not be saved', error)
    return { text: '!', title: `Gloss: ${problemOf(error)}` }
  })
  await showBriefly(tab, words)
}

/** Saves the paper that a link leads to; `text` is that of the link, where the browser tells it. */
export async function saveLink(corpus: Corpus, url: string, text = ''): Promise<ToolbarWords> {
  const ids = identifiersIn(url)
  if (ids.length === 0) return notSaved('the link leads to no paper that Gloss can tell by its address.')
  const called = titleIn(text)
  return saveOne(corpus, { ids }, { from: 'menu', ...(called && { called }) })
}

/** Saves the papers that a selected text names. */
export async function saveSelected(corpus: Corpus, text: string): Promise<ToolbarWords> {
  const ids = papersInText(text).slice(0, MOST_SELECTED)
  const [only] = ids
  if (!only) return notSaved('what is selected names no paper by its number, DOI or address.')
  if (ids.length === 1) return saveOne(corpus, { ids: [only] }, { from: 'menu' })
  const act = { id: crypto.randomUUID(), papers: ids.length }
  let saved = 0
  for (const id of ids) if (await isSavedNow(corpus, { ids: [id] }, { from: 'menu', act })) saved++
  const before = ids.length - saved
  const also = before > 0 ? `, ${before} ${before === 1 ? 'was' : 'were'} on your reading list already` : ''
  return { text: '✓', title: `Gloss: ${saved === 1 ? '1 paper' : `${saved} papers`} saved${also}` }
}

/** Saves the paper that a tab shows. */
export async function saveTab(corpus: Corpus, { id, url }: LookedAt, from: string): Promise<ToolbarWords> {
  const shown = await paperOfTab(id, url)
  if (shown === 'list') return notSaved('this page lists papers. Click here to choose which of them to save.')
  if (!shown) return notSaved('no paper is recognised on this page. Click here to see what can be done.')
  return saveOne(corpus, shown, { from })
}

/** Saves a paper that was named by an identifier. */
export async function saveNamed(corpus: Corpus, id: PaperId, from: string): Promise<ToolbarWords> {
  return saveOne(corpus, { ids: [id] }, { from })
}

async function saveOne(corpus: Corpus, mention: PaperMention, as: SaveAs): Promise<ToolbarWords> {
  const meant = await meantBy(corpus, mention)
  if (meant.state) return { text: '✓', title: 'Gloss: already on your reading list' }
  await saveMeant(corpus, mention, meant, as)
  const [id] = mention.ids
  const title = meant.paper ? latexToText(meant.paper.title) : (as.called ?? (id ? nativeId(id) : 'a paper'))
  return { text: '✓', title: `Gloss: saved “${cut(title)}”` }
}

async function isSavedNow(corpus: Corpus, mention: PaperMention, as: SaveAs): Promise<boolean> {
  const meant = await meantBy(corpus, mention)
  if (!meant.state) await saveMeant(corpus, mention, meant, as)
  return !meant.state
}

/** The text of a link where it looks like a title: some words, not cut short, and neither a number nor an address. */
function titleIn(text: string): string | undefined {
  const title = oneLine(text)
  const words = title.split(' ').filter(word => /\p{L}{2}/u.test(word))
  const looksSo =
    words.length >= MIN_TITLE_WORDS && title.length <= MAX_TITLE && !/…$|\.\.\.$|:\/\//.test(title)
  return looksSo && papersInText(title).length === 0 && fromTitle(title) !== null ? title : undefined
}

function notSaved(why: string): ToolbarWords {
  return { text: '?', title: `Gloss: nothing was saved; ${why}` }
}

function cut(title: string): string {
  return title.length > MAX_SHOWN
    ? `${title
        .slice(0, MAX_SHOWN)
        .toWellFormed()
        .replace(/\s+\S*$/, '')}…`
    : title
}
