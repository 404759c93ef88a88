import type { CSL } from '@citation-js/core'
import { cslItems } from './csl-json'
import type { Citable } from './format'
import { printableLine } from './printable'

/** A style of citing: how a journal or a field writes its references. */
export interface CitationStyle {
  /** Names the style in settings; never changes. */
  readonly id: string
  readonly label: string
}

/** Where its rules are, in the Citation Style Language: brought along by citation-js, or written by us. */
type Rules = { readonly shipped: string } | { readonly own: () => Promise<string> }

const STYLES: readonly (CitationStyle & Rules)[] = [
  { id: 'apa', label: 'APA', shipped: 'apa' },
  { id: 'ieee', label: 'IEEE', own: async () => (await import('./styles/ieee')).ieee },
  { id: 'acm', label: 'ACM', own: async () => (await import('./styles/acm')).acm },
  {
    id: 'chicago',
    label: 'Chicago (author-date)',
    own: async () => (await import('./styles/chicago')).chicago,
  },
  { id: 'mla', label: 'MLA', own: async () => (await import('./styles/mla')).mla },
  { id: 'nature', label: 'Nature', own: async () => (await import('./styles/nature')).nature },
  { id: 'vancouver', label: 'Vancouver', shipped: 'vancouver' },
  { id: 'harvard', label: 'Harvard', shipped: 'harvard1' },
]

/** Every style that `formatStyle` writes. A new one is one file and one line above. */
export const citationStyles: readonly CitationStyle[] = STYLES

/**
 * The references of these papers in a style, as plain text, one entry a paragraph: in the style's own order, by author
 * or as they come. Throws on a style that is not in `citationStyles`. The processor is heavy and loaded on the first
 * call: for pages only, not for the worker.
 */
export async function formatStyle(papers: readonly Citable[], styleId: string): Promise<string> {
  const style = STYLES.find(({ id }) => id === styleId)
  if (!style) throw new RangeError(`There is no citation style "${styleId}"`)
  const { plugins } = await import('@citation-js/core')
  await import('@citation-js/plugin-csl')
  const { styles } = plugins.config.get('@csl')
  const name = 'shipped' in style ? style.shipped : `gloss-${style.id}`
  if ('own' in style && !styles.has(name)) styles.add(name, await style.own())
  // Its output is called by itself: its input would take some texts for addresses to fetch.
  const output = plugins.output.format('bibliography', itemsOf(papers), {
    template: name,
    lang: 'en-US',
    format: 'text',
    asEntryArray: true,
  } as const)
  return output.map(([, entry]) => `${printableLine(entry)}\n`).join('\n')
}

/**
 * The items of CSL-JSON, as a copy that the processor may write to. Without the archive: the styles name arXiv as the
 * publisher already, and would name it again, of what a journal has printed too.
 */
function itemsOf(papers: readonly Citable[]): CSL[] {
  const items = cslItems(papers).map(({ archive: _archive, archive_location: _location, ...item }) => item)
  return JSON.parse(JSON.stringify(items)) as CSL[]
}
