import type { BuildLimits } from '../../../tests/bench/search/page.ts'

/** How often and how long each thing is measured. */
export interface Plan {
  /** Opens after a restart of the browser, and in new pages of one browser. */
  readonly restarts: number
  readonly newPages: number
  /** Slow libraries get fewer of either: as many as fit into these seconds, and not less than `leastOpens`. */
  readonly openSeconds: number
  readonly leastOpens: number
  readonly popups: number
  readonly queries: number
  readonly typingSeconds: number
  /** Queries typed into the popup before its heap is read. */
  readonly popupQueries: number
  /** What a library may take to build its index. */
  readonly limits: BuildLimits
}

const WHOLE: Plan = {
  restarts: 20,
  newPages: 20,
  openSeconds: 30,
  leastOpens: 3,
  popups: 20,
  queries: 200,
  typingSeconds: 60,
  popupQueries: 10,
  limits: { seconds: 300, heapMB: 1500 },
}

/** For trying the bench out: every step, seldom. */
const SHORT: Plan = {
  ...WHOLE,
  restarts: 1,
  newPages: 3,
  openSeconds: 5,
  leastOpens: 1,
  popups: 3,
  queries: 30,
  typingSeconds: 3,
  popupQueries: 3,
}

/** Corpora below this size are there to try the bench out. */
const SMALLEST_WHOLE = 10_000

export function planFor(papers: number): Plan {
  return papers < SMALLEST_WHOLE ? SHORT : WHOLE
}
