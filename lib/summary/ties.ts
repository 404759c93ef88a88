import { isFree, wordsIn } from './clauses'

/** Words and phrases that only join a sentence to the one before it, which is not shown. */
const CONNECTIVE = new RegExp(
  '^(?:(?:And|So|Then|Specifically|In particular|Particularly|More specifically|More precisely|Concretely|Furthermore|' +
    'Further|Moreover|Additionally|In addition|Besides|Also|However|Nevertheless|Nonetheless|Therefore|Thus|Hence|' +
    'Consequently|Accordingly|As a result|As a consequence|To this end|To that end|To do so|For this purpose|Finally|' +
    'Lastly|First|Firstly|Second|Secondly|Third|Thirdly|Next|' +
    String.raw`In this (?:\p{L}+ )?(?:paper|work|article|study|research|report|letter|note|thesis|survey|manuscript|contribution|chapter|project|regard)|` +
    'In the present (?:paper|work|study)|Here|Herein|Overall|In summary|In conclusion|In short|Importantly|Notably|' +
    'Interestingly|Surprisingly|Remarkably|Crucially|Indeed|In fact|Meanwhile|Unfortunately|Fortunately|Ultimately|Again|' +
    'Motivated by this|Inspired by this|In response|In contrast|By contrast|On the other hand|For example|For instance|' +
    String.raw`Intuitively|Briefly|In other words|That is),\s+|` +
    String.raw`(?:In this (?:paper|work|article|study|research|report|letter|note)|Here|Thus|Therefore|Hence) (?=(?:we|I)\s))`,
  'u',
)

/** An opening that speaks of a problem that another sentence told: "To address these challenges, we …". */
const AIM_FIRST = new RegExp(
  '^To (?:address|solve|tackle|overcome|alleviate|mitigate|resolve|remedy|handle|fix|answer|bridge|fill|close|meet|combat|' +
    'counter|investigate|explore|study|achieve|accomplish|do|enable|realize) (?:all )?(?:this|these|those|such|it|that|' +
    String.raw`the above|the aforementioned)(?:(?: [\p{L}-]+){0,4}),\s+(?=\p{L})`,
  'u',
)

/** Adverbs behind "We" that join the sentence to the one before. */
const AFTER_WE = new RegExp(
  '^((?:We|This (?:paper|work)) )(?:also|further|furthermore|additionally|then|thus|therefore|hence|finally|next|first|' +
    String.raw`here|moreover|consequently|subsequently|lastly) (?=\p{Ll})`,
  'u',
)

/** A purpose that another sentence explains: "… to address this issue." */
const AIM = new RegExp(
  ',? (?:in order )?to (?:address|solve|tackle|overcome|alleviate|mitigate|resolve|remedy|handle|fix|answer) ' +
    String.raw`(?:this|these|those|such|the above|the aforementioned)(?: \p{L}+){0,2} ` +
    '(?:issue|problem|challenge|limitation|question|shortcoming|drawback|difficult(?:y|ie)|gap|task|concern)s?(?=[.!]?$)',
  'u',
)

/** A citation, with its numbers or its names and years, or a reference to a figure. */
const CITATION = new RegExp(
  String.raw`\s*(?:\[\d+(?:\s*[,–-]\s*\d+)*\]|\((?:see |cf\.? |e\.g\.,? )?(?:[^()]*\bet al\b[^()]*|` +
    String.raw`(?:\p{Lu}[\p{L}'’-]+(?: (?:and|&) \p{Lu}[\p{L}'’-]+)?,? (?:19|20)\d\d[a-z]?(?:; )?)+|` +
    String.raw`(?:Figs?|Tables?|Sections?|Secs?|Eqs?|Appendix)\b[^()]*)\))`,
  'gu',
)

/** `sentence` without what ties it to its neighbours and to the paper's own list of references. */
export function withoutTies(sentence: string): string {
  let text = sentence.replace(CITATION, whole => (isFree(whole) ? '' : whole))
  for (let more = true; more; ) {
    const next = text.replace(CONNECTIVE, '').replace(AIM_FIRST, whole => (isFree(whole) ? '' : whole))
    more = next !== text && wordsIn(next) > 3
    if (more) text = upperFirst(next)
  }
  const free = text.replace(AFTER_WE, '$1').replace(AIM, '')
  return wordsIn(free) > 4 ? free : text
}

/** A capital for the first letter, unless its word has one further on: "iPhone". */
export function upperFirst(text: string): string {
  return text.replace(
    /^(["“'(]?)(\p{Ll})(?=[\p{Ll}-]*(?![\p{L}\p{N}]))/u,
    (_, sign: string, letter: string) => sign + letter.toUpperCase(),
  )
}
