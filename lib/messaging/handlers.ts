import { browser } from 'wxt/browser'
import { citationFormat } from '../cite/registry'
import type { Corpus } from '../corpus/corpus'
import { recordSignal, removeSignal } from '../corpus/signals'
import { appUrl, readShipped } from '../extension'
import { savePaperApart } from '../library/apart'
import { savePaper, unsavePaper } from '../library/library'
import { badgesFor } from '../notes/badges'
import { shippedModels } from '../notes/models'
import { makeReady, noteFor, paperOfMention, relatedFor } from '../notes/note'
import { corrected, findFor, idsOfMention } from '../notes/same'
import type { PaperId } from '../papers/identifier'
import { type Paper, yearOf } from '../papers/paper'
import { changeSettings, readSettings } from '../settings'
import { startSync } from '../sync/schedule'
import { isMuted } from '../topics/muted'
import * as digests from './digest-handlers'
import type { Answer, LibraryChanged, MessageType, Note, PaperMention, Reply, Request } from './protocol'
import { Refusal } from './refusal'
import { isOwnPage, mayAsk, parseRequest, type Sender } from './requests'
import { isEmptied, type SenderTab, showNothing, showPaper, showRows } from './toolbar'

/** `page` is where a content script asks from; of Gloss's own pages it says nothing. */
type Handlers = { [T in MessageType]: (request: Request<T>, page: SenderTab) => Promise<Answer<T>> }

const models = shippedModels(readShipped)

/**
 * Answers every request of the protocol, and hears which pages show no paper any more. Registers its listener at once, and
 * does nothing else until asked.
 */
export function handleMessages(open: () => Promise<Corpus>): void {
  const handlers: Handlers = {
    annotate: async ({ paper }, page) => {
      const note = await annotate(open, paper)
      showPaper(page, note)
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
    save: async ({ paper, saved }) => save(await open(), paper, saved),
    signal: async ({ paper, kind }) => ({ noted: await note(await open(), paper, kind) }),
    cite: async ({ paper, format }) => ({ text: await cite(await open(), paper, format) }),
    open: async ({ route }) => {
      await browser.tabs.create({ url: appUrl(route) })
      return { opened: true }
    },
    sync: async ({ type: _, ...asked }) => ({ started: startSync(asked) }),
    mend: async () => ({ started: startSync() }),
    preview: digests.preview,
    follow: digests.follow,
    'change-digest': digests.change,
    'order-digests': digests.order,
    'remove-digest': digests.remove,
    wipe: digests.wipe,
  }

  const own = browser.runtime.getURL('/')
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const page = isOwnPage(sender, own) ? {} : sender
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
  page: SenderTab,
): Promise<Reply<T>> {
  try {
    return { ok: true, answer: await handlers[request.type](request, page) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message }
    console.error(`Gloss: "${request.type}" failed`, error)
    return { ok: false, message: storageMessage(error) }
  }
}

function storageMessage(error: unknown): string {
  const name = error instanceof Error ? `${error.name} ${error.message}` : ''
  if (/quota/i.test(name))
    return 'The disk is full, so nothing new could be stored. What was saved before is kept. Free some space and try again.'
  if (/version/i.test(name))
    return 'The database was written by a newer Gloss. Nothing was touched; update Gloss to go on.'
  return 'Gloss could not read its database. Nothing was changed; restart the browser and try again.'
}

/** The note of a paper, without the topics that the reader does not want to see. */
async function annotate(open: () => Promise<Corpus>, paper: PaperMention): Promise<Note> {
  const [corpus, settings] = await Promise.all([open(), readSettings()])
  const said = await noteFor(corpus, paper, models, settings.notSame)
  return { ...said, topics: said.topics.filter(topic => !isMuted(settings, topic)) }
}

async function save(corpus: Corpus, mention: PaperMention, saved: boolean): Promise<{ saved: boolean }> {
  const { learning, notSame } = await readSettings()
  const found = await findFor(corpus, mention, notSame)
  const ids = new Set(found ? [...mention.ids, ...found.paper.ids] : idsOfMention(mention))
  if (saved) {
    const paper = found?.paper ?? paperOfMention(mention)
    if (!paper) throw new Refusal(whyNotSaved(mention))
    // Of this title there is a paper, and the reader said that it is another.
    const apart = !found && (await corpus.find(mention.ids, mention.title)) !== undefined
    const merged = mergedIds(paper, [...ids])
    if (apart) await savePaperApart(corpus.db, merged, Date.now(), learning)
    // A page may know it by the name alone that it is listed under.
    else ids.add(await savePaper(corpus.db, merged, Date.now(), learning))
  } else await unsavePaper(corpus.db, [...ids])
  await announce({ type: 'library-changed', ids: [...ids], saved })
  return { saved }
}

function whyNotSaved({ title }: PaperMention): string {
  return title
    ? 'The page names no identifier, and its title is too short to tell the paper by. Save it on a page that has its DOI or arXiv number.'
    : 'The page gives no title, so there is nothing to save yet. Open its abstract page.'
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

function mergedIds(paper: Paper, ids: readonly PaperId[]): Paper {
  return { ...paper, ids: [...new Set([...paper.ids, ...ids])] }
}

async function cite(corpus: Corpus, mention: PaperMention, formatId: string): Promise<string> {
  const format = citationFormat(formatId)
  if (!format) throw new Refusal('Gloss does not know that citation format.')
  const { notSame } = await readSettings()
  const known = (await findFor(corpus, mention, notSame))?.paper
  const title = known?.title ?? mention.title
  if (!title) throw new Refusal('The page gives no title to cite.')
  const published = known?.published ?? mention.published
  const ids = known?.ids ?? mention.ids
  const [id] = ids
  const year = published
    ? Number(published.slice(0, 4))
    : id && yearOf({ id, listings: known?.listings ?? [] })
  return format.format({
    ids,
    title,
    authors: known?.authors ?? mention.authors ?? [],
    ...(year !== undefined && { year }),
    ...(published && { month: Number(published.slice(5, 7)) }),
  })
}

/** Tells every open page of the extension and every content script. Those that are gone are not missed. */
async function announce(change: LibraryChanged): Promise<void> {
  await browser.runtime.sendMessage(change).catch(() => undefined)
  for (const tab of await browser.tabs.query({}))
    if (tab.id !== undefined) void browser.tabs.sendMessage(tab.id, change).catch(() => undefined)
}
