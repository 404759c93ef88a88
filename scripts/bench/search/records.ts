import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { PaperText } from '../../../tests/bench/search/engine.ts'

/** Papers a file, as the bench page asks for them. */
const PAPERS_A_FILE = 1000
const STOP_WORDS = new Set(
  'about across after all and are based between beyond but can does for from how into its more not only our over than that the their them these this through to toward towards under using via what when where which with without you your'.split(
    ' ',
  ),
)

/** Reads the first records of a packed file of JSON lines, one record a line. */
export async function readRecords(file: string, count: number): Promise<PaperText[]> {
  const papers: PaperText[] = []
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) })
  for await (const line of lines) {
    if (papers.length >= count) break
    const record: Omit<PaperText, 'authors'> & Partial<PaperText> = JSON.parse(line)
    papers.push({
      id: `arxiv:${record.id}`,
      title: record.title,
      abstract: record.abstract,
      authors: record.authors ?? [],
      ...(record.published && { published: record.published }),
    })
  }
  if (papers.length < count)
    throw new Error(`${file} holds ${papers.length} records and ${count} were asked for`)
  return papers
}

/** Writes the records where the bench page fetches them from. */
export function writeRecords(folder: string, papers: readonly PaperText[]): void {
  mkdirSync(folder, { recursive: true })
  for (let from = 0; from < papers.length; from += PAPERS_A_FILE)
    writeFileSync(
      join(folder, `${from / PAPERS_A_FILE}.json`),
      JSON.stringify(papers.slice(from, from + PAPERS_A_FILE)),
    )
}

/**
 * Queries as readers type them: `words` (or one to four) content words that follow each other in the title of one of
 * the papers. The same seed draws the same queries from the same papers.
 */
export function drawQueries(
  papers: readonly PaperText[],
  count: number,
  seed: number,
  words?: number,
): string[] {
  const random = mulberry32(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const queries: string[] = []
  while (queries.length < count) {
    const title = contentWords(papers[below(papers.length)]?.title ?? '')
    const length = words ?? 1 + below(4)
    if (title.length < length) continue
    const from = below(title.length - length + 1)
    queries.push(title.slice(from, from + length).join(' '))
  }
  return queries
}

function contentWords(title: string): string[] {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.filter(word => word.length > 2 && !STOP_WORDS.has(word))
}

/** Tommy Ettinger's Mulberry32: a small generator of numbers from 0 to 1 that a seed repeats. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
