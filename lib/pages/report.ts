import { sites } from '../sites/registry'
import type { TabPage } from './this-tab'

/** Families of browsers by what they call themselves, those first that call themselves by other names too. */
const FAMILIES: readonly (readonly [name: string, said: RegExp])[] = [
  ['Edge', /\bEdg\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\bFirefox\/(\d+)/],
  ['Chrome', /\bChrome\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)\S* Safari\//],
]

/**
 * What a reader may send of a page that its site has changed: which site, what kind of page, what is missing, which Gloss
 * and which browser. Nothing of it comes from the page, so nothing in it tells what was read: what a page's script says is
 * only looked up among the names that Gloss itself gives.
 */
export function changedSiteReport(
  page: Pick<TabPage, 'site' | 'kind' | 'missing'>,
  gloss: string,
  userAgent: string,
): string {
  const site = sites.find(({ id }) => id === page.site)
  const expected = Object.keys(site?.anchors[page.kind] ?? {})
  const missing = expected.filter(name => page.missing.includes(name))
  return [
    'A site has changed',
    `Gloss: ${gloss}`,
    `Browser: ${browserOf(userAgent)}`,
    `Site: ${site?.id ?? 'unknown'}`,
    `Page: ${page.kind}`,
    `Missing: ${missing.length > 0 ? missing.join(', ') : 'nothing by name'}`,
  ].join('\n')
}

/** "Firefox 142": the family and its major version. */
function browserOf(userAgent: string): string {
  for (const [name, said] of FAMILIES) {
    const version = said.exec(userAgent)?.[1]
    if (version) return `${name} ${version}`
  }
  return 'another'
}
