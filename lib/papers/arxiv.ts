/** An arXiv identifier: canonical `id` (no version, no subject class) and the version where one was named. */
export interface ArxivId {
  readonly id: string
  readonly version?: number
}

/**
 * Archives that ever issued old-style identifiers. The list is closed: the style ended in March 2007.
 * Source: arXiv's category taxonomy and its list of subsumed archives.
 */
const OLD_ARCHIVES = new Set(
  (
    'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs ' +
    'dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics ' +
    'plasm-ph q-alg q-bio quant-ph solv-int supr-con'
  ).split(' '),
)

const NEW_STYLE = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,3}))?$/i
const OLD_STYLE = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z][a-z-]*)?\/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,3}))?$/i

/**
 * Reads one arXiv identifier: `2401.00001v2`, `arXiv:math.GT/0309136`, `hep-th/9901001`, with or without the
 * prefix. Anything else, and numbers that arXiv cannot have issued (month 13, four digits after 2014), is null.
 */
export function parseArxivId(text: string): ArxivId | null {
  const bare = text.trim().replace(/^arxiv:\s*/i, '')
  return parseNewStyle(bare) ?? parseOldStyle(bare)
}

function parseNewStyle(text: string): ArxivId | null {
  const [, year, month, number, version] = NEW_STYLE.exec(text) ?? []
  if (!year || !month || !number || !isMonth(month)) return null
  const issued = Number(year + month)
  const digits = issued >= 1501 ? 5 : 4
  if (issued < 704 || number.length !== digits || Number(number) === 0) return null
  return withVersion(`${year}${month}.${number}`, version)
}

function parseOldStyle(text: string): ArxivId | null {
  const [, archive, year, month, number, version] = OLD_STYLE.exec(text) ?? []
  if (!archive || !year || !month || !number || !isMonth(month)) return null
  const canonical = archive.toLowerCase()
  if (!OLD_ARCHIVES.has(canonical) || Number(number) === 0) return null
  // The style was issued from 1991 to 2007-03.
  const issued = Number(year + month)
  if (issued > 703 && issued < 9101) return null
  return withVersion(`${canonical}/${year}${month}${number}`, version)
}

function isMonth(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 12
}

function withVersion(id: string, version: string | undefined): ArxivId {
  return version ? { id, version: Number(version) } : { id }
}
