import { nativeId, type PaperId, paperUrl, schemeOf } from '../papers/identifier'
import { foldText } from '../papers/title-key'
import type { Citable, CitationFormat } from './format'

/** A BibTeX entry: arXiv preprints as `@misc` with the `eprint` fields arXiv asks for. */
export const bibtex: CitationFormat = { id: 'bibtex', label: 'BibTeX', format: formatBibtex }

/** Particles that belong to the family name that follows them. */
const PARTICLES = new Set(
  'da das de dei del della den der di do dos du la le ten ter van von zu zum zur al el bin ibn'.split(' '),
)
const TITLE_STOP_WORDS = new Set(
  'a an the on in of for to and with from towards toward via is are do does how what when why'.split(' '),
)

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
}

function formatBibtex(paper: Citable): string {
  const names = paper.authors.map(splitName)
  const arxiv = paper.ids.find(id => schemeOf(id) === 'arxiv')
  const doi = paper.ids.find(id => schemeOf(id) === 'doi')
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeTitle(paper.title)}}`],
    [
      'author',
      names.map(({ family, given }) => escapeText(given ? `${family}, ${given}` : family)).join(' and '),
    ],
    ['year', paper.year?.toString()],
    ['month', paper.month?.toString()],
    ['eprint', arxiv && nativeId(arxiv)],
    ['archivePrefix', arxiv && 'arXiv'],
    ['doi', doi && nativeId(doi)],
    ['url', urlOf(paper.ids)],
  ]
  const lines = fields.flatMap(([name, value]) => (value && value !== '{}' ? [`  ${name} = {${value}}`] : []))
  return `@misc{${citationKey(paper, names[0]?.family)},\n${lines.join(',\n')}\n}\n`
}

function urlOf(ids: readonly PaperId[]): string | undefined {
  return ids.map(paperUrl).find(Boolean)
}

/** Family name, year and first telling word of the title: `vaswani2017attention`. */
function citationKey(paper: Citable, family: string | undefined): string {
  const words = plain(paper.title).split(' ')
  const word = words.find(candidate => candidate.length > 1 && !TITLE_STOP_WORDS.has(candidate)) ?? 'paper'
  return `${plain(family ?? '').replace(/ /g, '')}${paper.year ?? ''}${word}` || 'paper'
}

/** Lower-case ASCII words; keys of other characters break older BibTeX styles. */
function plain(text: string): string {
  return foldText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** "Ludwig van Beethoven" is "van Beethoven, Ludwig"; a name that already holds a comma stays as it is. */
function splitName(name: string): { family: string; given: string } {
  const [before, ...after] = name.split(',')
  if (after.length > 0) return { family: (before ?? '').trim(), given: after.join(',').trim() }
  const words = name.trim().split(/\s+/)
  let start = words.length - 1
  const suffixed = start > 1 && /^(?:jr\.?|sr\.?|ii|iii|iv)$/i.test(words[start] ?? '')
  if (suffixed) start--
  while (start > 1 && PARTICLES.has(words[start - 1] ?? '')) start--
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' ') }
}

function escapeText(text: string): string {
  return text.replace(/[\\{}%&#_~^$]/g, character => SPECIAL[character] ?? character)
}

/** Maths in a title is kept as LaTeX; everything else is escaped. */
function escapeTitle(title: string): string {
  return title
    .split(/(\$(?=\S)[^$]+(?<=\S)\$(?!\d))/)
    .map((part, i) => (i % 2 === 1 ? part : escapeText(part)))
    .join('')
}
