import type { Corpus } from '../corpus/corpus'
import type { PaperRow } from '../corpus/database'
import type { PaperMention } from '../messaging/protocol'
import { fromTitle, type PaperId, schemeOf } from '../papers/identifier'

/** Past so many corrections the oldest is forgotten. */
const MOST_CORRECTIONS = 2000

/** What a mention goes by: its identifiers, else its title as one. Empty where the title is too short to name a paper. */
export function idsOfMention({ ids, title }: PaperMention): readonly PaperId[] {
  const byTitle = ids.length === 0 && title ? fromTitle(title) : null
  return byTitle ? [byTitle] : ids
}

/** What a correction of the reader's holds for: the page, where it says what it is called. */
export function pageOfMention(mention: PaperMention): string | undefined {
  return mention.page ?? idsOfMention(mention)[0]
}

/**
 * Whether a paper of the corpus with the title of a mention is the one that is mentioned, for all that the reader has said;
 * `ids` are all identifiers of the paper. For `notSame` see `Settings`.
 */
export function isSame(notSame: readonly string[], mention: PaperMention, ids: readonly PaperId[]): boolean {
  if (notSame.length === 0) return true
  const page = pageOfMention(mention)
  return !ids.some(id => notSame.includes(`${page} ${id}`))
}

/** The corrections with one more, or with one less where the papers are the `same` after all. */
export function corrected(
  notSame: readonly string[],
  mention: PaperMention,
  other: PaperId,
  same: boolean,
): readonly string[] {
  const page = pageOfMention(mention)
  if (page === undefined) return notSame
  const entry = `${page} ${other}`
  const rest = notSame.filter(each => each !== entry)
  return same ? rest : [...rest, entry].slice(-MOST_CORRECTIONS)
}

/** A paper of the corpus that a page mentions. */
export interface Found {
  readonly paper: PaperRow
  /** "title" where only its title says that it is this paper. */
  readonly by: 'id' | 'title'
}

/** The paper of the corpus that is mentioned, as `Corpus.find` finds it, unless the reader said that it is another. */
export async function findFor(
  corpus: Corpus,
  mention: PaperMention,
  notSame: readonly string[],
): Promise<Found | undefined> {
  const found = await corpus.find(mention.ids, mention.title)
  if (!found) return undefined
  const { ids } = found.paper
  // An identifier that is made of a title says no more than the title does.
  const certain = mention.ids.some(id => schemeOf(id) !== 'title' && ids.includes(id))
  if (certain) return found
  return isSame(notSame, mention, ids) ? { paper: found.paper, by: 'title' } : undefined
}
