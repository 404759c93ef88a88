import { z } from '../../zod'
import { dateOfText, timeOfText } from './dates'
import { type Entry, Gathering } from './gathering'
import { readJson } from './json-text'
import { idsOf } from './naming'
import { clipped } from './plain'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** PaperMemory's export of its memory: an object with a paper under each of its keys, and the version of its data. */
export const paperMemoryReader: FileReader = {
  id: 'paper-memory',
  label: 'PaperMemory',
  matches: (_, text) => {
    const start = text.slice(0, 100_000)
    return (
      (/^\s*\{\s*"[^"]{1,300}"\s*:/.test(start) &&
        /"__dataVersion"\s{0,20}:/.test(start + text.slice(-1000)) &&
        /"(?:pdfLink|addDate|lastOpenDate|codeLink)"\s{0,20}:/.test(start)) ||
      /^\s*\{\s*"[^"]{1,300}"\s*:\s*\{[^{}]{0,2000}"addDate"\s{0,20}:/.test(start)
    )
  },
  read: readPaperMemory,
}

const optional = z.optional(z.catch(z.nullable(z.union([z.string(), z.number()])), null))
const paper = z.object({
  id: optional,
  title: z.string(),
  author: optional,
  year: optional,
  venue: optional,
  note: optional,
  tags: z.optional(z.catch(z.nullable(z.array(z.string())), null)),
  favorite: z.optional(z.catch(z.nullable(z.boolean()), null)),
  addDate: optional,
  lastOpenDate: optional,
  pdfLink: optional,
  codeLink: optional,
  doi: optional,
  md: optional,
  bibtex: optional,
})
const memory = z.record(z.string(), z.unknown())

function readPaperMemory(text: string): ReadFile {
  const json = readJson(text, 1)
  const { data } = z.safeParse(memory, json?.value)
  if (!data)
    throw new UnreadableReferences('The file is an export of PaperMemory, but no paper of it is whole.')
  const gathering = new Gathering()
  for (const [key, raw] of Object.entries(data)) {
    if (key.startsWith('__')) continue
    const { data: read } = z.safeParse(paper, raw)
    if (read) gathering.add(entryOf(read, key))
    else gathering.miss(`Paper “${clipped(key, 60)}”: is not written as PaperMemory writes papers.`)
  }
  if (json?.cut) gathering.miss('The file breaks off or is damaged; the papers before that place were read.')
  return gathering.finish('PaperMemory')
}

function entryOf(read: z.infer<typeof paper>, key: string): Entry {
  const says = (value: z.infer<typeof optional>) => String(value ?? '')
  const [saved, opened] = [timeOfText(says(read.addDate)), timeOfText(says(read.lastOpenDate))]
  const number = /^Arxiv-(.+)$/i.exec(says(read.id) || key)?.[1]
  return {
    where: `Paper “${clipped(key, 60)}”`,
    ids: idsOf({
      arxiv: number?.replace('_', '/'),
      ids: [says(read.doi), doiOfBibtex(says(read.bibtex))],
      urls: [says(read.pdfLink), /\]\((https?:[^\s()]{1,1000})\)\s*$/.exec(says(read.md))?.[1]],
    }),
    title: read.title,
    authors: says(read.author).split(/\s+and\s+/),
    ...dateOfText(says(read.year)),
    journal: says(read.venue),
    code: says(read.codeLink),
    tags: [...(read.tags ?? []), ...(read.favorite ? ['favorite'] : [])],
    notes: [noteOfReader(says(read.note))],
    ...(saved !== undefined && { saved }),
    ...(opened !== undefined && { read: opened }),
  }
}

/** PaperMemory keeps the publisher's DOI of a preprint in its citation only. */
function doiOfBibtex(bibtex: string): string | undefined {
  return /\bdoi\s{0,20}=\s{0,20}[{"]\s{0,20}(10\.[^\s{}"]{1,300})/i.exec(bibtex.slice(0, 20_000))?.[1]
}

/** The note without what PaperMemory wrote into it by itself: where the paper was accepted. */
function noteOfReader(note: string): string {
  return note.replace(/^\s*(?:accepted|published)\s*@[^\n]{0,200}(?:\n|$)/i, '').trim()
}
