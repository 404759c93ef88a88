import { oneLine } from '../papers/one-line'
import { stem, type Token, tokenize } from '../search/analysis'
import type { TextPoint, TextSpace } from './text-space'

/** A row of words that stand side by side. */
export interface Phrase {
  /** As the text has it. */
  readonly label: string
  readonly roots: readonly string[]
}

/** Longer rows are quotations. */
const MAX_WORDS = 4

/** A word of a text with its stem. */
export interface RootedToken extends Token {
  readonly root: string
  /** Whether only a space or hyphen stands between it and the word before. */
  readonly beside: boolean
}

/** The words of a text with their stems. */
export function rootedTokens(text: string): RootedToken[] {
  let end = -1
  return tokenize(text).map(token => {
    const beside = end >= 0 && /^[ \t\-‐‑]{1,2}$/.test(text.slice(end, token.start))
    end = token.end
    return { ...token, root: stem(token.term), beside }
  })
}

/**
 * Rows of two to four good words of a text, side by side, whose pairs a point has too; in the text's order, each once.
 */
export function sharedPhrases(
  text: string,
  tokens: readonly RootedToken[],
  space: TextSpace,
  { pairs }: TextPoint,
  isGood: (root: string) => boolean,
): Phrase[] {
  const theirs = new Set(pairs.features)
  const phrases = new Map<string, Phrase>()
  let run: RootedToken[] = []
  const close = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && run.length > 1) {
      const roots = run.map(({ root }) => root)
      const label = oneLine(text.slice(first.start, last.end))
      const key = roots.join(' ')
      // As a sentence has it, rather than a title in capitals.
      if (!phrases.has(key) || label === label.toLowerCase()) phrases.set(key, { label, roots })
    }
    run = []
  }
  for (const token of tokens) {
    const last = run.at(-1)
    const pair = last && space.pairOf(last.root, token.root)
    if (pair === undefined || !theirs.has(pair) || !token.beside || run.length === MAX_WORDS) close()
    if (isGood(token.root)) run.push(token)
    else close()
  }
  close()
  return withoutParts([...phrases.values()])
}

/** Leaves out rows that stand in a longer one. */
function withoutParts(phrases: readonly Phrase[]): Phrase[] {
  const whole = phrases.map(({ roots }) => ` ${roots.join(' ')} `)
  return phrases.filter(
    (_, i) => !whole.some((other, j) => j !== i && other !== whole[i] && other.includes(whole[i] ?? '')),
  )
}
