/**
 * A link from outside as a clean http(s) address, or undefined where nothing usable is left. A line break inside
 * crept in and is removed; a text with spaces inside is not one link and is dropped.
 */
export function mendLink(raw: string): string | undefined {
  const text = raw
    .split(/[\r\n]/)
    .map(line => line.trim())
    .join('')
  if (!text || /\s/.test(text)) return undefined
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  const url = URL.parse(withScheme)
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return undefined
  if (url.username || url.password) return undefined
  return url.href
}

/** First parts of GitHub paths that are not the name of an owner. */
const NOT_OWNERS = new Set(['orgs', 'users', 'sponsors', 'topics', 'collections', 'marketplace'])

/**
 * A code link as the address of its repository: `/tree/…` and `/blob/…` paths, doubled slashes and `.git` are
 * dropped on GitHub. A GitHub address that names no repository (an organisation, a user) is undefined.
 */
export function mendRepository(raw: string): string | undefined {
  const link = mendLink(raw)
  if (!link) return undefined
  const url = new URL(link)
  if (!/^(?:www\.)?github\.com$/.test(url.hostname)) return link
  const [owner, repository] = url.pathname.split('/').filter(Boolean)
  const name = repository?.replace(/\.git$/, '')
  return owner && name && !NOT_OWNERS.has(owner) ? `https://github.com/${owner}/${name}` : undefined
}
