import { stemmer } from 'stemmer'
import { latexToText } from '../papers/latex'
import { oneLine } from '../papers/one-line'
import { stem } from '../search/analysis'

/** A word of a text as it stands there. */
export interface TextWord {
  readonly text: string
  readonly lower: string
  /** Lower case without the endings of English: what forms of one word share. */
  readonly stem: string
  /** Runs of words never cross from one clause into the next. */
  readonly clause: number
  readonly sentence: number
  readonly inTitle: boolean
  /** Whether it is the first of its sentence, where a capital says nothing. */
  readonly opens: boolean
  /** Whether it stands in brackets, as acronyms do where they are introduced. */
  readonly bracketed: boolean
  readonly hasLetter: boolean
  readonly hasDigit: boolean
  /** Whether it has capitals past its first letter, as acronyms and names of methods do. */
  readonly isName: boolean
  readonly isCapitalised: boolean
  readonly hyphens: number
}

/** A run of words that may be a topic, with every place where it stands. */
export interface Candidate {
  /** Its words in their stems. */
  readonly key: string
  readonly length: number
  /** Numbers of the first word of each occurrence, ascending. */
  readonly starts: number[]
}

/** Tells whether a word may begin, end, or stand inside a topic. */
export interface WordRules {
  begins(word: TextWord): boolean
  ends(word: TextWord): boolean
  inside(word: TextWord): boolean
}

/** Topics of more words hardly occur. */
export const MAX_TOPIC_WORDS = 5
/** Texts are read this far: an abstract is shorter. */
const MAX_WORDS = 1200
const MAX_WORD_LENGTH = 40
const MAX_TEXT = 20_000
/** What white space keeps together for longer is no text. */
const MAX_CHUNK = 120

/** What ends a clause inside what white space keeps together: brackets, quotes, and a slash between two words. */
const PARTS = /[()[\]{}"“”„«»<>|;!?…]|(?<=\p{L}{3})\/(?=\p{L}{3})|[,:](?=\p{L})/gu
/** Tags that a page left in its text, and scripts with what is in them. */
const MARKUP = /<(script|style)\b[^<>]{0,200}>[^<]{0,2000}<\/\1>|<\/?[a-zA-Z][^<>]{0,200}>/g
/** A dash that stands for a comma, also where it was typed as a hyphen: "alignment-the ability". */
const DASH =
  /\s[-–—]+\s|[—―]|---+|--?(?=(?:the|an?|which|we|that|this|where|its|their)\s)(?<!\b(?:of|in|on|by|to|at|off|over|for|and)-)/g
/** A hyphen in other clothes: the dash of LaTeX between two words. */
const LONG_HYPHEN = /(?<=\p{L})(?:--|[‐‑–])(?=\p{L})/gu
const PLAIN = /^([a-zA-Z]+)([.,]?)$/
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}*+#]+$/gu
const ABBREVIATION = /^(?:e\.g|i\.e|etc|al|vs|cf|resp|fig|eq|[a-z])\.$/i

/** The words of a title and an abstract in order, LaTeX read as text. */
export function wordsOf(title: string, abstract: string): TextWord[] {
  const words: TextWord[] = []
  let clause = 0
  let sentence = 0
  read(title, true)
  clause++
  sentence++
  read(abstract, false)
  return words

  function read(raw: string, inTitle: boolean) {
    const plain = oneLine(latexToText(raw.slice(0, MAX_TEXT)))
      .replace(MARKUP, ' ; ')
      .replace(/[‘’]/g, "'")
      .replace(DASH, ' ; ')
      .replace(LONG_HYPHEN, '-')
    let opens = true
    let depth = 0
    for (const [chunk] of plain.matchAll(/\S+/g)) {
      const [, plainWord, stop] = PLAIN.exec(chunk) ?? []
      if (plainWord) {
        push(plainWord)
        if (stop) end(chunk)
        continue
      }
      if (chunk.length > MAX_CHUNK) {
        clause++
        continue
      }
      let from = 0
      const cuts = [...chunk.matchAll(PARTS)]
      for (let i = 0; i <= cuts.length; i++) {
        const cut = cuts[i]
        add(chunk.slice(from, cut?.index ?? chunk.length))
        if (!cut) break
        clause++
        if (cut[0] === '(') depth = 1
        else if (cut[0] === ')') depth = 0
        else if (/[!?]/.test(cut[0])) {
          sentence++
          opens = true
        }
        from = cut.index + cut[0].length
      }
    }

    function add(part: string) {
      if (part === '') return
      const text = part.replace(EDGES, '')
      if (/^[^\p{L}\p{N}]/u.test(part)) clause++
      const owner = ownerIn(text)
      if (text === '') clause++
      else push(owner ?? text)
      // What a method has is a clause of its own: of "CLIP's visual encoder" the encoder.
      if (owner) clause++
      if (/[.,:;'`]$/.test(part)) end(part)
    }

    function push(text: string) {
      if (text.length > MAX_WORD_LENGTH || words.length >= MAX_WORDS) {
        clause++
        return
      }
      const bracketed = depth > 0
      words.push({ ...shapeOf(text), clause, sentence, inTitle, opens, bracketed })
      opens = false
    }

    /** Ends the clause after what `part` ends with, and the sentence where that is a full stop. */
    function end(part: string) {
      clause++
      if (!part.endsWith('.') || ABBREVIATION.test(part)) return
      sentence++
      opens = true
    }
  }
}

/** Of "CLIP's" the name of the method; of "Maxwell's" nothing, for it is a part of what is named after someone. */
function ownerIn(text: string): string | undefined {
  const name = text.endsWith("'s") ? text.slice(0, -2) : ''
  return /\p{Lu}.*\p{Lu}|\d/u.test(name) ? name : undefined
}

type Shape = Omit<TextWord, 'clause' | 'sentence' | 'inTitle' | 'opens' | 'bracketed'>

const shapes = new Map<string, Shape>()
const MAX_CACHED_SHAPES = 20_000

/** What can be said of a word wherever it stands. */
function shapeOf(text: string): Shape {
  const known = shapes.get(text)
  if (known) return known
  const lower = text.toLowerCase()
  const shape = {
    text,
    lower,
    stem: /^[a-z]{3,}$/.test(lower) ? stem(lower) : stemmer(lower),
    hasLetter: /\p{L}/u.test(text),
    hasDigit: /\d/.test(text),
    isName: /[\p{Ll}\p{Lu}]\p{Lu}/u.test(text),
    isCapitalised: /^\p{Lu}/u.test(text),
    hyphens: text.split('-').length - 1,
  }
  if (shapes.size >= MAX_CACHED_SHAPES) shapes.clear()
  shapes.set(text, shape)
  return shape
}

/** The runs of one to five words within a clause that `rules` let pass, by their stems, in order of their first place. */
export function candidatesOf(words: readonly TextWord[], rules: WordRules): Candidate[] {
  const found = new Map<string, Candidate>()
  const begins = words.map(word => rules.begins(word))
  const ends = words.map(word => rules.ends(word))
  const inside = words.map(word => rules.inside(word))
  for (const [start, first] of words.entries()) {
    if (!begins[start]) continue
    let key = ''
    for (let length = 1; length <= MAX_TOPIC_WORDS; length++) {
      const last = words[start + length - 1]
      if (last?.clause !== first.clause) break
      key += length === 1 ? last.stem : ` ${last.stem}`
      if (ends[start + length - 1]) {
        const known = found.get(key)
        if (known) known.starts.push(start)
        else found.set(key, { key, length, starts: [start] })
      }
      if (length > 1 && !inside[start + length - 1]) break
    }
  }
  return [...found.values()]
}
