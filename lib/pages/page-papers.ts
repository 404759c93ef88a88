import { useEffect, useMemo, useState } from 'preact/hooks'
import { savedIds } from '../library/library'
import { ask } from '../messaging/client'
import type { BadgeNote, PaperMention } from '../messaging/protocol'
import { idsOfMention } from '../notes/same'
import { nativeId, type PaperId } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { corpus, ready } from './context'
import { messageOf } from './failure'
import { useLive } from './live'

/** A paper of a page that lists papers. */
export interface PagePaper {
  readonly key: string
  readonly mention: PaperMention
  readonly title: string
  readonly upvotes?: number
  readonly saved: boolean
  /** What it is stored under, where Gloss knows it. */
  readonly known?: PaperId
}

/** What came of saving papers. */
export interface Saving {
  readonly saved: readonly PaperMention[]
  readonly failed: number
  /** Why the first one failed. */
  readonly problem?: string
}

/**
 * The papers that a page lists, each once, with what Gloss knows of them; `counted` once that was asked, `problem` where
 * it could not be.
 */
export function usePagePapers(rows: readonly PaperMention[]): {
  readonly papers: readonly PagePaper[]
  readonly counted: boolean
  readonly problem: string | null
} {
  const mentions = useMemo(() => eachOnce(rows), [rows])
  const [asked, setAsked] = useState<Asked | null>(null)
  useEffect(() => {
    if (mentions.length === 0) return
    let stale = false
    ask('badges', { papers: mentions }).then(
      ({ badges }) => stale || setAsked({ mentions, badges }),
      (error: unknown) => stale || setAsked({ mentions, problem: messageOf(error) }),
    )
    return () => {
      stale = true
    }
  }, [mentions])
  const saved = useLive(async () => {
    await ready
    return savedIds(corpus.db)
  }, []).value
  // While rows arrive, what was known of those before is shown.
  const badges = useMemo(
    () => new Map(asked?.mentions.map((mention, i) => [keyOf(mention), asked.badges?.[i] ?? null])),
    [asked],
  )
  const papers = useMemo(
    () => mentions.map(mention => pagePaper(mention, badges.get(keyOf(mention)) ?? null, saved)),
    [mentions, badges, saved],
  )
  return { papers, counted: asked?.badges !== undefined, problem: asked?.problem ?? null }
}

interface Asked {
  readonly mentions: readonly PaperMention[]
  readonly badges?: readonly (BadgeNote | null)[]
  readonly problem?: string
}

/**
 * Saves papers one after the other, or takes them off the list again; `tell` hears how many are done. Goes on where one
 * cannot be saved, and says how many could not. Never rejects.
 */
export async function saveAll(
  papers: readonly PaperMention[],
  saved: boolean,
  tell: (done: number) => void,
): Promise<Saving> {
  const done: PaperMention[] = []
  const problems: string[] = []
  for (const paper of papers) {
    try {
      await ask('save', { paper, saved })
      done.push(paper)
    } catch (error) {
      problems.push(messageOf(error))
    }
    tell(done.length + problems.length)
  }
  const [problem] = problems
  return { saved: done, failed: problems.length, ...(problem !== undefined && { problem }) }
}

/** A row as it is shown; what is on the list, by `saved`, is newer than what a badge says. */
export function pagePaper(
  mention: PaperMention,
  badge: BadgeNote | null,
  saved: ReadonlySet<PaperId> | undefined,
): PagePaper {
  const { ids, title } = mention
  const names = [...idsOfMention(mention), ...(badge?.ids ?? [])]
  const [known] = badge?.ids ?? []
  const [id] = ids
  return {
    key: keyOf(mention),
    mention,
    title: title ? latexToText(title) : id ? nativeId(id) : '',
    ...(badge?.upvotes !== undefined && { upvotes: badge.upvotes }),
    saved: saved ? names.some(name => saved.has(name)) : (badge?.saved ?? false),
    ...(known && { known }),
  }
}

function eachOnce(rows: readonly PaperMention[]): PaperMention[] {
  const first = new Map<string, PaperMention>()
  for (const row of rows)
    if ((row.ids.length > 0 || row.title) && !first.has(keyOf(row))) first.set(keyOf(row), row)
  return [...first.values()]
}

function keyOf({ ids, title }: PaperMention): string {
  return ids[0] ?? `title:${title ?? ''}`
}
