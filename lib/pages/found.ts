import { useEffect, useState } from 'preact/hooks'
import type { PaperRow } from '../corpus/database'
import { vocabularyOf } from '../corpus/vocabulary'
import { topicsOf } from '../notes/topics'
import { bestSummary, type Paper, topicLabels } from '../papers/paper'
import { keySentences } from '../summary/key-sentences'
import { corpus, models } from './context'

/** What was found in a paper's own text, for want of a digest's words. */
export interface Found {
  /** Empty where a digest has summarised it, or there is no abstract. */
  readonly sentence: string
  /** Empty where a digest gave it topics, or none is sure enough. */
  readonly topics: readonly string[]
}

/** Milliseconds of work after which the page gets its turn. */
const ONE_TURN = 12
/** Papers of which is remembered what was found; each takes some milliseconds to look at. */
const REMEMBERED = 2000

const known = new Map<string, Found>()

/**
 * What was found in papers for which the digests lack words, by identifier; some at a time, so that the page never
 * stands still. Papers that no longer stand in the list are not looked at.
 */
export function useFound(papers: readonly Paper[]): ReadonlyMap<string, Found> {
  const [found, setFound] = useState<ReadonlyMap<string, Found>>(new Map())
  useEffect(() => {
    const stop = new AbortController()
    void lookAt(papers, setFound, stop.signal).catch((error: unknown) =>
      // The rows stand without it.
      console.error('Gloss: nothing could be found in the abstracts', error),
    )
    return () => stop.abort()
  }, [papers])
  return found
}

async function lookAt(
  papers: readonly Paper[],
  tell: (found: ReadonlyMap<string, Found>) => void,
  signal: AbortSignal,
): Promise<void> {
  const lacking = papers.filter(lacks)
  if (lacking.length === 0) return
  const [index, summaries, predictor, vocabulary] = await Promise.all([
    corpus.index(),
    models.summary(),
    models.topics(),
    vocabularyOf(corpus.db),
  ])
  const found = new Map<string, Found>()
  let turn = performance.now()
  for (const paper of lacking) {
    const key = `${paper.id} ${paper.title} ${paper.abstract?.length}`
    let of = known.get(key)
    if (!of) {
      const topics =
        topicLabels(paper).length > 0
          ? []
          : (await topicsOf(index, paper as PaperRow, { ids: paper.ids }, predictor, vocabulary)).labels
      of = {
        sentence: bestSummary(paper) ? '' : keySentences(paper.title, paper.abstract ?? '', summaries),
        topics,
      }
      if (known.size >= REMEMBERED) known.clear()
      known.set(key, of)
    }
    found.set(paper.id, of)
    if (performance.now() - turn < ONE_TURN) continue
    if (signal.aborted) return
    tell(new Map(found))
    await new Promise(resolve => setTimeout(resolve))
    turn = performance.now()
  }
  if (!signal.aborted) tell(found)
}

/** Whether there is something to be found out: a summary where there is an abstract, or topics. */
function lacks(paper: Paper): boolean {
  return (paper.abstract !== undefined && !bestSummary(paper)) || topicLabels(paper).length === 0
}
