/** Words of a title that count for telling its case: long enough to have a capital in title case. */
const TELLING_WORD = /^\p{L}[\p{L}’'-]{3,}/u
/** A title of so many words without a small letter is shouted: its capitals mean nothing. */
const SHOUTED_WORDS = 4
/** Whose part before the hyphen is one capital: U-Net, X-ray, Q-learning. */
const LETTERED = /^\p{Lu}-./u

/**
 * For each word of a title whether its capitals belong to it whatever the style: acronyms and words of mixed case
 * (BERT, LoRA, GPT-4, 3D, U-Net, I, C#), and in a title in sentence case names, the words that have a capital all the same.
 */
export function keepsItsCase(words: readonly string[]): boolean[] {
  const title = words.join(' ')
  const shouted = words.length >= SHOUTED_WORDS && !/\p{Ll}/u.test(title)
  if (shouted) return words.map(word => /\p{Lu}.*\p{N}|\p{N}.*\p{Lu}/u.test(word))
  const sentence = isSentenceCase(words)
  return words.map((word, index) => {
    if (isMixed(word)) return true
    // The first word, and one after a colon, has its capital from its place.
    const begins = index === 0 || /[:?!.–—]$/.test(words[index - 1] ?? '')
    return sentence && !begins && /^[^\p{L}\p{N}]*\p{Lu}/u.test(word)
  })
}

function isMixed(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (/^\p{Lu}$/u.test(bare) ? bare !== 'A' : LETTERED.test(bare)) return true
  if (/\p{Lu}/u.test(bare) && /\p{N}/u.test(bare)) return true
  return bare.split(/[-‐–—/]/).some(part => /.\p{Lu}/u.test(part.replace(/^[^\p{L}]+/u, '')))
}

function isSentenceCase(words: readonly string[]): boolean {
  const telling = words.slice(1).filter(word => TELLING_WORD.test(word))
  const small = telling.filter(word => /^\p{Ll}/u.test(word)).length
  return telling.length > 0 && small * 2 > telling.length
}
