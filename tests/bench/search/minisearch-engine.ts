import MiniSearch, { type Options } from 'minisearch'
import { type Engine, type PaperText, Stopwatch } from './engine'
import { getTexts, putTexts } from './part-store'

const NAME = 'minisearch'

type Row = Pick<PaperText, 'id' | 'title' | 'abstract'> & { readonly authors: string }

const OPTIONS: Options<Row> = { fields: ['title', 'authors', 'abstract'] }

/** MiniSearch, kept as the JSON that it makes of itself. */
export const engine: Engine = {
  async build(batches) {
    const index = new MiniSearch(OPTIONS)
    const work = new Stopwatch()
    for await (const papers of batches())
      await work.time(() =>
        index.addAll(
          papers.map(({ id, title, abstract, authors }) => ({
            id,
            title,
            abstract,
            authors: authors.join('\n'),
          })),
        ),
      )
    const indexMs = work.ms
    const bytes = await work.time(() => putTexts(NAME, [JSON.stringify(index)]))
    return { indexMs, storeMs: work.ms, bytes }
  },
  async open() {
    const [json = ''] = await getTexts(NAME)
    const index = MiniSearch.loadJSON(json, OPTIONS)
    return async (query, limit) =>
      index
        .search(query, {
          prefix: (_, i, terms) => i === terms.length - 1 && !query.endsWith(' '),
          combineWith: 'AND',
          boost: { title: 3 },
        })
        .slice(0, limit)
        .map(({ id, score }) => ({ id: String(id), score }))
  },
}
