import { factsOf } from './facts'
import type { CitationFormat } from './format'
import { markdownLink } from './markdown-text'

/** A link in Markdown with the title as its text; several are a list. */
export const markdownLinkFormat: CitationFormat = {
  id: 'markdown-link',
  label: 'Markdown link',
  extension: 'md',
  mediaType: 'text/markdown',
  format: papers => {
    const links = papers.map(paper => markdownLink(paper.title, factsOf(paper).url))
    return links.map(link => `${links.length > 1 ? '- ' : ''}${link}\n`).join('')
  },
}
