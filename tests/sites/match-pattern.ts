/**
 * Whether a match pattern of an extension ("https://*.arxiv.org/abs/*") covers an address, as browsers read it: the
 * scheme and the host as they stand, `*` for any text in the path and the query.
 */
export function covers(pattern: string, url: URL): boolean {
  const [, scheme, host = '', path = ''] = /^(https|http):\/\/(\*|(?:\*\.)?[^/*]+)(\/.*)$/.exec(pattern) ?? []
  if (!scheme || url.protocol !== `${scheme}:`) return false
  const bare = host.replace(/^\*\.?/, '')
  const onHost = host.startsWith('*') ? `.${url.hostname}`.endsWith(bare && `.${bare}`) : url.host === host
  const wanted = path.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return onHost && new RegExp(`^${wanted.join('.*')}$`).test(url.pathname + url.search)
}
