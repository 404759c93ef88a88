import { dateOf, topicLabels } from '../papers/paper'
import { DAY, HOUR } from '../time'
import type { VocabularyData } from '../topics/vocabulary'
import { buildVocabulary } from '../topics/vocabulary-build'
import { TopicStatistics } from '../topics/vocabulary-statistics'
import type { GlossDatabase, PaperRow } from './database'
import { indexState } from './segment-store'
import { codeVersion, isCurrent, VOCABULARY, VOCABULARY_STATE } from './vocabulary'

const PAPERS_A_STEP = 200
/** Papers after which other work gets its turn: some 10 ms. */
const PAPERS_A_TURN = 40
/** A vocabulary of a corpus that has changed so little, or so shortly before, is good enough. */
const MIN_GROWTH = 0.005
const MIN_PAPERS_MORE = 20
const MAX_AGE = 12 * HOUR

/** Of which corpus the stored vocabulary is. */
interface State {
  readonly papers: number
  readonly revision: number
  /** Milliseconds. */
  readonly at: number
}

const running = new WeakMap<GlossDatabase, Promise<boolean>>()

/**
 * Counts the topics of the corpus anew where it has changed enough; returns whether it did. It goes over all papers, some
 * at a time, and lets other work have its turn; what was stored before stands until the end. `heartbeat` is called now and
 * then. Rejects with the signal's reason or a database error.
 */
export async function refreshVocabulary(
  db: GlossDatabase,
  signal?: AbortSignal,
  heartbeat?: () => void,
): Promise<boolean> {
  const current = running.get(db)
  if (current) return current
  const refreshing = refresh(db, signal, heartbeat).finally(() => running.delete(db))
  running.set(db, refreshing)
  return refreshing
}

async function refresh(db: GlossDatabase, signal?: AbortSignal, heartbeat?: () => void): Promise<boolean> {
  const state = await stateOf(db)
  const row = await db.learned.get(VOCABULARY_STATE)
  if (row && isCurrent(row.version) && isFresh(row.value, state)) return false
  const statistics = new TopicStatistics()
  let last = ''
  for (;;) {
    signal?.throwIfAborted()
    heartbeat?.()
    const papers = await db.papers.where('id').above(last).limit(PAPERS_A_STEP).toArray()
    for (const [n, paper] of papers.entries()) {
      if (n % PAPERS_A_TURN === 0) await turn()
      addPaper(statistics, paper)
    }
    const end = papers.at(-1)
    if (!end || papers.length < PAPERS_A_STEP) break
    last = end.id
  }
  const value = await inSteps(buildVocabulary(statistics), signal)
  const version = `${codeVersion()}.${state.revision}.${state.at}`
  await db.transaction('rw', db.learned, async () => {
    await db.learned.put({ key: VOCABULARY, version, value })
    await db.learned.put({ key: VOCABULARY_STATE, version, value: state })
  })
  return true
}

async function inSteps(
  steps: Generator<void, VocabularyData>,
  signal?: AbortSignal,
): Promise<VocabularyData> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    signal?.throwIfAborted()
    await turn()
  }
}

function addPaper(statistics: TopicStatistics, paper: PaperRow): void {
  const day = dateOf(paper)
  statistics.add({
    title: paper.title,
    abstract: paper.abstract,
    labels: topicLabels(paper),
    categories: paper.categories,
    ...(day && { day: Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY) }),
  })
}

async function stateOf(db: GlossDatabase): Promise<State> {
  const { papers, revision } = await indexState(db)
  return { papers: papers ?? (await db.papers.count()), revision, at: Date.now() }
}

function isFresh(value: unknown, now: State): boolean {
  const { papers, revision, at } = (value ?? {}) as Partial<State>
  if (typeof papers !== 'number' || typeof at !== 'number') return false
  if (revision === now.revision) return true
  const change = Math.abs(now.papers - papers)
  const isSmall = change <= Math.max(MIN_PAPERS_MORE, MIN_GROWTH * now.papers)
  // A clock that was set back makes no row the newest for ever.
  return isSmall && now.at - at < MAX_AGE && at <= now.at && papers > MIN_PAPERS_MORE
}

function turn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}
