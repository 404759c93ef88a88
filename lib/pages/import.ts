import type { Corpus } from '../corpus/corpus'
import { PAGES_DIGEST, SAVED_PAGES } from '../corpus/first-digests'
import { storeBatch } from '../corpus/store'
import type { Paper, Seen } from '../papers/paper'
import { MalformedBody } from '../sources/source'

/** The largest file that is read, in bytes; a digest page takes a few hundred kilobytes. */
export const MAX_BYTES = 10 * 1024 * 1024
const AT_ONCE = 100

/** What a dropped file holds. */
export interface DroppedPage {
  readonly name: string
  readonly title?: string
  readonly papers: readonly Paper[]
  /** What in it could not be read, a sentence each. */
  readonly notUnderstood: readonly string[]
}

/** A file of which nothing can be read; the message is for the reader. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

/** Reads a file: a saved page, a text, or a `gloss-digest/1` feed. Throws an `UnreadableFile` that says why not. */
export async function readDropped(
  file: Pick<File, 'name' | 'size' | 'text'>,
  seen: Seen,
): Promise<DroppedPage> {
  if (file.size > MAX_BYTES)
    throw new UnreadableFile(
      `${file.name} has ${megabytes(file.size)} MB; Gloss reads files of up to ${megabytes(MAX_BYTES)} MB. Nothing was added.`,
    )
  const text = await file.text().catch(() => {
    throw new UnreadableFile(`${file.name} could not be read from the disk. Nothing was added.`)
  })
  if (text.startsWith('%PDF-'))
    throw new UnreadableFile(
      `${file.name} is a PDF. Save the page as HTML or copy its text into a file; nothing was added.`,
    )
  if (text.includes('\0'))
    throw new UnreadableFile(
      `${file.name} is not a text. Gloss reads saved pages (HTML), text, Markdown and its own exports; nothing was added.`,
    )
  try {
    return await (looksLikeJson(file.name, text) ? readFeed : readPage)(file.name, text, seen)
  } catch (error) {
    if (error instanceof MalformedBody)
      throw new UnreadableFile(`${file.name}: ${error.message}. Nothing was added.`)
    if (error instanceof SyntaxError)
      throw new UnreadableFile(`${file.name} breaks off or is not JSON. Nothing was added.`)
    throw error
  }
}

/** How many of these papers the corpus has, by an identifier or by their title. */
export async function knownAmong(corpus: Corpus, papers: readonly Paper[]): Promise<number> {
  let known = 0
  for (let from = 0; from < papers.length; from += AT_ONCE) {
    const some = papers.slice(from, from + AT_ONCE)
    const found = await Promise.all(some.map(({ ids, title }) => corpus.find(ids, title)))
    known += found.filter(Boolean).length
  }
  return known
}

/**
 * Stores what a file holds under the digest of saved pages, a hundred papers at a time, telling after each how many are
 * in. Broken off, what is in is listed and found; the same file again adds the rest.
 */
export async function addDropped(
  corpus: Corpus,
  page: DroppedPage,
  now: number,
  onStored: (papers: number) => void,
): Promise<void> {
  const { db } = corpus
  // The digest comes first: papers of a digest that nobody knows would be of none.
  await db.transaction('rw', db.digests, async () => {
    const row = await db.digests.get(SAVED_PAGES)
    if (row?.removing) throw new UnreadableFile('Saved pages are being removed. Try again in a moment.')
    if (!row) await db.digests.put({ ...PAGES_DIGEST, added: now })
  })
  const ids = page.papers.map(paper => paper.id)
  for (let from = 0; from < page.papers.length; from += AT_ONCE) {
    const end = Math.min(from + AT_ONCE, page.papers.length)
    await storeBatch(db, {
      digest: SAVED_PAGES,
      papers: page.papers.slice(from, end),
      part: { digest: SAVED_PAGES, part: page.name, papers: ids.slice(0, end), fetched: now },
    })
    onStored(end)
  }
}

async function readPage(name: string, text: string, seen: Seen): Promise<DroppedPage> {
  // Parsers are heavy, and needed by a dropped file only.
  const { readSavedPage } = await import('../sources/saved-page')
  const { papers, title, notUnderstood } = readSavedPage(text, SAVED_PAGES, seen)
  return {
    name,
    ...(title && { title }),
    papers,
    notUnderstood: notUnderstood.map(({ line, text, why }) => `Line ${line}: “${text}” ${why}`),
  }
}

async function readFeed(name: string, text: string, seen: Seen): Promise<DroppedPage> {
  const { parseFeed } = await import('../sources/gloss-digest')
  const { title, papers, rejected } = parseFeed(JSON.parse(text), SAVED_PAGES, seen)
  return { name, title, papers, notUnderstood: rejected }
}

function looksLikeJson(name: string, text: string): boolean {
  return /\.json$/i.test(name) || /^\s*\{\s*"/.test(text)
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })
}
