import { latexToText } from '../papers/latex'
import { foldText } from '../papers/title-key'
import { spaceCjk } from '../search/analysis'
import type { Filter, Query } from '../search/query'
import type { ListRow } from './list-row'

/** Whether a row matches; `text` is its `searchText`. */
export type Matcher = (row: ListRow, text: string) => boolean

/** All the words of a row, folded, each with a space before it: what queries look words up in. */
export function searchText(row: ListRow, abstract = ''): string {
  const said = [
    row.title,
    ...row.authors,
    ...row.topics,
    ...row.tags,
    ...row.notes,
    row.journal ?? '',
    abstract,
  ]
  return wordsOf(said.join(' \n '))
}

/**
 * A query of the search's language over rows of the list. Every word must begin a word of the row, in any of its texts;
 * `topic:` and `tag:` also know the reader's own tags.
 */
export function matcherOf(query: Query): Matcher {
  const words = wordsOf(query.text).trim().split(' ').filter(Boolean)
  const required = query.required.map(holdsOf)
  const excluded = query.excluded.map(holdsOf)
  return (row, text) =>
    words.every(word => text.includes(` ${word}`)) &&
    required.every(holds => holds(row, text)) &&
    !excluded.some(holds => holds(row, text))
}

function holdsOf(filter: Filter): Matcher {
  switch (filter.kind) {
    case 'phrase': {
      const phrase = wordsOf(filter.text).trimEnd()
      return (_, text) => text.includes(phrase)
    }
    case 'word': {
      const words = wordsOf(filter.text).trim().split(' ')
      return (_, text) => words.every(word => text.includes(` ${word}`))
    }
    case 'author': {
      const names = wordsOf(filter.text).trim().split(' ')
      // The names are among the words of the row: most rows are told apart by those, which are there already.
      return ({ authors }, text) =>
        names.every(name => text.includes(` ${name}`)) &&
        authors.some(author => {
          const words = wordsOf(author)
          return names.every(name => words.includes(` ${name}`))
        })
    }
    case 'topic': {
      const topic = wordsOf(filter.text).trimEnd()
      return ({ topics, tags }, text) =>
        text.includes(topic) && [...topics, ...tags].some(label => wordsOf(label).includes(topic))
    }
    case 'date': {
      const { from = '', to = '9999-12-31' } = filter
      return ({ date }) => date !== undefined && date >= from && date <= to
    }
    case 'has':
      return ({ has }) => has[filter.what] === true
    case 'upvotes': {
      const { least = 0, most = Infinity } = filter
      return ({ upvotes }) => upvotes !== undefined && upvotes >= least && upvotes <= most
    }
    case 'digest': {
      const wanted = filter.digest.toLowerCase()
      return ({ digests }) => digests.some(digest => digest.toLowerCase() === wanted)
    }
    case 'state': {
      const state = filter.state === 'unread' ? 'to-read' : filter.state
      return row => state === 'saved' || row.state === state
    }
    case 'id':
      return ({ ids }) => ids.includes(filter.id)
  }
}

/** Folded words, each with a space before it, and one after the last. */
function wordsOf(text: string): string {
  const words = foldText(latexToText(text)).replace(/[^\p{L}\p{N}\p{M}*+#]+/gu, ' ')
  return ` ${spaceCjk(words).replace(/\s+/g, ' ').trim()} `
}
