/**
 * How the subjects of an archive are written: two capitals (`cs.LG`), words (`cond-mat.mes-hall`), or none at all
 * (`hep-th`). These are all archives that arXiv announces papers in.
 * Source: arXiv's category taxonomy.
 */
const ARCHIVES = new Map([
  ...archives('astro-ph cs econ eess math nlin q-bio q-fin stat', 'capitals'),
  ...archives('cond-mat physics', 'words'),
  ...archives('gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph', 'none'),
])

const HOSTS = new Set(['arxiv.org', 'www.arxiv.org', 'export.arxiv.org', 'rss.arxiv.org'])
const ADDRESS = /^(?:https?:\/\/)?(?:[a-z]+\.)?arxiv\.org\//i
const NAME = /^([a-z]+(?:-[a-z]+)?)(?:\.([a-z]+(?:-[a-z]+)?))?$/i
/** Longer texts are no list of categories, and no search that arXiv answers. */
export const MAX_TYPED = 1000

/** A category or an archive in arXiv's spelling (`cs.LG` of `CS.lg`), or null where arXiv has no such archive. */
export function parseCategory(text: string): string | null {
  const [, archive = '', subject] = NAME.exec(text.trim()) ?? []
  const name = archive.toLowerCase()
  const style = ARCHIVES.get(name)
  if (!style) return null
  if (subject === undefined) return name
  if (style === 'capitals') return subject.length === 2 ? `${name}.${subject.toUpperCase()}` : null
  return style === 'words' && subject.length > 1 ? `${name}.${subject.toLowerCase()}` : null
}

/**
 * The categories that a text lists and nothing else: `cs.LG, stat.ML`, `cs.LG+stat.ML`, `arXiv cs.LG`. Sorted, each
 * once; null where one of them is none.
 */
export function parseCategories(text: string): string[] | null {
  if (text.length > MAX_TYPED) return null
  const names = text
    .trim()
    .replace(/^arxiv(?:\s*:\s*|\s+)/i, '')
    .split(/[\s,;+]+/)
    .filter(Boolean)
  const categories = names.map(parseCategory).filter(category => category !== null)
  return names.length > 0 && categories.length === names.length ? [...new Set(categories)].sort() : null
}

/** Categories as a paper states them: classes of the ACM and the AMS, which stand among them, are left out. */
export function categoriesAmong(terms: readonly string[]): string[] {
  // Archives that ended long ago are categories too: older papers are in them.
  return [...new Set(terms.map(term => term.trim()))].filter(
    term =>
      term.length <= 40 && /^[a-z]{2,8}(?:-[a-z]{2,5})?(?:\.[A-Za-z]{2,8}(?:-[a-z]{2,5})?)?$/.test(term),
  )
}

/** What a text is an address of, where that is on a host of arXiv's, by its exact name; null where it is none. */
export function parseArxivAddress(text: string): URL | null {
  if (!ADDRESS.test(text)) return null
  const url = URL.parse(/^https?:/i.test(text) ? text : `https://${text}`)
  return url && HOSTS.has(url.hostname) && !url.port && !url.username && !url.password ? url : null
}

function archives(names: string, style: 'capitals' | 'words' | 'none') {
  return names.split(' ').map(name => [name, style] as const)
}
