/**
 * A link from outside as a clean http(s) address, or undefined where nothing usable is left. A line break inside
 * crept in and is removed; a text with spaces inside is not one link and is dropped.
 */
export function mendLink(raw: string): string | undefined {
  const text = raw.trim().replace(/\s*[\r\n]+\s*/g, '')
  if (!text || /\s/.test(text)) return undefined
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  const url = URL.parse(withScheme)
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return undefined
  if (url.username || url.password) return undefined
  return url.href
}

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
  return owner && name ? `https://github.com/${owner}/${name}` : undefined
}
