import { latexToText } from '../papers/latex'
import { dateText, factsOf } from './facts'
import type { Citable, CitationFormat } from './format'
import { citationKeys } from './keys'
import { markdownLink, markdownText } from './markdown-text'
import { fullName, readNames } from './names'
import { printable, printableLine, readLine } from './printable'
import { yamlList, yamlText } from './yaml'

/**
 * A note in Markdown with front matter that both Obsidian and Logseq read. Front matter stands once in a file, at its
 * top: of several papers each has a section in one file instead. For a file each, format them one by one, and name the
 * files by `noteName`.
 */
export const markdownNote: CitationFormat = {
  id: 'markdown-note',
  label: 'Markdown note',
  extension: 'md',
  mediaType: 'text/markdown',
  format: papers => {
    const [only] = papers
    return papers.length === 1 && only ? note(only) : papers.map(section).join('\n')
  },
}

/** Longer names of files are refused by some systems once a folder and an ending have been added. */
const MAX_NAME_LENGTH = 120
/** What Windows takes for a device. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** The name of a paper's file without its ending, safe on every system and in links of Obsidian. */
export function noteName(paper: Citable): string {
  const name = printableLine(latexToText(paper.title).replace(/[*"\\/<>:|?#^[\]]+/g, ' '))
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return name && !DEVICE.test(name) ? name : (citationKeys([paper])[0] ?? 'paper')
}

function note(paper: Citable): string {
  const title = readLine(paper.title)
  const { arxiv, doi, url, journal } = factsOf(paper)
  const { state, rating, priority, saved, read, tags = [] } = paper.own ?? {}
  const published = dateText(paper)
  const names = readNames(paper.authors).map(fullName)
  const topics = (paper.topics ?? []).map(printableLine).filter(Boolean)
  const tagged = [...new Set(tags.map(tagName))].filter(Boolean)
  const fields: (readonly [name: string, value: string | false | undefined])[] = [
    ['title', yamlText(title)],
    ['authors', names.length > 0 && yamlList(names)],
    ['year', paper.year?.toString()],
    // A whole day is a date of YAML's; a month alone would be read as anything.
    ['published', published && (paper.day ? published : yamlText(published))],
    ['journal', journal && yamlText(readLine(journal))],
    ['arxiv', arxiv && yamlText(arxiv)],
    ['doi', doi && yamlText(doi)],
    ['url', url && yamlText(url)],
    ['code', paper.code && yamlText(printableLine(paper.code))],
    ['project', paper.project && yamlText(printableLine(paper.project))],
    ['citekey', citationKeys([paper])[0]],
    ['topics', topics.length > 0 && yamlList(topics)],
    ['tags', tagged.length > 0 && yamlList(tagged)],
    ['status', state],
    ['rating', rating ? String(rating) : undefined],
    ['priority', priority ? String(priority) : undefined],
    ['saved', dayOf(saved)],
    ['read', dayOf(read)],
  ]
  const frontMatter = fields.flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : [])).join('')
  return `---\n${frontMatter}---\n\n# ${markdownLink(title, url)}\n${body(paper, '##')}`
}

function section(paper: Citable): string {
  const { arxiv, doi, url, journal } = factsOf(paper)
  const { state, rating, tags = [] } = paper.own ?? {}
  const facts: (readonly [name: string, value: string | undefined])[] = [
    ['Authors', markdownText(readNames(paper.authors).map(fullName).join(', '))],
    ['Published', dateText(paper)],
    ['In', journal && markdownText(journal)],
    ['arXiv', arxiv && markdownText(arxiv)],
    ['DOI', doi && markdownText(doi)],
    [
      'Tags',
      tags
        .map(tagName)
        .filter(Boolean)
        .map(tag => `#${tag}`)
        .join(' '),
    ],
    ['Status', state],
    ['Rating', rating ? String(rating) : undefined],
  ]
  const list = facts.flatMap(([name, value]) => (value ? [`- ${name}: ${value}\n`] : [])).join('')
  return `## ${markdownLink(paper.title, url)}\n\n${list}${body(paper, '###')}`
}

/** Summary, abstract and the reader's note, which is Markdown already and stays as it is. */
function body(paper: Citable, heading: string): string {
  const summary = markdownText(paper.summary ?? '')
  const abstract = markdownText(paper.abstract ?? '')
  const own = printable(paper.own?.note ?? '').trim()
  return [
    summary && `\n> ${summary}\n`,
    abstract && `\n${heading} Abstract\n\n${abstract}\n`,
    own && `\n${heading} Notes\n\n${own}\n`,
  ]
    .filter(Boolean)
    .join('')
}

/** A tag as both take it: no spaces, and not of digits alone. */
function tagName(tag: string): string {
  const name = printableLine(tag)
    .replace(/^#+/, '')
    .replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}_/-]+/gu, '-')
    .replace(/^[-/]+|[-/]+$/g, '')
  return /^[\d/-]+$/.test(name) ? `_${name}` : name
}

function dayOf(time: number | undefined): string | undefined {
  return time ? new Date(time).toISOString().slice(0, 10) : undefined
}
