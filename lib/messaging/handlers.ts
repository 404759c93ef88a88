import { browser } from 'wxt/browser'
import { citationFormat } from '../cite/registry'
import type { Corpus } from '../corpus/corpus'
import { recordSignal, removeSignal } from '../corpus/signals'
import { appUrl, readShipped } from '../extension'
import { savePaper, unsavePaper } from '../library/library'
import { shippedModels } from '../notes/models'
import { noteFor, paperOfMention, relatedFor } from '../notes/note'
import type { PaperId } from '../papers/identifier'
import { type Paper, yearOf } from '../papers/paper'
import { readSettings } from '../settings'
import { startSync } from '../sync/schedule'
import { isMuted } from '../topics/muted'
import * as digests from './digest-handlers'
import type { Answer, LibraryChanged, MessageType, Note, PaperMention, Reply, Request } from './protocol'
import { Refusal } from './refusal'
import { parseRequest } from './requests'

type Handlers = { [T in MessageType]: (request: Request<T>) => Promise<Answer<T>> }

const models = shippedModels(readShipped)

/** Answers every request of the protocol. Registers its listener at once, and does nothing else until asked. */
export function handleMessages(open: () => Promise<Corpus>): void {
  const handlers: Handlers = {
    annotate: async ({ paper }) => annotate(await open(), paper),
    related: async ({ paper, topics }) => ({ related: await relatedFor(await open(), paper, topics) }),
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

  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    // Only this extension's own pages and content scripts may ask.
    const request = sender.id === browser.runtime.id ? parseRequest(message) : null
    if (!request) return false
    void reply(handlers, request).then(respond)
    return true
  })
}

async function reply<T extends MessageType>(handlers: Handlers, request: Request<T>): Promise<Reply<T>> {
  try {
    return { ok: true, answer: await handlers[request.type](request) }
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
async function annotate(corpus: Corpus, paper: PaperMention): Promise<Note> {
  const [said, settings] = await Promise.all([noteFor(corpus, paper, models), readSettings()])
  return { ...said, topics: said.topics.filter(topic => !isMuted(settings, topic)) }
}

async function save(corpus: Corpus, mention: PaperMention, saved: boolean): Promise<{ saved: boolean }> {
  const found = await corpus.find(mention.ids, mention.title)
  const ids = new Set<PaperId>([...mention.ids, ...(found?.paper.ids ?? [])])
  if (saved) {
    const paper = found?.paper ?? paperOfMention(mention)
    if (!paper)
      throw new Refusal('The page gives no title, so there is nothing to save yet. Open its abstract page.')
    const { learning } = await readSettings()
    await savePaper(corpus.db, mergedIds(paper, [...ids]), Date.now(), learning)
  } else await unsavePaper(corpus.db, [...ids])
  await announce({ type: 'library-changed', ids: [...ids], saved })
  return { saved }
}

/** What the reader did with a paper, unless learning is turned off; what is taken back goes either way. */
async function note(
  corpus: Corpus,
  mention: PaperMention,
  kind: Request<'signal'>['kind'],
): Promise<boolean> {
  const found = await corpus.find(mention.ids, mention.title)
  const ids = [...new Set<PaperId>([...(found?.paper.ids ?? []), ...mention.ids])]
  const id = found?.paper.id ?? ids[0]
  if (kind === null) await removeSignal(corpus.db, ids)
  else if (id && (await readSettings()).learning) await recordSignal(corpus.db, { id, ids }, kind, Date.now())
  else return false
  return true
}

function mergedIds(paper: Paper, ids: readonly PaperId[]): Paper {
  return { ...paper, ids: [...new Set([...paper.ids, ...ids])] }
}

async function cite(corpus: Corpus, mention: PaperMention, formatId: string): Promise<string> {
  const format = citationFormat(formatId)
  if (!format) throw new Refusal('Gloss does not know that citation format.')
  const known = (await corpus.find(mention.ids, mention.title))?.paper
  const title = known?.title ?? mention.title
  if (!title) throw new Refusal('The page gives no title to cite.')
  const published = known?.published ?? mention.published
  const ids = known?.ids ?? mention.ids
  const [id] = ids
  const year = id && yearOf({ id, listings: known?.listings ?? [], ...(published && { published }) })
  return format.format({
    ids,
    title,
    authors: known?.authors ?? mention.authors ?? [],
    ...(year !== undefined && { year: Number(year) }),
    ...(published && { month: Number(published.slice(5, 7)) }),
  })
}

/** Tells every open page of the extension and every content script. Those that are gone are not missed. */
async function announce(change: LibraryChanged): Promise<void> {
  await browser.runtime.sendMessage(change).catch(() => undefined)
  for (const tab of await browser.tabs.query({}))
    if (tab.id !== undefined) void browser.tabs.sendMessage(tab.id, change).catch(() => undefined)
}
