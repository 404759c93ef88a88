import { differences, LEFT_OUT, readSaved, savedPages, type Truth } from '../../../tests/sites/saved'

/** What Gloss reads of the saved pages, against the ground truth. */
export interface TruthFigures {
  readonly pages: number
  /** Papers of the ground truth, and those of them that were read right and in their place. */
  readonly papers: number
  readonly found: number
  /** Papers read that are not those of the ground truth. */
  readonly wrong: number
  /** Papers read that are on the page, and that the ground truth is known to leave out. */
  readonly leftOut: number
  /** Pages with a paper that was not found or is wrong. */
  readonly failing: readonly string[]
}

type Readings = NonNullable<ReturnType<typeof readSaved>['paper']>[]

/** Reads every page as its bytes were sent, with the code of the product. */
export function scoreTruth(): TruthFigures {
  const pages = savedPages()
  const scores = pages.map(page => {
    const { paper, rows } = readSaved(page)
    const { found, others } = align(paper ? [paper] : [...rows], page.papers)
    const leftOut = [...(LEFT_OUT.get(page.file) ?? [])]
    const wrong = others.filter(({ title }) => {
      const at = leftOut.indexOf(title ?? '')
      return at < 0 || leftOut.splice(at, 1).length === 0
    })
    return { file: page.file, papers: page.papers.length, found, wrong: wrong.length, others: others.length }
  })
  const sum = (count: (score: (typeof scores)[number]) => number) =>
    scores.reduce((total, score) => total + count(score), 0)
  return {
    pages: pages.length,
    papers: sum(({ papers }) => papers),
    found: sum(({ found }) => found),
    wrong: sum(({ wrong }) => wrong),
    leftOut: sum(({ others, wrong }) => others - wrong),
    failing: scores.filter(({ papers, found, wrong }) => found < papers || wrong > 0).map(({ file }) => file),
  }
}

/** Finds the papers of a page among what was read, in page order; what is left over stands for none of them. */
function align(read: Readings, truths: readonly Truth[]): { found: number; others: Readings } {
  const others: Readings = []
  let next = 0
  let found = 0
  for (const truth of truths) {
    const at = read.findIndex((one, place) => place >= next && differences(one, truth).length === 0)
    if (at < 0) continue
    others.push(...read.slice(next, at))
    next = at + 1
    found++
  }
  return { found, others: [...others, ...read.slice(next)] }
}
