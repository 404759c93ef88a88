import { nativeId, type PaperId, paperUrl, schemeOf } from '../papers/identifier'
import { latexToText, splitMaths } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import { foldText } from '../papers/title-key'
import type { Citable, CitationFormat } from './format'

/** A BibTeX entry: arXiv preprints as `@misc` with the `eprint` fields arXiv asks for. */
export const bibtex: CitationFormat = { id: 'bibtex', label: 'BibTeX', format: formatBibtex }

/** Particles that belong to the family name that follows them. */
const PARTICLES = new Set(
  'da das de dei del della den der di do dos du la le ten ter van von zu zum zur al el bin ibn'.split(' '),
)
const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i
/** Authors that are not people: their name is one word to BibTeX. */
const GROUP = /\b(?:collaboration|consortium|team|group|project|community|initiative)$/i
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

const NAMED_BRACES: Record<string, string> = { '{': '\\textbraceleft{}', '}': '\\textbraceright{}' }

function formatBibtex(paper: Citable): string {
  // Some lists on arXiv keep the "and" before the last name.
  const names = paper.authors.map(name => oneLine(name).replace(/^and\s+/i, '')).filter(Boolean)
  const arxiv = paper.ids.find(id => schemeOf(id) === 'arxiv')
  const doi = paper.ids.find(id => schemeOf(id) === 'doi')
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeTitle(paper.title)}}`],
    ['author', names.map(formatName).join(' and ')],
    ['year', paper.year?.toString()],
    ['month', paper.month?.toString()],
    ['eprint', arxiv && nativeId(arxiv)],
    ['archivePrefix', arxiv && 'arXiv'],
    ['doi', doi && nativeId(doi).replace(/[{}\\]/g, encodeURIComponent)],
    ['url', urlOf(paper.ids)],
  ]
  const lines = fields.flatMap(([name, value]) => (value && value !== '{}' ? [`  ${name} = {${value}}`] : []))
  return `@misc{${citationKey(paper, names[0] && splitName(names[0]).family)},\n${lines.join(',\n')}\n}\n`
}

function urlOf(ids: readonly PaperId[]): string | undefined {
  return ids.map(paperUrl).find(Boolean)
}

/** Family name, year and first telling word of the title: `vaswani2017attention`. */
function citationKey(paper: Citable, family: string | undefined): string {
  const words = plain(latexToText(paper.title)).split(' ')
  const word = words.find(candidate => candidate.length > 1 && !TITLE_STOP_WORDS.has(candidate)) ?? 'paper'
  return `${plain(family ?? '').replace(/ /g, '')}${paper.year ?? ''}${word}` || 'paper'
}

/** Lower-case ASCII words; keys of other characters break older BibTeX styles. */
function plain(text: string): string {
  return foldText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

interface Name {
  readonly family: string
  readonly given: string
  readonly suffix: string
}

/** "Ludwig van Beethoven" is "van Beethoven, Ludwig"; a name that already holds a comma stays as it is. */
function splitName(name: string): Name {
  const [before = '', ...after] = name.split(',').map(oneLine)
  const [suffix = '', ...given] = after
  if (after.length === 1 && SUFFIX.test(suffix)) return { ...splitName(before), suffix }
  if (after.length === 2 && SUFFIX.test(suffix)) return { family: before, given: given.join(' '), suffix }
  if (after.length > 0) return { family: before, given: after.join(', '), suffix: '' }
  if (GROUP.test(before)) return { family: before, given: '', suffix: '' }
  const words = before.split(' ')
  const last = words.at(-1) ?? ''
  if (words.length > 2 && SUFFIX.test(last))
    return { ...splitName(words.slice(0, -1).join(' ')), suffix: last }
  let start = words.length - 1
  while (start > 0 && PARTICLES.has(words[start - 1] ?? '')) start--
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' '), suffix: '' }
}

/** "Family, Jr., Given"; in braces what BibTeX would take apart: a group, a name with commas or an "and" in it. */
function formatName(name: string): string {
  const { family, given, suffix } = splitName(name)
  const oneWord = !given && family.includes(' ') && !PARTICLES.has(family.split(' ')[0] ?? '')
  const takenApart = /(?:^|\s)and(?:\s|$)/i.test(name) || /,.*,.*,/.test(name)
  return oneWord || takenApart
    ? `{${escapeText(name)}}`
    : [family, suffix, given].filter(Boolean).map(escapeText).join(', ')
}

/** BibTeX counts braces even where they are escaped: those that do not match are written by name. */
function escapeText(text: string): string {
  const braces = isBalanced(text) ? SPECIAL : { ...SPECIAL, ...NAMED_BRACES }
  return text.replace(/[\\{}%&#_~^$]/g, character => braces[character] ?? character)
}

/** Maths in a title is kept as LaTeX; the rest is read as text, so that a `\textsc{…}` of arXiv's is not printed, and escaped. */
function escapeTitle(title: string): string {
  return splitMaths(oneLine(title))
    .map(({ text, maths }) =>
      maths && isBalanced(text) ? text.replace(/(?<!\\)[%&#]/g, '\\$&') : escapeText(latexToText(text)),
    )
    .join('')
}

/** Whether all braces match; one that does not would swallow the rest of the file. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) return false
  }
  return depth === 0
}
