import { z } from '../../zod'
import { linksLeftOut } from './csv'
import { dateOfText, timeOfText } from './dates'
import { Gathering } from './gathering'
import { readJson } from './json-text'
import { titleOfPage } from './link-title'
import { idsOf } from './naming'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** The links of Omnivore's export, `metadata_0_to_20.json` and its like: what was saved there, with labels and progress. */
export const savedLinksReader: FileReader = {
  id: 'saved-links',
  label: 'Omnivore',
  matches: (_, text) =>
    /^\s*\[/.test(text) &&
    /"savedAt"\s{0,20}:/.test(text.slice(0, 20_000)) &&
    /"url"\s{0,20}:/.test(text.slice(0, 20_000)),
  read: readSavedLinks,
}

const optional = z.optional(z.catch(z.nullable(z.string()), null))
const link = z.object({
  url: z.string(),
  title: optional,
  state: optional,
  readingProgress: z.optional(z.catch(z.nullable(z.number()), null)),
  labels: z.optional(z.catch(z.nullable(z.array(z.string())), null)),
  savedAt: optional,
  publishedAt: optional,
})

function readSavedLinks(text: string): ReadFile {
  const json = readJson(text, 1)
  const { data } = z.safeParse(z.array(z.unknown()), json?.value)
  if (!data) throw new UnreadableReferences('The file is an export of Omnivore, but no link of it is whole.')
  const gathering = new Gathering()
  let others = 0
  for (const [index, raw] of data.entries()) {
    const { data: read } = z.safeParse(link, raw)
    const ids = idsOf({ urls: [read?.url] })
    if (!read || ids.length === 0) {
      others++
      continue
    }
    const saved = timeOfText(read.savedAt ?? undefined)
    const progress = read.readingProgress ?? 0
    const isDone = /^archived$/i.test(read.state ?? '') || progress >= 100
    gathering.add({
      where: `Link ${index + 1}`,
      ids,
      title: titleOfPage(read.title ?? '') ?? '',
      tags: read.labels ?? [],
      state: isDone ? 'done' : progress > 0 ? 'reading' : 'to-read',
      ...dateOfText(read.publishedAt ?? ''),
      ...(saved !== undefined && { saved }),
    })
  }
  if (others > 0) gathering.miss(linksLeftOut(others))
  if (json?.cut)
    gathering.miss(`The file breaks off or is damaged after link ${data.length}; what is before was read.`)
  return gathering.finish('Omnivore')
}
