import { parseIdentifier } from '../../papers/identifier'
import { type Mention, mentionsIn } from '../../papers/mentions'
import { Gathering } from './gathering'
import { titleOfPage } from './link-title'
import { withoutEntities } from './plain'
import type { FileReader, ReadFile } from './reader'

/** Any text that names papers: identifiers one a line, addresses in prose, Markdown, titles beside them. */
export const textReader: FileReader = {
  id: 'text',
  label: 'Text',
  matches: () => true,
  read: readText,
}

/** Longer lines are cut; no line that somebody wrote is. */
const MAX_LINE = 200_000
/** Longer words are no identifiers. */
const MAX_IDENTIFIER = 300
/** More identifiers in one line than anybody writes. */
const MAX_WORDS = 20_000

function readText(text: string): ReadFile {
  const gathering = new Gathering()
  let unnamed = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const line = (/<\/?[a-z]/i.test(raw) ? raw : withoutEntities(raw)).slice(0, MAX_LINE)
    const mentions = mentionsOf(line)
    if (mentions.length === 0 && /[\p{L}\p{N}]/u.test(line)) unnamed++
    const ids = new Set(mentions.map(({ id }) => id))
    const title = ids.size === 1 && line.length < 2000 ? titleBeside(line, mentions) : undefined
    for (const id of ids) gathering.add({ where: `Line ${index + 1}`, ids: [id], ...(title && { title }) })
  }
  if (unnamed > 0)
    gathering.miss(
      unnamed === 1
        ? 'One line names no paper by an identifier or an address.'
        : `${unnamed.toLocaleString('en')} lines name no paper by an identifier or an address.`,
    )
  return gathering.finish('Text')
}

/** The papers that a line names; a bare identifier counts at its beginning and its end, and in a line of nothing else. */
function mentionsOf(line: string): Mention[] {
  const mentions = mentionsIn(line)
  const words = [...line.matchAll(/[^\s,;|]+/g)].slice(0, MAX_WORDS)
  const bare = words.map((word): Mention | undefined => {
    const [start, end] = [word.index, word.index + word[0].length]
    const id = parseIdentifier(word[0].slice(0, MAX_IDENTIFIER))
    return id ? { id, start, end } : undefined
  })
  if (bare.every(word => word !== undefined)) return bare
  return mentions.length > 0 ? mentions : [bare[0], bare.at(-1)].filter(word => word !== undefined)
}

/** The title in what a line says beside the identifiers of its one paper. */
function titleBeside(line: string, mentions: readonly Mention[]): string | undefined {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of mentions) {
    pieces.push(line.slice(at, start))
    at = end
  }
  pieces.push(line.slice(at))
  const candidates = pieces.map(tidied).filter(Boolean)
  const [longest = ''] = candidates.toSorted((a, b) => b.length - a.length)
  // A sentence around an address is no title.
  return longest.length <= 300 && !/[.;]\s+\p{Lu}|[.:;,]$/u.test(longest) ? titleOfPage(longest) : undefined
}

/** A piece of a line without what held it together with the identifier: marks of lists, brackets, dashes. */
function tidied(piece: string): string {
  return piece
    .replace(/<[^<>]{0,2000}>?/g, ' ')
    .replace(/\t/g, ' ')
    .trim()
    .replace(/^(?:[-*+•]|\d{1,4}[.)]|\[[ xX]\])\s+(?:\[[ xX]\]\s+)?/, '')
    .replace(
      /^(?:[\s\][(){}|:;,–—-]|\*\*|__)+|(?:[\s\][({}|:;,–—-]|\*\*|__|\((?:arxiv|doi|pdf|link|url)?:?)+$/gi,
      '',
    )
    .trim()
}
