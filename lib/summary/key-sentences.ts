import { latexToText, oneLine } from '../papers/latex'
import { stem, tokenize } from '../search/analysis'

const MAX_CHARACTERS = 320
/** What authors write where they say what they did. */
const CUES =
  /\b(?:we (?:propose|introduce|present|show|develop|prove|demonstrate|study|find|provide|investigate)|this (?:paper|work|article) |in this (?:paper|work)|our (?:method|approach|results|main))/i
const BACKGROUND =
  /\b(?:recent(?:ly)?|in recent years|has emerged|have been widely|is a fundamental|remains? (?:a )?challeng)/i

/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|et al|etc|cf|vs|resp|approx|Fig|Eq|Sec|Tab|No|Dr|St|w\.r\.t|a\.k\.a)|\b[A-Z])\.$/

/** What may be an abbreviation or an initial, or the end of a sentence: "the graph G. We show". */
const UNSURE = /\b(?:etc|[A-Z])\.$/
const OPENER =
  /^(?:We|Our|The|This|That|These|Those|It|In|For|To|On|By|If|As|An?|Here|Then|When|While|With|Using|Also|However|Moreover|Furthermore|Additionally|Finally|First|Specifically)\s/

/** Sentences of a text, in order. */
export function sentencesOf(text: string): string[] {
  const pieces = oneLine(text).split(
    /(?<=[.!?]["')\]]?)\s+(?=["'([]?[\p{Lu}\p{N}\p{Lo}])|(?<=[。！？][」』）]?)\s*(?=[^」』）])/u,
  )
  const sentences: string[] = []
  for (const piece of pieces) {
    const last = sentences.at(-1)
    const goesOn = last !== undefined && ABBREVIATION.test(last) && !(UNSURE.test(last) && OPENER.test(piece))
    if (goesOn) sentences[sentences.length - 1] = `${last} ${piece}`
    else sentences.push(piece)
  }
  return sentences.filter(Boolean)
}

/**
 * One or two sentences of an abstract that say best what the paper does, in their order, cleaned of LaTeX and line
 * breaks: scored by cue phrases, words shared with the title and the rest, and place. Empty for an empty abstract.
 */
export function keySentences(title: string, abstract: string): string {
  const sentences = sentencesOf(latexToText(abstract).replace(/^\s*abstract\s*(?:[:.—–]|-+\s)\s*/i, ''))
  const titleWords = stemsOf(latexToText(title))
  const frequency = new Map<string, number>()
  for (const word of sentences.flatMap(sentence => [...stemsOf(sentence)]))
    frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const ranked = sentences
    .map((sentence, place) => ({ sentence, place, score: score(sentence, place) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
  const [first, second] = ranked
  if (!first) return ''
  const both =
    second && first.sentence.length + second.sentence.length < MAX_CHARACTERS ? [first, second] : [first]
  return clip(
    both
      .sort((a, b) => a.place - b.place)
      .map(({ sentence }) => sentence)
      .join(' '),
  )

  function score(sentence: string, place: number): number {
    const words = stemsOf(sentence)
    const inTitle = [...words].filter(word => titleWords.has(word)).length / Math.max(3, titleWords.size)
    const central =
      [...words].reduce((sum, word) => sum + ((frequency.get(word) ?? 1) - 1), 0) / Math.max(8, words.size)
    const short = words.size < 5 ? 1 : 0
    const late = place / Math.max(1, sentences.length - 1)
    return (
      (CUES.test(sentence) ? 1.2 : 0) -
      (BACKGROUND.test(sentence) ? 0.6 : 0) +
      1.5 * inTitle +
      0.5 * Math.min(1, central) -
      1.5 * short -
      0.3 * late -
      (sentence.length > MAX_CHARACTERS ? 0.4 : 0)
    )
  }
}

function stemsOf(text: string): Set<string> {
  return new Set(tokenize(text).map(token => stem(token.term)))
}

function clip(text: string): string {
  const limit = MAX_CHARACTERS * 1.5
  if (text.length <= limit) return text
  const space = text.lastIndexOf(' ', limit)
  const cut = text.slice(0, space > MAX_CHARACTERS ? space : limit)
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`
}
