import type { ListState } from '../entries/entry'
import type { PaperId } from '../papers/identifier'
import type { BadgeNote, Citation, Note, PaperMention, RelatedPaper } from './said'

export type { BadgeNote, Citation, Note, PaperMention, RelatedPaper, Standing } from './said'

/**
 * Everything contexts say to each other. A request names its `type`; the answer's shape follows from it. Content
 * scripts import this file for its types: it must stay free of Zod and of the database.
 */
export interface Protocol {
  /** A page asks what Gloss knows of the paper it shows. Answered from the database alone. */
  annotate: { request: { readonly paper: PaperMention }; answer: Note }
  /** Papers like one that a page shows, of which the note said these topics: what takes longest, asked for after it. */
  related: {
    request: { readonly paper: PaperMention; readonly topics: readonly string[] }
    answer: { readonly related: readonly RelatedPaper[] }
  }
  /** Asks at once for all papers of a list what of them Gloss knows; an answer for each, null where nothing. */
  badges: {
    request: { readonly papers: readonly PaperMention[] }
    answer: { readonly badges: readonly (BadgeNote | null)[] }
  }
  /** Makes ready for `annotate` while the page is still being loaded. Nothing needs to wait for the answer. */
  wake: { request: { readonly ids: readonly PaperId[] }; answer: { readonly awake: true } }
  /** Keeps the reader's word that a paper on a page is not the one of the same title that Gloss knows, or takes it back. */
  'not-same': {
    request: { readonly paper: PaperMention; readonly other: PaperId; readonly same: boolean }
    answer: { readonly noted: true }
  }
  /**
   * Puts a paper on the reading list, in a state where one is given, or takes it off. `from` says where it was saved; of a
   * page that is its host.
   */
  save: {
    request: {
      readonly paper: PaperMention
      readonly saved: boolean
      readonly state?: ListState
      readonly from?: string
      /** The act that it is part of, where several papers are saved at once, and how many those are. */
      readonly act?: { readonly id: string; readonly papers: number }
    }
    answer: { readonly saved: boolean; readonly state?: ListState }
  }
  /** Notes that the reader opened a paper or does not want the like of it; null takes back what was noted. */
  signal: {
    request: { readonly paper: PaperMention; readonly kind: 'read' | 'skipped' | null }
    answer: { readonly noted: boolean }
  }
  /** A citation of a paper in a format of `lib/cite`, which is remembered; without one in the format that was used last. */
  cite: {
    request: { readonly paper: PaperMention; readonly format?: string }
    answer: Citation
  }
  /** Opens a page of the app, by route such as `#/search?q=…`. */
  open: { request: { readonly route: string }; answer: { readonly opened: true } }
  /** Starts a sync now, of one digest or of all; also on a connection that Gloss spares otherwise. */
  sync: { request: { readonly digest?: string }; answer: { readonly started: boolean } }
  /** Looks at what the reader typed, an address or a name such as `cs.LG`: fetches it, and stores nothing. */
  preview: { request: { readonly typed: string }; answer: Preview }
  /** Follows a digest that was previewed, under a title of the reader's. */
  follow: {
    request: {
      readonly kind: string
      readonly url: string
      readonly title: string
      readonly homepage?: string
    }
    answer: { readonly digest: string }
  }
  /** Changes how a digest is followed; `keepMonths: null` keeps its papers for good. */
  'change-digest': {
    request: {
      readonly digest: string
      readonly title?: string
      readonly paused?: boolean
      readonly keepMonths?: number | null
    }
    answer: { readonly changed: true }
  }
  /** Puts the digests into this order. */
  'order-digests': { request: { readonly digests: readonly string[] }; answer: { readonly changed: true } }
  /** Stops following a digest. Its host's permission is given back when no other digest needs it. */
  'remove-digest': {
    request: { readonly digest: string; readonly papers: 'keep' | 'remove' }
    answer: { readonly removed: true }
  }
  /** Deletes everything that Gloss holds, settings and granted hosts among it, and begins anew. */
  wipe: { request: Record<never, never>; answer: { readonly wiped: true } }
  /** Meets the reader's other devices now, answered when that is over, or soon; says whether it came to that. */
  'device-sync': { request: { readonly soon?: boolean }; answer: { readonly round: DeviceRound } }
  /** Builds anew what was damaged of the search index. */
  mend: { request: Record<never, never>; answer: { readonly started: boolean } }
}

/** What came of the wish to meet other devices; how it went is kept with the choice of devices. */
export type DeviceRound = 'soon' | 'done' | 'failed' | 'off' | 'resting' | 'offline' | 'interrupted'

/** What an address that may be followed holds. */
export interface Preview {
  readonly kind: string
  /** What the kind is called: "Web feed". */
  readonly kindName: string
  /** The address that would be followed. */
  readonly url: string
  readonly title: string
  readonly homepage?: string
  /** Papers in the answer that was looked at, and in all where the digest says so. */
  readonly papers: number
  readonly total?: number
  /** The first titles. */
  readonly sample: readonly string[]
  /** What could not be read, a sentence each. */
  readonly rejected: readonly string[]
  /** The digest's name where it is followed already. */
  readonly followed?: string
}

export type MessageType = keyof Protocol
export type Request<T extends MessageType> = Protocol[T]['request'] & { readonly type: T }
export type Answer<T extends MessageType> = Protocol[T]['answer']

/** What comes back over the wire: the answer, or a sentence for the reader that says why there is none. */
export type Reply<T extends MessageType> =
  | { readonly ok: true; readonly answer: Answer<T> }
  | { readonly ok: false; readonly message: string }

/** Sent by the background to pages and content scripts when the reading list changes. */
export interface LibraryChanged {
  readonly type: 'library-changed'
  readonly ids: readonly PaperId[]
  readonly saved: boolean
  /** Its state, where it is on the list. */
  readonly state?: ListState
}

/** Asked by the popup and the side panel of the page in the active tab: what it shows. Answered with `PageSaid`. */
export interface WhichPaper {
  readonly type: 'which-paper'
}

/** What the content script of a page says to the popup and the side panel. */
export interface PageSaid {
  /** The site's id of `lib/sites`. */
  readonly site: string
  readonly siteName: string
  readonly host: string
  readonly kind: 'paper' | 'listing' | 'pdf'
  readonly paper: PaperMention | null
  /** Papers of a list, as far as they have been read. */
  readonly rows: readonly PaperMention[]
  /** What of the page was expected and is not there. */
  readonly missing: readonly string[]
}

/** Sent by a content script when its page comes to show something else. */
export interface PageChanged {
  readonly type: 'page-changed'
  /** Set where it shows no paper any more, or none yet: the toolbar says nothing then. */
  readonly empty?: true
}
