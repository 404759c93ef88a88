import { citableOf } from '../cite/citable'
import type { Citable } from '../cite/format'
import { citationFormat, citationFormats } from '../cite/registry'
import type { Corpus } from '../corpus/corpus'
import { isUntitled } from '../entries/list-row'
import { entryOf, listedPapers } from '../library/library'
import { paperOfMention } from '../notes/note'
import { findFor, idsOfMention } from '../notes/same'
import type { Paper } from '../papers/paper'
import { changeSettings, readSettings } from '../settings'
import type { Answer, PaperMention } from './protocol'
import { Refusal } from './refusal'

/** What is offered where there is room for a few; the app has all of them. */
const QUICK = ['bibtex', 'ris', 'markdown-link', 'plain-text']

/** A citation in a format, which is remembered, or in the one that was used last. */
export async function cite(
  corpus: Corpus,
  mention: PaperMention,
  asked: string | undefined,
): Promise<Answer<'cite'>> {
  const { notSame, citeFormat } = await readSettings()
  const format = citationFormat(asked ?? citeFormat) ?? (asked === undefined && citationFormats[0])
  if (!format) throw new Refusal('Gloss does not know that citation format.')
  const found = (await findFor(corpus, mention, notSame))?.paper
  const row = await entryOf(corpus.db, found?.ids ?? idsOfMention(mention))
  const listed = row && (await listedPapers(corpus.db, [row])).get(row.id)
  const known = found ?? (isUntitled(listed) ? undefined : listed)
  const paper = known ?? paperOfMention(mention)
  if (!paper && !mention.title) throw new Refusal('The page gives no title to cite.')
  const text = format.format([paper ? citableOf(saying(paper, mention)) : titleAlone(mention)])
  if (asked !== undefined && asked !== citeFormat) await changeSettings(() => ({ citeFormat: asked }))
  const others = QUICK.filter(id => id !== format.id).flatMap(id => citationFormat(id) ?? [])
  return {
    text,
    formats: [format, ...others].map(({ id, label }) => ({ id, label })),
    ...(known && { more: `#/library?cite=${encodeURIComponent(known.id)}` }),
  }
}

/** The paper with what its page says of it and Gloss does not know. */
function saying(paper: Paper, { authors, published }: PaperMention): Paper {
  return {
    ...paper,
    ...(!paper.authors && authors && { authors }),
    ...(!paper.published && published && { published }),
  }
}

/** Where a title is too short to name a paper, it can be cited all the same. */
function titleAlone({ title = '', authors = [], published }: PaperMention): Citable {
  return { ids: [], title, authors, ...(published && { year: Number(published.slice(0, 4)) }) }
}
