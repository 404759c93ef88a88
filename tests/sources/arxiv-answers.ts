import type { Body } from '@/lib/sources/source'

/** One entry of an answer of arXiv's query API; `xml` is put in as it is. */
export interface Entry {
  readonly id?: string
  readonly title?: string
  readonly summary?: string
  readonly published?: string
  readonly authors?: readonly string[]
  readonly categories?: readonly string[]
  readonly xml?: string
}

/** An answer of the query API as export.arxiv.org writes it, with text hard-wrapped, written for these tests. */
export function queryAnswer(
  entries: readonly Entry[],
  total: number | null = entries.length,
  start = 0,
): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <title>arXiv Query: search_query=cat:cs.LG&amp;id_list=&amp;start=${start}&amp;max_results=100</title>
  <updated>2026-08-21T00:00:00-04:00</updated>
  <link href="https://arxiv.org/api/query?search_query=cat:cs.LG&amp;start=${start}" type="application/atom+xml"/>
  <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
${total === null ? '' : `  <opensearch:totalResults>${total}</opensearch:totalResults>\n`}  <opensearch:startIndex>${start}</opensearch:startIndex>
${entries.map(entryXml).join('\n')}
</feed>`
}

/** How arXiv answers what it does not understand: with status 200. */
export function errorAnswer(words: string): string {
  return queryAnswer([
    {
      id: 'https://arxiv.org/api/errors#incorrect_id_format_for_x',
      title: 'Error',
      summary: words,
      authors: ['arXiv api core'],
    },
  ])
}

/** A body as it arrives from a host. */
export function bodyOf(text: string, url = 'https://export.arxiv.org/api/query'): Body {
  return { text, url, nextPage: false }
}

function entryXml(entry: Entry): string {
  const { id = 'http://arxiv.org/abs/2608.00001v1', title = 'A title', summary = 'An abstract.' } = entry
  const categories = entry.categories ?? ['cs.LG']
  return `  <entry>
    <id>${id}</id>
    <title>${title}</title>
    <updated>2026-08-20T17:59:59Z</updated>
    <link href="${id}" rel="alternate" type="text/html"/>
    <summary>${summary}</summary>
${categories.map(term => `    <category term="${term}" scheme="http://arxiv.org/schemas/atom"/>`).join('\n')}
    <published>${entry.published ?? '2026-08-19T17:59:59Z'}</published>
    ${entry.xml ?? ''}
    <arxiv:primary_category term="${categories[0] ?? ''}"/>
${(entry.authors ?? ['Ada Lovelace']).map(name => `    <author>\n      <name>${name}</name>\n    </author>`).join('\n')}
  </entry>`
}
