import type { ReadFile, ReadPaper } from '../cite/read/reader'
import { identifiersIn } from '../corpus/named'
import { isBackup } from '../library/backup'
import { type ImportChoice, type ImportPreview, importPapers, previewImport } from '../library/import'
import { announceChanged } from '../messaging/announce-changed'
import { ask } from '../messaging/client'
import { corpus, ready } from './context'
import { messageOf } from './failure'
import { tellDevices } from './library-actions'
import type { ReadingAnswer, ReadingRequest } from './reading-worker'
import { number, paperCount } from './status-words'

/** A text of so many letters is read at once; a longer one takes a worker. */
const SHORT = 20_000
/** What a file is, its beginning tells. */
const BEGINNING = 100_000
const MAX_BYTES = 200 * 1024 * 1024

/** A text that names papers, and what the reader knows it by. */
export interface ImportSource {
  readonly name: string
  readonly text: string
}

/** A file that could not be read; the message is for the reader. */
export class UnreadableImport extends Error {
  override readonly name = 'UnreadableImport'
}

/** Where a file belongs: on the list, under the digests, on either by the reader's choice, or it is a backup. */
export async function placeOfFile(file: File): Promise<'list' | 'digest' | 'either' | 'backup'> {
  const { fileReaders } = await import('../cite/read/registry')
  const start = (await file.slice(0, BEGINNING).text()).replace(/^\uFEFF/, '')
  if (isBackup(start) || start.startsWith('\u001F')) return 'backup'
  const { id } = fileReaders.find(reader => reader.matches(file.name, start)) ?? { id: 'text' }
  if (id !== 'text') return 'list'
  // A page that was saved lists papers of a digest; so does a feed.
  if (/\.(?:x?html?|json)$/i.test(file.name) || /^\s*[<{[]/.test(start)) return 'digest'
  return 'either'
}

/** Reads a file or a text that was pasted; rejects with an `UnreadableImport` that says why it could not. */
export async function readSource(source: File | ImportSource, signal: AbortSignal): Promise<ReadFile> {
  const { name, text } = source instanceof File ? await textOfFile(source) : source
  if (text.length > SHORT) return readInWorker({ name, text }, signal)
  const { readReferences } = await import('../cite/read/registry')
  return readReferences(name, text).catch((error: unknown) => {
    const named = namedByLine(text)
    if (named.length > 0) return { format: 'Text', papers: named, notUnderstood: [] }
    throw new UnreadableImport(messageOf(error))
  })
}

/** What the papers that were read would do to the list. */
export async function lookAt(file: ReadFile, name: string, signal: AbortSignal): Promise<ImportPreview> {
  await ready
  return previewImport(corpus.db, file, name, signal)
}

/**
 * Puts the papers on the list, as one act; tells how many are done. Returns a sentence that says what was done; rejects
 * with one that says what was not. Aborting `signal` stops it, and keeps what is in.
 */
export async function runImport(
  preview: ImportPreview,
  choice: ImportChoice,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<string> {
  let done = 0
  try {
    const came = await importPapers(corpus.db, preview, {
      ...choice,
      now: Date.now(),
      act: crypto.randomUUID(),
      signal,
      onProgress: async (papers, changed) => {
        done = papers
        onProgress(papers)
        await announceChanged(corpus.db, changed)
      },
    })
    return sentenceOf(came, preview.papers.length)
  } catch (error) {
    const kept =
      done === 0
        ? 'Your list is as it was.'
        : `${number(done)} of ${paperCount(preview.papers.length)} are in and stay; import it again for the rest.`
    throw new UnreadableImport(`Not everything could be imported: ${messageOf(error)}. ${kept}`)
  } finally {
    if (done > 0) {
      // New pieces of the index are put together, and other devices told, in the background.
      void ask('mend', {}).catch(() => undefined)
      tellDevices()
    }
  }
}

function sentenceOf(came: { added: number; merged: number; done: number }, all: number): string {
  const { added, merged, done } = came
  const parts = [
    ...(added > 0 ? [`added ${paperCount(added)}`] : []),
    ...(merged > 0 ? [`merged ${paperCount(merged)} with what was on the list`] : []),
  ]
  const what = parts.join(' and ') || 'the list had all of it already'
  const stopped = done < all ? `Stopped after ${number(done)} of ${number(all)}; what is in stays: ` : ''
  const sentence = `${stopped}${what}`
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
}

async function textOfFile(file: File): Promise<ImportSource> {
  if (file.size > MAX_BYTES)
    throw new UnreadableImport(
      `${file.name} is larger than 200 MB. Split it to import it. Nothing was added.`,
    )
  const text = await file.text().catch(() => {
    throw new UnreadableImport(`${file.name} could not be read from the disk. Nothing was added.`)
  })
  if (text.startsWith('%PDF-'))
    throw new UnreadableImport(
      `${file.name} is a PDF. Paste its DOI or arXiv number instead. Nothing was added.`,
    )
  return { name: file.name, text }
}

/** Addresses of papers on sites that Gloss knows, one a line. */
function namedByLine(text: string): ReadPaper[] {
  const seen = new Set<string>()
  return text.split('\n', 1000).flatMap(line => {
    const ids = identifiersIn(line)
    const [id] = ids
    if (!id || seen.has(id)) return []
    seen.add(id)
    return [{ ids }]
  })
}

function readInWorker(request: ReadingRequest, signal: AbortSignal): Promise<ReadFile> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' })
  const { promise, resolve, reject } = Promise.withResolvers<ReadFile>()
  const papers: ReadPaper[] = []
  worker.onmessage = ({ data }: MessageEvent<ReadingAnswer>) => {
    if ('papers' in data) papers.push(...data.papers)
    else if ('format' in data) resolve({ ...data, papers })
    else reject(data.expected ? new UnreadableImport(data.problem) : new Error(data.problem))
  }
  worker.onerror = event => reject(new Error(event.message || 'The file could not be read'))
  signal.addEventListener('abort', () => reject(signal.reason))
  worker.postMessage(request)
  return promise.finally(() => worker.terminate())
}
