import type { EngineName } from '../../../tests/bench/search/page.ts'

export interface EngineFacts {
  readonly name: EngineName
  /** What the table calls it. */
  readonly label: string
  /** The product itself: it has no limits, and must not fail. */
  readonly own?: boolean
  /** Whether its popup is measured too. */
  readonly popup?: boolean
  /** Not tried beyond this many papers. */
  readonly mostPapers?: number
  /** How it is set up and kept, in the reader's words. */
  readonly note: string
}

/** What is measured, in the order of the table. */
export const ENGINES: readonly EngineFacts[] = [
  {
    name: 'gloss',
    label: 'Gloss',
    own: true,
    popup: true,
    note: 'its own code in its own database; stored/s counts the papers too, a thousand a transaction, and all upkeep',
  },
  {
    name: 'gloss-papers',
    label: 'Gloss, with the papers',
    own: true,
    note: 'the same, and the 50 papers read from the database and ranked again by their titles, as the popup asks for them',
  },
  {
    name: 'sqlite-opfs',
    label: 'SQLite FTS5, OPFS',
    note: 'contentless, detail=column, Porter; in a worker, its file in OPFS (opfs-sahpool), read page by page',
  },
  {
    name: 'sqlite-opfs-prefix',
    label: 'SQLite FTS5, OPFS, prefixes',
    note: 'the same with a prefix index of two and three letters',
  },
  {
    name: 'sqlite-image',
    label: 'SQLite FTS5, image',
    note: 'without the prefix index; its file in IndexedDB, read whole and opened in the page',
  },
  {
    name: 'flexsearch-strict',
    label: 'FlexSearch strict',
    note: 'one index of numbered texts, its export in IndexedDB; finds whole words only, so most keystrokes find nothing',
  },
  {
    name: 'flexsearch-forward',
    label: 'FlexSearch forward',
    note: 'the same with its prefix option, the tokenizer "forward"',
  },
  {
    name: 'flexsearch-strict-store',
    label: 'FlexSearch strict, own store',
    note: 'whole words, kept by its own IndexedDB adapter: a row a word',
  },
  {
    name: 'flexsearch-forward-store',
    label: 'FlexSearch forward, own store',
    note: 'prefixes, kept by its own IndexedDB adapter: a row a prefix',
  },
  {
    name: 'minisearch',
    label: 'MiniSearch',
    note: 'its JSON in IndexedDB; prefix on the last word, title ×3',
  },
  {
    name: 'orama',
    label: 'Orama',
    mostPapers: 30_000,
    note: 'its saved JSON, which holds the texts, in IndexedDB; title ×3, unsorted',
  },
]
