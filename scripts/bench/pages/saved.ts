import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StandInAnswer } from '../../stand-in.ts'

/** A paper of a page, as the ground truth has it. */
interface SavedPaper {
  readonly title: string | null
  readonly arxiv: string | null
  readonly authors_first: string | null
}

export interface SavedPage {
  readonly file: string
  readonly url: string
  readonly site: string
  readonly kind: string
  readonly charset: string | null
  readonly http_status?: number
  readonly papers: readonly SavedPaper[]
}

/** A list of 2,000 rows, which is said to stand at this address. */
export const LISTING = 'https://arxiv.org/list/cs.LG/new'
const LISTING_FILE = 'hostile/listing-2000.html'
/** An event of the anthology that has no papers yet: a real one without what stands in its middle. */
export const EMPTY_EVENT = 'https://aclanthology.org/events/acl-1901/'
const EVENT_FILE = 'aclanthology.org/event-acl-2021.html'
const CSS_FILE = 'css/arxiv-like.css'

/** The saved pages beside the project at their own addresses. */
export class SavedPages {
  readonly all: readonly SavedPage[]
  readonly #folder: string
  readonly #byUrl: ReadonlyMap<string, SavedPage>

  constructor(folder: string) {
    this.#folder = folder
    this.all = this.read('manifest.jsonl')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    // Newer layouts come later in the order of names. Of a page of scripts the form before they ran shows nothing.
    const shown = this.all.filter(({ file }) => !file.includes('.ssr.'))
    const unscripted = this.all.filter(({ file }) => file.includes('.ssr.'))
    this.#byUrl = new Map([...unscripted, ...shown].map(page => [new URL(page.url).href, page]))
  }

  /** The pages that are served, one for each address. */
  get served(): readonly SavedPage[] {
    return [...this.#byUrl.values()]
  }

  page(file: string): SavedPage {
    const page = this.all.find(page => page.file === file)
    if (!page) throw new Error(`There is no saved page ${file}`)
    return page
  }

  /** What stands in a file of the folder. */
  read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8')
  }

  /** The page at an address, or a style sheet for arXiv's; nothing else of a page is there. */
  answer(url: URL): StandInAnswer {
    if (url.hostname.endsWith('arxiv.org') && /^\/static\/.*\.css$/.test(url.pathname))
      return { headers: { 'content-type': 'text/css' }, body: this.read(CSS_FILE) }
    if (url.href === LISTING) return html(this.read(LISTING_FILE))
    if (url.href === EMPTY_EVENT) return html(this.#emptyEvent())
    const page = this.#byUrl.get(url.href)
    if (!page) return { status: 204 }
    const body = readFileSync(join(this.#folder, page.file))
    return { ...html(body, page.charset ?? 'utf-8'), status: page.http_status ?? 200 }
  }

  /** Identifiers and titles of the rows of the long list. */
  rows(): { readonly id: string; readonly title: string }[] {
    const text = this.read(LISTING_FILE)
    const ids = [...text.matchAll(/id="(\d{4}\.\d{5})">arXiv:/g)].flatMap(([, id]) => id ?? [])
    const titles = [...text.matchAll(/Title:<\/span> ([^<]+)<\/div>/g)].flatMap(([, title]) => title ?? [])
    if (ids.length === 0 || ids.length !== titles.length) throw new Error('The long list cannot be read')
    return ids.map((id, at) => ({ id, title: titles[at] ?? '' }))
  }

  #emptyEvent(): string {
    const text = this.read(EVENT_FILE)
    const [start, end] = [text.indexOf('<section id=main>'), text.indexOf('<footer')]
    if (start < 0 || end < start) throw new Error(`${EVENT_FILE} has no middle`)
    return `${text.slice(0, start)}<section id=main><h2>No volumes yet</h2></section></div>${text.slice(end)}`
  }
}

function html(body: string | Uint8Array, charset = 'utf-8'): StandInAnswer {
  return { headers: { 'content-type': `text/html; charset=${charset}` }, body }
}
