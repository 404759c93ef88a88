import { latexToText } from '../papers/latex'
import { judged } from './judge'
import { isEnglish, isProse, isWithdrawn, SAYS_WHAT } from './kinds'
import type { SummaryModel } from './model'
import { hasCue, type PaperRead, readPaper } from './reading'
import { sentencesOf } from './sentences'

/** A longer sentence is shown only where there is no other. */
const MAX_CHARACTERS = 320
/** Where what is shown all the same is cut off. */
const MOST_CHARACTERS = 480
/** An abstract is read so far: beyond it is a whole paper. */
const MAX_SENTENCES = 40
const MIN_WORDS = 4
/** A sentence that begins so speaks of what another said: "This results in …", but not "This paper …". */
const POINTS_BACK =
  /^(?:This|These|Such|Those|It|They|Its|Their|That)\b(?! (?:\p{L}+ )?(?:paper|work|article|study|report|letter|note|survey|thesis|review)\b)/u

/** The sentences of an abstract, cleaned of LaTeX, line breaks and the word "Abstract" before them. */
export function abstractSentences(abstract: string): string[] {
  const prose = latexToText(abstract.replace(/\\(?:begin|end)\{\w+\*?\}/g, ' '))
  return sentencesOf(prose.replace(/^\s*abstract\s*(?:[:.—–]|-+\s)\s*/i, ''))
}

/**
 * The sentence of an abstract that says best what the paper does, in its own words, with clauses left out that are not
 * its main statement. Without a model it is the first that says "we propose" or the like, else the first of all. Of an
 * abstract that is not in English it is a whole sentence; a notice of withdrawal is given as it is. Empty where the
 * abstract holds no prose.
 */
export function keySentences(title: string, abstract: string, model: SummaryModel | null): string {
  const sentences = abstractSentences(abstract).filter(isProse).slice(0, MAX_SENTENCES)
  const [first] = sentences
  if (first === undefined) return ''
  const notice = sentences.find(isWithdrawn)
  if (notice !== undefined) return clip(notice)
  if (!isEnglish(sentences.join(' '))) return clip(sentences.find(text => SAYS_WHAT.test(text)) ?? first)
  const paper = readPaper(title, sentences)
  return clip(model ? best(paper, judged(paper, model)) : simplest(paper))
}

function best(paper: PaperRead, worths: readonly number[]): string {
  const all = paper.sentences.flatMap(sentence =>
    sentence.variants.map(({ variant }) => ({ sentence, variant })),
  )
  const ranked = all
    .map(({ sentence, variant }, i) => ({ sentence, text: variant.text, worth: worths[i] ?? 0 }))
    .sort((a, b) => b.worth - a.worth)
  const fitting = ranked.filter(
    ({ sentence, text }) =>
      !sentence.elsewhere && text.length <= MAX_CHARACTERS && text.split(' ').length >= MIN_WORDS,
  )
  const chosen =
    fitting.find(({ text }) => !POINTS_BACK.test(text)) ??
    fitting[0] ??
    ranked.find(({ sentence }) => !sentence.elsewhere) ??
    ranked[0]
  return chosen?.text ?? ''
}

function simplest({ sentences }: PaperRead): string {
  const own = sentences.filter(sentence => !sentence.elsewhere)
  const chosen =
    own.find(sentence => hasCue(sentence, 'proposes', 'paperDoes')) ??
    own.find(sentence => hasCue(sentence, 'finds', 'studies', 'thisPaper')) ??
    own[0] ??
    sentences[0]
  return chosen?.variants[0]?.variant.text ?? ''
}

function clip(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  const space = text.lastIndexOf(' ', MOST_CHARACTERS)
  const cut = text.slice(0, space > MAX_CHARACTERS ? space : MOST_CHARACTERS)
  return `${cut.replace(/[\ud800-\udbff]$/, '')}…`
}
