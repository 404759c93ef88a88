import { browser } from 'wxt/browser'
import type { Corpus } from '../corpus/corpus'
import { recordSignal, removeSignal } from '../corpus/signals'
import { appUrl, readShipped } from '../extension'
import { completeWith } from '../library/untitled'
import { noteVisit } from '../library/visits'
import { badgesFor } from '../notes/badges'
import { shippedModels } from '../notes/models'
import { makeReady, noteFor, paperOfMention, relatedFor } from '../notes/note'
import { corrected, findFor, idsOfMention } from '../notes/same'
import { changeSettings, readSettings } from '../settings'
import { startSync } from '../sync/schedule'
import { isMuted } from '../topics/muted'
import { cite } from './citing'
import { syncNow } from './device-handlers'
import * as digests from './digest-handlers'
import { problemOf } from './problem'
import type { Answer, MessageType, Note, PaperMention, Reply, Request } from './protocol'
import { Refusal } from './refusal'
import { isOwnPage, mayAsk, parseRequest, type Sender } from './requests'
import { save } from './saving'
import { isEmptied, type SenderTab, showNothing, showPaper, showRows } from './toolbar'

/** Where is asked from: the page of a content script, or one of Gloss's own by its name. */
type Asker = SenderTab & { readonly from?: string }

type Handlers = { [T in MessageType]: (request: Request<T>, page: Asker) => Promise<Answer<T>> }

const models = shippedModels(readShipped)

/**
 * Answers every request of the protocol, and hears which pages show no paper any more. Registers its listener at once, and
 * does nothing else until asked.
 */
export function handleMessages(open: () => Promise<Corpus>): void {
  const handlers: Handlers = {
    annotate: async ({ paper }, page) => {
      const corpus = await open()
      const note = await annotate(corpus, paper)
      showPaper(page, note)
      void learnFrom(corpus, paper, note, page).catch(error =>
        console.error('Gloss: a page was not noted', error),
      )
      return note
    },
    related: async ({ paper, topics }) => {
      const [corpus, { notSame }] = await Promise.all([open(), readSettings()])
      return { related: await relatedFor(corpus, paper, topics, notSame) }
    },
    badges: async ({ papers }, page) => {
      const [corpus, { notSame }] = await Promise.all([open(), readSettings()])
      const badges = await badgesFor(corpus.db, papers, notSame)
      showRows(page, badges)
      return { badges }
    },
    wake: async ({ ids }) => {
      void open()
        .then(corpus => makeReady(corpus, ids, models))
        .catch(() => undefined)
      return { awake: true }
    },
    'not-same': async ({ paper, other, same }) => {
      await changeSettings(({ notSame }) => ({ notSame: corrected(notSame, paper, other, same) }))
      return { noted: true }
    },
    save: async ({ type: _, paper, saved, ...as }, page) =>
      save(await open(), paper, saved, { ...savedFrom(page), ...as }),
    signal: async ({ paper, kind }) => ({ noted: await note(await open(), paper, kind) }),
    cite: async ({ paper, format }) => cite(await open(), paper, format),
    open: async ({ route }) => {
      await browser.tabs.create({ url: appUrl(route) })
      return { opened: true }
    },
    sync: async ({ type: _, ...asked }) => ({ started: startSync(asked) }),
    mend: async () => ({ started: startSync() }),
    'device-sync': syncNow,
    preview: digests.preview,
    follow: digests.follow,
    'change-digest': digests.change,
    'order-digests': digests.order,
    'remove-digest': digests.remove,
    wipe: digests.wipe,
  }

  const own = browser.runtime.getURL('/')
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const page = isOwnPage(sender, own) ? ownPage(sender) : sender
    if (sender.id === browser.runtime.id && isEmptied(message)) showNothing(page)
    const request = permitted(message, sender, own)
    if (!request) return false
    void reply(handlers, request, page).then(respond)
    return true
  })
}

/** A message as a request that its sender may make: this extension's own pages all of them, its content scripts some. */
function permitted(message: unknown, sender: Sender, own: string): Request<MessageType> | null {
  const request = sender.id === browser.runtime.id ? parseRequest(message) : null
  return request && mayAsk(request.type, sender, own) ? request : null
}

async function reply<T extends MessageType>(
  handlers: Handlers,
  request: Request<T>,
  page: Asker,
): Promise<Reply<T>> {
  try {
    return { ok: true, answer: await handlers[request.type](request, page) }
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(`Gloss: "${request.type}" failed`, error)
    return { ok: false, message: problemOf(error) }
  }
}

/** The note of a paper, without the topics that the reader does not want to see. */
async function annotate(corpus: Corpus, paper: PaperMention): Promise<Note> {
  const settings = await readSettings()
  const said = await noteFor(corpus, paper, models, settings.notSame)
  return { ...said, topics: said.topics.filter(topic => !isMuted(settings, topic)) }
}

/** Keeps what a page says of a paper that was saved by its number alone, and that it was visited where the reader wants it. */
async function learnFrom(corpus: Corpus, mention: PaperMention, note: Note, page: SenderTab): Promise<void> {
  const paper = note.saved && paperOfMention({ ...mention, ids: note.ids })
  if (paper) await completeWith(corpus.db, paper, Date.now())
  // Only of the paper that it is about does a page say where it stands; a card asks for those that it names.
  if (!page.tab || page.tab.incognito || mention.page === undefined) return
  const { history } = await readSettings()
  if (!history) return
  const title = note.known?.title ?? mention.title
  await noteVisit(corpus.db, { ids: note.ids, title }, Date.now())
}

/** Of Gloss's own pages nothing is said on the button, so that it is not told where they are: "popup", "app". */
function ownPage({ url = '' }: Sender): Asker {
  const name = /\/(\w+)\.html/.exec(url)?.[1]
  return name ? { from: name === 'sidepanel' ? 'side panel' : name } : {}
}

/** Where a paper is saved from: the page's host, or what Gloss's own page is called. */
function savedFrom({ from, url }: Asker): { readonly from?: string } {
  const where = from ?? (url && URL.parse(url)?.hostname)
  return where ? { from: where } : {}
}

/** What the reader did with a paper, unless learning is turned off; what is taken back goes either way. */
async function note(
  corpus: Corpus,
  mention: PaperMention,
  kind: Request<'signal'>['kind'],
): Promise<boolean> {
  const { learning, notSame } = await readSettings()
  const found = await findFor(corpus, mention, notSame)
  const ids = found ? [...new Set([...found.paper.ids, ...mention.ids])] : idsOfMention(mention)
  const id = found?.paper.id ?? ids[0]
  if (kind === null) await removeSignal(corpus.db, ids)
  else if (id && learning) await recordSignal(corpus.db, { id, ids }, kind, Date.now())
  else return false
  return true
}
