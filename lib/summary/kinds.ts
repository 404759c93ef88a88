const LETTERS = /\p{L}/gu
/** Chinese, Japanese and Korean, where a letter is about a word. */
const CJK = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/gu
/** Words that every English text is full of and few others have. */
const ENGLISH =
  /^(?:the|of|and|to|is|are|that|with|this|for|we|our|by|from|which|it|as|be|an|can|these|have|has|not)$/
const MIN_ENGLISH_SHARE = 0.12

const PAPER =
  '(?:paper|article|submission|manuscript|preprint|work|version|note|letter|report|document|study)'
const WITHDRAWN = new RegExp(
  String.raw`\b(?:this|the|our) (?:\p{L}+ )?${PAPER} (?:\([^)]*\) )?(?:has been|have been|was|is|had to be|is being|is now) (?:\p{L}+ )?(?:withdrawn|retracted)\b|` +
    String.raw`^\[?(?:withdrawn|retracted|retraction notice)(?:[\]:.—]| by )|\b(?:the authors?|we|i) (?:have |has |had |hereby |wish to |would like to )*(?:withdr[ae]w|withdrawn|retract(?:ed)?) (?:this|the|our) (?:\p{L}+ )?${PAPER}\b|` +
    String.raw`^${PAPER} (?:withdrawn|retracted)\b`,
  'iu',
)

/** What says in other languages what the paper does. */
export const SAYS_WHAT = new RegExp(
  '本文|本研究|我们提出|我們提出|本論文|提案する|제안|предлага|' +
    String.raw`\b(?:nous (?:proposons|présentons|montrons|étudions)|cet article|ce papier|wir (?:stellen|zeigen|präsentieren|schlagen|untersuchen)|` +
    'diese Arbeit|dieser Arbeit|proponemos|presentamos|este artículo|este trabajo|propomos|apresentamos|este artigo|' +
    'proponiamo|presentiamo|questo articolo)',
  'iu',
)

/** Whether a text has words enough to be a sentence, and is not mostly formulas. */
export function isProse(text: string): boolean {
  const letters = text.match(LETTERS)?.length ?? 0
  if ((text.match(CJK)?.length ?? 0) >= 4) return true
  const words = text.match(/(?<![\p{L}\p{N}\\])\p{L}[\p{L}\p{M}'’-]+(?![\p{L}\p{N}(])/gu) ?? []
  const real = words.filter(word => word.length > 2).length
  return real >= 2 && letters >= text.replace(/\s/g, '').length / 2
}

/** Whether a text is in English, as far as its small words tell; a very short one is taken to be. */
export function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  const foreign = text.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0
  if (foreign > (text.match(LETTERS)?.length ?? 0) / 3) return false
  if (words.length < 8) return true
  return words.filter(word => ENGLISH.test(word)).length >= MIN_ENGLISH_SHARE * words.length
}

/** Whether a sentence says that the paper was taken back. */
export function isWithdrawn(text: string): boolean {
  return WITHDRAWN.test(text)
}
