import { nativeId } from '../papers/catalogued'
import { paperOfUrl } from '../papers/paper-url'
import { isOn, segmentsOf } from './reading/url'
import type { Address } from './site'

/** arxiv.org, its export and beta hosts, and its old national mirrors. */
export const ARXIV_HOST = /^(?:(?:www|export|browse|beta|[a-z]{2})\.)?arxiv\.org$/

/** The address of a paper of arXiv's on one of the hosts that `host` describes, whose path names it; or null. */
export function arxivPaperOn(host: RegExp, url: URL, kind: Address['kind'] = 'paper'): Address | null {
  const id = isOn(url, host) ? paperOfUrl(url.href) : null
  return id && { kind, native: nativeId(id), ids: [id] }
}

/** An arXiv address whose path begins with one of `views` ("abs", "pdf", …) and names a paper, or null. */
export function arxivAddress(url: URL, views: readonly string[], kind: Address['kind']): Address | null {
  const [view = ''] = segmentsOf(url)
  return views.includes(view) ? arxivPaperOn(ARXIV_HOST, url, kind) : null
}

/** Match patterns of paths on the hosts of arXiv that people read. */
export function arxivPatterns(...paths: readonly string[]): string[] {
  return paths.flatMap(path => ['', 'www.', 'export.'].map(host => `https://${host}arxiv.org/${path}`))
}
