import { parseArxivId } from '../papers/arxiv'
import type { PaperId } from '../papers/identifier'

/** arxiv.org, its export and beta hosts, and its old national mirrors. */
const HOST = /^(?:(?:www|export|browse|beta|[a-z]{2})\.)?arxiv\.org$/

/** The paper of an arXiv address whose path begins with one of `views` ("abs", "pdf", …), or null. */
export function arxivPaperAt(url: URL, views: readonly string[]): PaperId | null {
  if (!/^https?:$/.test(url.protocol) || !HOST.test(url.hostname)) return null
  const [view = '', ...rest] = decoded(url.pathname).split('/').filter(Boolean)
  if (!views.includes(view)) return null
  const [first = '', second = '', , fourth = ''] = rest
  // An old address of a PDF ends in /ftp/arxiv/papers/1110/1110.2832.pdf or /ftp/cond-mat/papers/0408/0408502.pdf.
  const candidates = view === 'ftp' ? [fourth, `${first}/${fourth}`] : [first, `${first}/${second}`]
  for (const text of candidates) {
    const parsed = parseArxivId(text.replace(/\.pdf$/i, ''))
    if (parsed) return `arxiv:${parsed.id}`
  }
  return null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
