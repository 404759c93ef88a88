import type { Paper } from '../papers/paper'
import type { Day } from '../time'
import { paperCount } from './status-words'

/** What an exported list is called, and where it comes from. */
export interface ExportAbout {
  readonly title: string
  readonly homepage?: string
  /** The digest whose own words are preferred. */
  readonly digest?: string
  /** The day of the list, after which the file is named; today where there is none. */
  readonly day?: Day
}

/** Hands papers to the reader as a file that Gloss and others can read; returns a sentence that says so. */
export async function exportPapers(papers: readonly Paper[], about: ExportAbout): Promise<string> {
  if (papers.length === 0) return 'There is nothing here to export'
  // What writes the format is needed by a click only.
  const { digestIdOf, digestText } = await import('../sources/gloss-digest-export')
  const { title, homepage, digest } = about
  const updated = new Date().toISOString()
  const text = digestText(papers, {
    id: digestIdOf(title),
    title,
    ...(homepage && { homepage }),
    ...(digest && { digest }),
    updated,
  })
  download(text, exportName(title, about.day ?? updated.slice(0, 10)))
  return `Exported ${paperCount(papers.length)}`
}

/** The name of an exported file: "Reading list-2026-08-17.json", without what file systems do not take. */
export function exportName(title: string, day: Day): string {
  const name = title
    .normalize('NFC')
    .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return `${[...name].slice(0, 80).join('').trim() || 'Papers'}-${day}.json`
}

/** Hands a text to the reader as a file. */
export function download(text: string, name: string, mediaType = 'application/json'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: mediaType }))
  link.download = name
  link.click()
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
