import type { Corpus } from '../corpus/corpus'
import type { ListState } from '../entries/entry'
import { untitledPaper } from '../entries/list-row'
import { entryOf, savePaper, unsavePaper } from '../library/library'
import { paperOfMention } from '../notes/note'
import { findFor, idsOfMention } from '../notes/same'
import { type PaperId, schemeOf } from '../papers/identifier'
import { uniqueIds } from '../papers/merge'
import type { Paper } from '../papers/paper'
import { readSettings } from '../settings'
import { announce } from './announce'
import { syncSoon } from './device-handlers'
import type { Answer, PaperMention, Request } from './protocol'
import { Refusal } from './refusal'

/** How a paper is saved, besides what its page says. */
export type SaveAs = Pick<Request<'save'>, 'state' | 'from' | 'act'> & {
  /** A title for one of which nothing else is known; whatever says another one said it later. */
  readonly called?: string
}

/** A paper that is meant, and how it stands on the list. */
export interface Meant {
  readonly paper: Paper | null
  readonly ids: readonly PaperId[]
  /** Whether it has to stay apart from what the corpus has. */
  readonly apart: boolean
  /** Undefined where it is not on the list. */
  readonly state: ListState | undefined
}

/** Puts a paper on the reading list or takes it off, and tells everyone how it stands on it then. */
export async function save(
  corpus: Corpus,
  mention: PaperMention,
  saved: boolean,
  as: SaveAs = {},
): Promise<Answer<'save'>> {
  const meant = await meantBy(corpus, mention)
  return saved ? saveMeant(corpus, mention, meant, as) : unsave(corpus, meant)
}

/** Which paper a mention means, by the corpus, the list and the reader's corrections. */
export async function meantBy(corpus: Corpus, mention: PaperMention): Promise<Meant> {
  const { notSame } = await readSettings()
  const own = idsOfMention(mention)
  const found = await findFor(corpus, mention, notSame)
  const listed = await entryOf(corpus.db, own)
  // Saved under its own name, it stayed apart from the paper of the same title by the reader's word, which was given for a
  // page: whoever names it without that page means it all the same.
  const apart = listed && found?.by === 'title' && !listed.ids.some(id => found.paper.ids.includes(id))
  if (!found || apart) {
    const other = found ?? (await corpus.find(mention.ids, mention.title))
    const ids = uniqueIds([...own, ...(listed?.ids ?? [])])
    return { paper: paperOfMention(mention), ids, apart: other !== undefined, state: listed?.state }
  }
  const ids = uniqueIds([...found.paper.ids, ...mention.ids])
  const { state } = listed ?? (await entryOf(corpus.db, ids)) ?? {}
  return { paper: found.paper, ids, apart: false, state }
}

/** Puts a paper that is meant on the list. One that is on it already is given the state, where there is one. */
export async function saveMeant(
  corpus: Corpus,
  mention: PaperMention,
  meant: Meant,
  { called, state, from, act }: SaveAs,
): Promise<Answer<'save'>> {
  const { learning } = await readSettings()
  const named = meant.paper ? null : namedOnly(meant.ids, called)
  const paper = meant.paper ?? named
  if (!paper) throw new Refusal(whyNotSaved(mention))
  const edited = await savePaper(
    corpus.db,
    { ...paper, ids: uniqueIds([...paper.ids, ...meant.ids]) },
    {
      now: Date.now(),
      learn: learning,
      // What nothing but its identifier is known of is nothing to be found.
      apart: meant.apart || (named !== null && !called),
      ...(state && { state }),
      ...(from && { from }),
      ...(act && { act: act.id, label: actLabel(act.papers) }),
    },
  )
  // A page may know it by the name alone that it is listed under.
  return announceState(corpus, [...meant.ids, ...edited.ids])
}

async function unsave(corpus: Corpus, { ids }: Meant): Promise<Answer<'save'>> {
  const { ids: gone } = await unsavePaper(corpus.db, ids, Date.now())
  return announceState(corpus, [...ids, ...gone])
}

/** Tells everyone how a paper stands on the list now. */
async function announceState(corpus: Corpus, names: readonly PaperId[]): Promise<Answer<'save'>> {
  const ids = [...new Set(names)]
  const state = (await entryOf(corpus.db, ids))?.state
  const now = { saved: state !== undefined, ...(state && { state }) }
  await announce({ type: 'library-changed', ids, ...now })
  // It is saved here, whether other devices hear of it soon or later.
  void syncSoon().catch(error => console.error('Gloss: other devices hear of it later', error))
  return now
}

/** A paper of which only its identifiers are known; a title that a link gives it is the least that can be said of it. */
function namedOnly(ids: readonly PaperId[], called: string | undefined): Paper | null {
  if (!ids.some(id => schemeOf(id) !== 'title')) return null
  const paper = untitledPaper(ids)
  return called ? { ...paper, title: called } : paper
}

function actLabel(papers: number): string {
  return papers === 1 ? 'Saved a paper' : `Saved ${papers} papers`
}

function whyNotSaved({ title }: PaperMention): string {
  return title
    ? 'The page names no identifier, and its title is too short to tell the paper by. Save it on a page that has its DOI or arXiv number.'
    : 'The page gives no title, so there is nothing to save yet. Open its abstract page.'
}
