/** A line of a page or a text, as a reader sees it. */
export interface PageLine {
  /** The line of the file on which it begins, from 1. */
  readonly number: number
  /** Never empty, on one line, trimmed, without the mark of a list's item. */
  readonly text: string
  readonly links: readonly PageLink[]
  /** Whether something parts it from the line before: an empty line, or the end of a list's item. */
  readonly apart: boolean
  /** Whether it is marked as a heading. */
  readonly heading: boolean
  /** Whether it is marked as an item of a list. */
  readonly item: boolean
}

/** A link in a line. */
export interface PageLink {
  /** Absolute, http or https. */
  readonly url: string
  readonly text: string
}

/** A page or a text in lines. */
export interface PageLines {
  readonly lines: readonly PageLine[]
  /** What the page calls itself, apart from its lines. */
  readonly title?: string
  /** The address of the page, where it names one. */
  readonly url?: string
}
