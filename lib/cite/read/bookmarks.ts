import { Parser } from 'htmlparser2'
import { paperOfUrl } from '../../papers/paper-url'
import { linksLeftOut } from './csv'
import { timeOfNumber } from './dates'
import { Gathering } from './gathering'
import { titleOfPage } from './link-title'
import { type FileReader, type ReadFile, UnreadableReferences } from './reader'

/** Bookmarks as Chrome, Firefox, Safari and services of the kind export them, and Pocket's page of links. */
export const bookmarksReader: FileReader = {
  id: 'bookmarks',
  label: 'Bookmarks',
  matches: (_, text) =>
    /^\s*<!DOCTYPE\s+NETSCAPE-Bookmark-file-1|<title>\s*(?:Pocket Export|Bookmarks)\s*<\/title>/i.test(
      text.slice(0, 5000),
    ),
  read: readBookmarks,
}

/** Nobody files deeper; the parser's time grows with the square of the depth. */
const MAX_DEPTH = 500
/** Folders that every browser has, which say nothing of what lies in them. */
const ROOTS =
  /^(?:bookmarks?(?: (?:bar|menu|toolbar))?|favou?rites(?: bar)?|other (?:bookmarks|favou?rites)|mobile (?:bookmarks|favou?rites)|reading list|imported|unsorted|unread|read archive)$/i
const ROOT_MARKS = ['personal_toolbar_folder', 'unfiled_bookmarks_folder', 'mobile_folder']

interface Link {
  readonly url: string
  readonly tags: readonly string[]
  readonly saved: number | undefined
  text: string
}

function readBookmarks(text: string): ReadFile {
  const gathering = new Gathering()
  let others = 0
  let links = 0
  for (const link of linksOf(text)) {
    links++
    const id = paperOfUrl(link.url)
    if (!id) {
      others++
      continue
    }
    gathering.add({
      where: `Link ${links}`,
      ids: [id],
      title: titleOfPage(link.text) ?? '',
      tags: link.tags,
      ...(link.saved !== undefined && { saved: link.saved }),
    })
  }
  if (others > 0) gathering.miss(linksLeftOut(others))
  if (/<(?:[aA]|dt|DT)\b[^>]*$/.test(text.slice(-2000)))
    gathering.miss('The file breaks off within a bookmark; those before it were read.')
  return gathering.finish('Bookmarks')
}

function linksOf(text: string): Link[] {
  const links: Link[] = []
  /** The folders that are open; undefined for one that makes no tag. */
  const folders: (string | undefined)[] = []
  let heading: { text: string; readonly isRoot: boolean } | undefined
  let folder: string | undefined
  let link: Link | undefined
  let depth = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MAX_DEPTH)
        throw new UnreadableReferences('The folders of the file are nested too deeply to read.')
      if (name === 'h3') heading = { text: '', isRoot: ROOT_MARKS.some(mark => mark in attributes) }
      if (name === 'dl') {
        folders.push(folder)
        folder = undefined
      }
      if (name !== 'a' || !attributes.href) return
      const saved = timeOfNumber(attributes.add_date ?? attributes.time_added)
      const tags = [...folders.flatMap(open => open ?? []), ...(attributes.tags ?? '').split(',')]
      link = { url: attributes.href, tags, saved, text: '' }
      links.push(link)
    },
    onclosetag(name) {
      depth--
      if (name === 'a') link = undefined
      if (name === 'dl') folders.pop()
      if (name !== 'h3' || !heading) return
      folder =
        heading.isRoot || ROOTS.test(heading.text.trim()) ? undefined : heading.text.trim().slice(0, 200)
      heading = undefined
    },
    ontext(piece) {
      if (link && link.text.length < 10_000) link.text += piece
      if (heading && heading.text.length < 10_000) heading.text += piece
    },
  })
  parser.write(text)
  parser.end()
  return links
}
