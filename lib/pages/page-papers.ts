import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ListState } from '../entries/entry'
import { listStates } from '../library/states'
import { undoState } from '../library/undo'
import { ask } from '../messaging/client'
import type { BadgeNote, PaperMention, Request } from '../messaging/protocol'
import { idsOfMention } from '../notes/same'
import { nativeId, type PaperId } from '../papers/identifier'
import { latexToText } from '../papers/latex'
import { corpus, ready } from './context'
import { messageOf } from './failure'
import { undoList } from './library-actions'
import { useLive } from './live'
import { paperCount } from './status-words'

/** Acts of more papers than this are too long to be kept whole for being undone. */
const MOST_UNDONE = 100

/** A paper of a page that lists papers. */
export interface PagePaper {
  readonly key: string
  readonly mention: PaperMention
  readonly title: string
  readonly upvotes?: number
  readonly saved: boolean
  /** Its state, where it is on the list and that is read. */
  readonly state?: ListState
  /** What it is stored under, where Gloss knows it. */
  readonly known?: PaperId
}

/** What came of saving papers. */
export interface Saving {
  /** The act of the list that it was. */
  readonly act: string
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
  // While rows arrive, what was known of those before is shown.
  const badges = useMemo(
    () => new Map(asked?.mentions.map((mention, i) => [keyOf(mention), asked.badges?.[i] ?? null])),
    [asked],
  )
  const names = useMemo(
    () => mentions.flatMap(mention => [...idsOfMention(mention), ...(badges.get(keyOf(mention))?.ids ?? [])]),
    [mentions, badges],
  )
  const states = useLive(async () => {
    await ready
    return listStates(corpus.db, names)
  }, [names]).value
  const papers = useMemo(
    () => mentions.map(mention => pagePaper(mention, badges.get(keyOf(mention)) ?? null, states)),
    [mentions, badges, states],
  )
  return { papers, counted: asked?.badges !== undefined, problem: asked?.problem ?? null }
}

interface Asked {
  readonly mentions: readonly PaperMention[]
  readonly badges?: readonly (BadgeNote | null)[]
  readonly problem?: string
}

/**
 * Saves papers one after the other, in a state, as one act of the list; `tell` hears how many are done. Goes on where one
 * cannot be saved, and says how many could not. Never rejects.
 */
export async function saveAll(
  papers: readonly PaperMention[],
  state: ListState,
  tell: (done: number) => void,
): Promise<Saving> {
  const act = { id: crypto.randomUUID(), papers: papers.length }
  return { act: act.id, ...(await askAll(papers, { saved: true, state, act }, tell)) }
}

/** Undoes that: as one act while it is the last of the list that can be undone, else paper by paper. Says what came of it. */
export async function unsaveAll({ act, saved }: Saving): Promise<string> {
  const last = saved.length <= MOST_UNDONE ? (await undoState(corpus.db)).undo : undefined
  if (last?.act === act) {
    await undoList()
    return `${paperCount(saved.length)} off the list again`
  }
  const { failed, problem } = await askAll(saved, { saved: false }, () => undefined)
  return problem ?? `${paperCount(saved.length - failed)} off the list again`
}

async function askAll(
  papers: readonly PaperMention[],
  how: Omit<Request<'save'>, 'type' | 'paper'>,
  tell: (done: number) => void,
): Promise<Omit<Saving, 'act'>> {
  const done: PaperMention[] = []
  const problems: string[] = []
  for (const paper of papers) {
    try {
      await ask('save', { paper, ...how })
      done.push(paper)
    } catch (error) {
      problems.push(messageOf(error))
    }
    tell(done.length + problems.length)
  }
  const [problem] = problems
  return { saved: done, failed: problems.length, ...(problem !== undefined && { problem }) }
}

/** A row as it is shown; what is on the list, by `states`, is newer than what a badge says. */
export function pagePaper(
  mention: PaperMention,
  badge: BadgeNote | null,
  states: ReadonlyMap<PaperId, ListState> | undefined,
): PagePaper {
  const { ids, title } = mention
  const names = [...idsOfMention(mention), ...(badge?.ids ?? [])]
  const [known] = badge?.ids ?? []
  const [id] = ids
  const state = states ? names.map(name => states.get(name)).find(Boolean) : badge?.state
  return {
    key: keyOf(mention),
    mention,
    title: title ? latexToText(title) : id ? nativeId(id) : '',
    ...(badge?.upvotes !== undefined && { upvotes: badge.upvotes }),
    saved: states ? state !== undefined : (badge?.saved ?? false),
    ...(state && { state }),
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
