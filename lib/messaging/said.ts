import type { ListState } from '../entries/entry'
import type { PaperId } from '../papers/identifier'
import type { Day } from '../time'

/** A paper as a page mentions it. */
export interface PaperMention {
  readonly ids: readonly PaperId[]
  readonly title?: string
  readonly abstract?: string
  readonly authors?: readonly string[]
  readonly published?: Day
  /** The page that shows it, by the site's id and its own name for the paper: what a correction of the reader's holds for. */
  readonly page?: string
}

/** What a badge in a list says of its paper. */
export interface BadgeNote {
  /** The paper as Gloss knows it; the first is the one it is stored under. */
  readonly ids: readonly PaperId[]
  /** "title" where only its title says that it is this paper. */
  readonly by: 'id' | 'title'
  readonly upvotes?: number
  readonly saved: boolean
  /** Its state, where it is on the reading list. */
  readonly state?: ListState
  /** Whether the reader has opened it, or has read it. */
  readonly seen: boolean
  readonly skipped: boolean
}

/** What the margin says of a paper. */
export interface Note {
  /** The paper as Gloss knows it, or as the page names it. */
  readonly ids: readonly PaperId[]
  /** Set where a digest has the paper; "title" where only its title says so. */
  readonly inDigest?: 'id' | 'title'
  /** The paper of the corpus that it is, where it is one; `by` "title" where only its title says so. */
  readonly known?: { readonly id: PaperId; readonly title: string; readonly by: 'id' | 'title' }
  readonly standing?: Standing
  /** Empty text where there is neither a digest summary nor an abstract. */
  readonly summary: {
    readonly text: string
    /** `browser` where the browser's own model wrote it, which only the page's side ever says. */
    readonly from: 'digest' | 'abstract' | 'browser'
    readonly by?: string
  }
  readonly topics: readonly string[]
  /** Whether the topics were found in the text, for want of a digest's own. */
  readonly topicsPredicted: boolean
  readonly links: readonly { readonly name: string; readonly url: string; readonly stars?: number }[]
  /** Null while they are still looked for; `failed` where they could not be. */
  readonly related: readonly RelatedPaper[] | null | 'failed'
  readonly saved: boolean
  /** Its state, where it is on the reading list. */
  readonly state?: ListState
  /** Papers in the corpus, for the empty state. */
  readonly corpusSize: number
}

/** How a paper stood on the day a digest listed it. */
export interface Standing {
  readonly digest: string
  /** What the digest is called. */
  readonly title?: string
  /** Left out where the digest does not say when. */
  readonly day?: Day
  /** That day in words, or what the digest is called. */
  readonly when: string
  readonly upvotes?: number
  /** Among the papers of that day: "3rd of 23". */
  readonly place?: string
}

export interface RelatedPaper {
  readonly id: PaperId
  readonly title: string
  readonly url?: string
  readonly upvotes?: number
  readonly year?: number
  /** The day it appeared, to order by. */
  readonly date?: Day
  /** Set where the reader has read or skipped it. */
  readonly read?: true
  readonly reason?: {
    readonly kind: 'topics' | 'words' | 'authors' | 'organization'
    readonly shared: readonly string[]
  }
}

/** A citation, and what else it can be had in. */
export interface Citation {
  readonly text: string
  /** The format of the text first, then others that are asked for often. */
  readonly formats: readonly { readonly id: string; readonly label: string }[]
  /** The route of the app that has all formats of a paper that Gloss knows. */
  readonly more?: string
}
