import { bibtexReader } from './bibtex'
import { bookmarksReader } from './bookmarks'
import { cslJsonReader } from './csl-json'
import { csvReader } from './csv'
import { glossJsonReader } from './gloss-json'
import { paperMemoryReader } from './paper-memory'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'
import { risReader } from './ris'
import { savedLinksReader } from './saved-links'
import { textReader } from './text'
import { zoteroJsonReader } from './zotero-json'

/** Every format Gloss imports; the first that a file looks like reads it. A new one is one file and one line here. */
export const fileReaders: readonly FileReader[] = [
  glossJsonReader,
  paperMemoryReader,
  savedLinksReader,
  zoteroJsonReader,
  cslJsonReader,
  bookmarksReader,
  risReader,
  bibtexReader,
  csvReader,
  textReader,
]

/** More than a library of twenty thousand papers takes. */
const MAX_LENGTH = 100 * 1024 * 1024
/** Letters that were lost when the file was read in the wrong encoding. */
const LOST = '\uFFFD'

/**
 * Reads a file of papers of any format that is known, or a text with identifiers in it. Throws an `UnreadableReferences`
 * for a file that holds none, and nothing else.
 */
export async function readReferences(name: string, text: string): Promise<ReadFile> {
  if (text.length > MAX_LENGTH)
    throw new UnreadableReferences('The file is larger than 100 MB. Split it to import it.')
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  if (source.trim() === '') throw new UnreadableReferences('The file is empty.')
  if (source.slice(0, 100_000).includes('\0'))
    throw new UnreadableReferences('The file is not a text. Export it as BibTeX, RIS, CSL-JSON or CSV.')
  const reader = fileReaders.find(candidate => candidate.matches(name, source)) ?? textReader
  const file = await reader.read(source)
  if (file.papers.length === 0 && reader === textReader)
    throw new UnreadableReferences(
      'The file names no paper by an identifier or an address, and is in no format that Gloss reads.',
    )
  if (file.papers.length === 0 && file.notUnderstood.length === 0)
    throw new UnreadableReferences(`The file looks like ${reader.label}, but holds no papers.`)
  if (!source.includes(LOST)) return file
  const lost = 'Some letters of the file could not be read. Save it as UTF-8 to keep its accents.'
  return { ...file, notUnderstood: [lost, ...file.notUnderstood] }
}
