import { create, insertMultiple, load, save, search } from '@orama/orama'
import { type Engine, Stopwatch } from './engine'
import { getTexts, putTexts } from './part-store'

const NAME = 'orama'
const INSERTED_AT_ONCE = 1000

const emptyIndex = () =>
  create({
    schema: { title: 'string', authors: 'string', abstract: 'string' } as const,
    // Nothing is sorted by a text, and without this every text is stored once more.
    sort: { enabled: false },
  })

/** Orama, kept as the JSON of what it saves; the texts of the papers are a part of it. */
export const engine: Engine = {
  async build(batches) {
    const index = emptyIndex()
    const work = new Stopwatch()
    for await (const papers of batches())
      await work.time(() =>
        insertMultiple(
          index,
          papers.map(({ id, title, abstract, authors }) => ({
            id,
            title,
            abstract,
            authors: authors.join('\n'),
          })),
          INSERTED_AT_ONCE,
        ),
      )
    const indexMs = work.ms
    const bytes = await work.time(() => putTexts(NAME, [JSON.stringify(save(index))]))
    return { indexMs, storeMs: work.ms, bytes }
  },
  async open() {
    const [json = ''] = await getTexts(NAME)
    const index = emptyIndex()
    load(index, JSON.parse(json))
    return async (term, limit) => {
      // Every word is looked for as a prefix; a threshold of 0 wants all of them.
      const { hits } = await search(index, { term, limit, threshold: 0, boost: { title: 3 } })
      return hits.map(({ id, score }) => ({ id, score }))
    }
  },
}
