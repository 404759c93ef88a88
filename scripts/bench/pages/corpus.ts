import { createReadStream, createWriteStream, writeFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import type { SavedPage, SavedPages } from './saved.ts'

/** Papers without an arXiv identifier are known by their titles, under identifiers that stand for no paper. */
const STAND_IN_IDS = 2501_90000

/**
 * Writes the papers of the long list and of `shown` as records, and behind them those of `records`: so many of the
 * corpus are on the pages, and all others are real. They have no abstracts: what is said of them comes from the page.
 */
export async function writeRecords(
  records: string,
  file: string,
  pages: SavedPages,
  shown: readonly SavedPage[],
): Promise<void> {
  // A title that two papers have names neither.
  const byTitle = new Map(shown.flatMap(({ papers }) => papers.map(paper => [paper.title, paper] as const)))
  let standIns = STAND_IN_IDS
  const papers = [...byTitle.values()].flatMap(({ title, arxiv, authors_first: author }) => {
    if (!title) return []
    const id = arxiv ?? (++standIns / 1e5).toFixed(5)
    return { id, title, ...(author && { authors: [author] }) }
  })
  const byId = new Map([...pages.rows(), ...papers].map(paper => [paper.id, paper]))
  const lines = [...byId.values()].map(paper => `${JSON.stringify(paper)}\n`)
  writeFileSync(file, gzipSync(lines.join('')))
  // Packed files one after the other are a packed file.
  await pipeline(createReadStream(records), createWriteStream(file, { flags: 'a' }))
}
