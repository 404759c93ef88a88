import { oneLine } from '../papers/one-line'

/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|et al|etc|cf|viz|vs|resp|approx|ca|Figs?|Eqs?|Refs?|Secs?|Sect|Tabs?|Thm|Def|Lem|Prop|Ch|Vol|No|Dr|Prof|Mr|Mrs|Ms|St|Jr|U\.S|w\.r\.t|w\.l\.o\.g|a\.k\.a|i\.i\.d|s\.t)|\b[A-Z])\.$/

/** What may be an abbreviation or an initial, or the end of a sentence: "the graph G. We show". */
const UNSURE = /\b(?:etc|i\.i\.d|U\.S|No|[A-Z])\.$/
const OPENER =
  /^(?:We|Our|The|This|That|These|Those|It|In|For|To|On|By|If|As|An?|Here|Then|When|While|With|Using|Also|However|Moreover|Furthermore|Additionally|Finally|First|Specifically)\s/

/** Sentences of a text, in order. They hold all of it but white space. */
export function sentencesOf(text: string): string[] {
  const pieces = oneLine(text).split(
    /(?<=[.!?]["'”’)\]]?)\s+(?=["'“‘([]?[\p{Lu}\p{N}\p{Lo}])|(?<=[。！？][」』）]?)\s*(?=[^」』）])/u,
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
