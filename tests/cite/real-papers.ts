import { readdirSync } from 'node:fs'
import { citableOf } from '@/lib/cite/citable'
import type { Citable } from '@/lib/cite/format'
import { type PaperId, parseIdentifier } from '@/lib/papers/identifier'
import { paperOf } from '@/lib/papers/merge'
import { huggingFace } from '@/lib/sources/hugging-face'
import { readShared, sharedPath } from '../shared'
import { answerOf, huggingFaceDigest, listStep } from '../sources/daily-entry'

/** A line of `arxiv-100k.jsonl.gz`. */
interface ArxivRecord {
  readonly id: string
  readonly title: string
  readonly abstract: string
  readonly authors?: readonly string[]
  readonly published?: string
  readonly categories?: readonly string[]
}

const PAPERS = 2000
const FROM_DIGEST = 500
const LONGEST = 12
const UNUSUAL = 700
/** Accents in either writing, particles, brackets, commas: what names are lost by. */
const UNUSUAL_NAME =
  /"authors": .*(?:\\|[À-ɏ]|\b(?:van|von|de|del|di|da|dos|el|al|ten) |\(|Team|Collaboration|Jr)/

/**
 * Two thousand real papers: of the daily digest, those of arXiv with most authors (3,303 on one), those whose names
 * have accents, particles or affiliations, and every so many of the others. Each fifth has a journal and a DOI, which
 * are made up, as the records have none.
 */
export function realPapers(): Citable[] {
  const seen = new Set<PaperId>()
  const papers = [...digestPapers(), ...arxivPapers()].filter(({ ids: [id] }) => {
    if (!id || seen.has(id)) return false
    seen.add(id)
    return true
  })
  return papers.slice(0, PAPERS).map((paper, index) => (index % 5 === 0 ? published(paper, index) : paper))
}

function published(paper: Citable, index: number): Citable {
  return {
    ...paper,
    ids: [...paper.ids, `doi:10.1000/made.up_${index}(b)`],
    journal: `Journal of Made-up Results & Reviews ${index}, 12`,
  }
}

function digestPapers(): Citable[] {
  const papers: Citable[] = []
  for (const file of readdirSync(sharedPath('data/hf-daily')).sort().reverse()) {
    if (papers.length > FROM_DIGEST) break
    const day = file.replace('.json.gz', '')
    const answer = answerOf(readShared(`data/hf-daily/${file}`))
    const { papers: read } = huggingFace.read(answer, listStep([day]), huggingFaceDigest, 1, 0)
    papers.push(...read.map(paper => citableOf(paper)))
  }
  return papers.slice(0, FROM_DIGEST)
}

function arxivPapers(): Citable[] {
  const lines = readShared('data/arxiv-100k.jsonl.gz')
    .split('\n')
    .filter(line => line.includes('"authors"'))
  const longest = lines
    .map(line => ({ line, authors: line.slice(line.indexOf('"authors"')).split('", "').length }))
    .sort((a, b) => b.authors - a.authors)
    .slice(0, LONGEST)
  const unusual = lines.filter(line => UNUSUAL_NAME.test(line))
  const every = (list: readonly string[], count: number) =>
    list.filter((_, index) => index % Math.floor(list.length / count) === 0)
  return [...longest.map(({ line }) => line), ...every(unusual, UNUSUAL), ...every(lines, PAPERS)].flatMap(
    line => {
      const { id: number, ...record } = JSON.parse(line) as ArxivRecord
      const id = parseIdentifier(`arxiv:${number}`)
      return id ? [citableOf(paperOf({ ...record, ids: [id], seen: 1 }))] : []
    },
  )
}
