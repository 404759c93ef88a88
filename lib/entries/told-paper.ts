import { dateOf, type Paper, type PaperField } from '../papers/paper'

/** What is kept of long texts and lists. */
const MOST_TITLE = 400
const MOST_JOURNAL = 200
const MOST_AUTHORS = 20
const AUTHORS_KEPT = 15
const CATEGORIES_KEPT = 3

/** The last of the authors where there are more of them; the citation formats know it. */
const AND_OTHERS = 'et al.'

/** Of a field that is cut: whoever knows the whole of it saw it later. */
const CUT = 0

/**
 * What is told of a paper where there is little room: enough to show and to cite it, and nothing that digests say of it.
 * What had to be cut never takes the place of the whole.
 */
export function toldPaper(paper: Paper): Paper {
  const seen: Partial<Record<PaperField, number>> = {}
  const told = <T>(field: PaperField, whole: T | undefined, kept: T): T => {
    seen[field] = whole === kept ? (paper.fieldSeen[field] ?? CUT) : CUT
    return kept
  }
  const { title, authors, journal, categories, appeared } = paper
  const published = paper.published ?? listedFirst(paper)
  return {
    id: paper.id,
    ids: paper.ids,
    title: told('title', title, shortened(title, MOST_TITLE)),
    ...(authors && { authors: told('authors', authors, firstAuthors(authors)) }),
    ...(published && { published: told('published', paper.published, published) }),
    ...(appeared && { appeared: told('appeared', appeared, appeared) }),
    ...(categories && {
      categories: told(
        'categories',
        categories,
        categories.length > CATEGORIES_KEPT ? categories.slice(0, CATEGORIES_KEPT) : categories,
      ),
    }),
    ...(journal && { journal: told('journal', journal, shortened(journal, MOST_JOURNAL)) }),
    fieldSeen: seen,
    summaries: [],
    topicLists: [],
    listings: [],
  }
}

/** The day of its first listing, where nothing else says when it appeared. */
function listedFirst(paper: Paper): string | undefined {
  return dateOf({ ...paper, listings: [] }) ? undefined : dateOf(paper)
}

function firstAuthors(authors: readonly string[]): readonly string[] {
  return authors.length > MOST_AUTHORS ? [...authors.slice(0, AUTHORS_KEPT), AND_OTHERS] : authors
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text
}
