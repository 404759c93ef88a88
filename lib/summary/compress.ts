import { isFree, isWhole } from './clauses'
import { upperFirst, withoutTies } from './ties'

/** A sentence as it may be shown, and what was left out of it beside its ties. */
export interface Variant {
  readonly text: string
  /** Why or how, before the "we" that says what. */
  readonly lead: boolean
  /** That something was found, before what was found. */
  readonly frame: boolean
  /** Brackets and the like. */
  readonly aside: boolean
  /** With what the part began that stood at the end; a number of `TAILS`, from 1, or 0. */
  readonly tail: number
}

const MAX_VARIANTS = 20
/** What is longer is no sentence, and is not taken apart. */
const MAX_CHARACTERS = 1000

/** Openings that say why or how, before a "we" that says what. */
const LEAD = new RegExp(
  String.raw`^(?:To (?:\p{L}+ly )?(?:address|tackle|overcome|solve|mitigate|alleviate|resolve|remedy|handle|bridge|fill|close|` +
    'combat|answer|meet|achieve|accomplish|avoid|circumvent|counter|enable|improve|facilitate|make|better|further|help|' +
    'reduce|understand|demonstrate|evaluate|validate|illustrate|test|verify|ensure|study)|Inspired by|Motivated by|' +
    'Driven by|Building (?:up)?on|Based (?:up)?on|Drawing (?:inspiration )?(?:from|on)|Leveraging|Using|' +
    String.raw`By \p{L}+ing|Unlike|In contrast (?:to|with)|Compared (?:to|with)|Contrary to|Instead of|Rather than|` +
    'Along with|In addition to|Besides|As a (?:first |concrete |main )?(?:step|example|case study|solution|remedy)|' +
    'With this in mind|In light of|Towards?|Following|Starting from|Through|Via|' +
    String.raw`From (?:the|a) (?:perspective|viewpoint|point of view))\s[^;:]*?,\s+` +
    String.raw`(?=(?:we|this (?:paper|work|article|study)|our (?:method|approach|work|model|paper))\s)`,
  'u',
)

/** What tells only that something was found, before what was found. */
const FRAME = new RegExp(
  String.raw`^(?:(?:[^,;:]{0,90}?,\s)?we\s+(?:\p{L}+ly\s+|also\s+|then\s+|further\s+)*|` +
    '(?:Our|The|These|Extensive|Experimental|Empirical|Numerical|Theoretical|Comprehensive|Various|Several)' +
    String.raw`\b[^,;:]{0,110}?\b(?:results?|experiments?|evaluations?|analys[ei]s|simulations?|findings?|stud(?:ies|y)|theory)` +
    String.raw`\b[^,;:]{0,80}?\s|(?:Experiments?|Results?|Evaluations?|Simulations?)\b[^,;:]{0,80}?\s|` +
    String.raw`This (?:paper|work|article|study)\s+)(?:(?:\p{L}+ly|also|further|have|has|both)\s+)*` +
    '(?:show|demonstrate|find|found|prove|observe|confirm|verify|establish|reveal|validate|see)(?:s|ed|n|d)?' +
    String.raw`\s+(?:\p{L}+ly\s+)?that\s+`,
  'iu',
)
/** What makes a finding less than one. */
const DOUBTFUL = /\b(?:may|might|could|can|suggest|seem|appear|try|aim|attempt|want|hope)\b/i

/** What counts the sentences of an abstract: "(3) We further …". */
const COUNTED = /^\(?(?:\d{1,2}|[ivx]{1,4})\)\s+(?=\p{Lu})/u

/** Brackets, but for those of formulas and of counting: "O(n)", "(1)", "(ii)". */
const BRACKETS = /\s+\((?!\d{1,2}\)|[ivx]+\)|[a-e]\))(?:[^()]|\([^()]*\))*\)(?=[\s,.;:!?]|$)/g
/** Not "however", which may part two sentences, and none that is the first of a list. */
const ASIDE = new RegExp(
  String.raw`,\s(?:e\.g\.|i\.e\.|for example|for instance|that is|namely|such as|including|called|termed|dubbed|named|` +
    'so-called|in particular|in turn|respectively|to (?:our|the best of our) knowledge)' +
    String.raw`(?:[\s,][^,;:]{0,80})?,(?=\s(?!(?:[^,;:.]{1,40},\s){0,4}(?:and|or)\s))|\s[—–-]{1,3}\s[^—–]{3,120}?\s[—–-]{1,3}(?=\s)`,
  'gu',
)

const BASE_VERB =
  'show|demonstrate|prove|evaluate|provide|propose|introduce|present|apply|use|discuss|analy[sz]e|find|study|investigate|' +
  'explore|develop|derive|describe|compare|validate|verify|establish|illustrate|examine|observe|identify|report|release|' +
  'test|argue|design|train|achieve|obtain|extend|improve|highlight|conduct|perform|offer|give|outline|conclude|explain|' +
  'confirm|suggest|combine'
const PARTICIPLE =
  'leading|resulting|enabling|allowing|achieving|making|using|improving|outperforming|showing|demonstrating|suggesting|' +
  'providing|giving|yielding|reducing|producing|obtaining|exploiting|leveraging|combining|indicating|highlighting|ensuring|' +
  'offering|reaching|surpassing|increasing|causing|ranging|setting|establishing|opening|revealing|confirming|focusing|' +
  'motivating|preserving|helping|creating|facilitating|taking|bringing|avoiding|eliminating|removing|permitting|saving|' +
  'paving|illustrating|supporting|drawing|building|relying|inspired|motivated|based|followed|compared|driven|guided'
const MANY =
  'a|the|both|two|three|four|five|six|several|many|various|multiple|different|standard|challenging|real|synthetic|' +
  'benchmark|diverse'
const TESTS = 'datasets?|benchmarks?|tasks?|domains?|settings?|environments?|data|problems|architectures'

interface Tail {
  readonly at: RegExp
  /** What may not stand before it. */
  readonly notAfter?: RegExp
}

/** With what a part may begin that goes to the end of the sentence and may go with it. */
export const TAILS: readonly Tail[] = [
  {
    at: /,\s(?:which|whose|who|in which|for which|of which|most of which|all of which|where|wherein|when)\s/gu,
  },
  {
    at: new RegExp(
      String.raw`,\s(?:(?:thus|thereby|hence|therefore|while|consequently|and thus|further)\s)?(?:\p{L}+ly\s)?(?:${PARTICIPLE})\s`,
      'gu',
    ),
  },
  { at: /,?\s(?:such as|including|e\.g\.,?|i\.e\.,?|namely|for example|for instance)\s/gu },
  {
    at: new RegExp(
      String.raw`,?\s(?:and|then)\s(?:(?:also|then|further|we|thus|finally|thereby|\p{L}+ly)\s)*(?:${BASE_VERB})\s`,
      'gu',
    ),
    notAfter: new RegExp(String.raw`\b(?:${BASE_VERB})$`),
  },
  {
    at: /,\s(?:and|while)\s(?=[^,]{3,80}?\s(?:is|are|was|were|has|have|can|shows?|achieves?|outperforms?|improves?|allows?|enables?|provides?)\s)/gu,
  },
  { at: /,?\s(?:by|via|through)\s(?:\p{L}+ly\s)?\p{L}+ing\s/gu, notAfter: /\p{L}(?:ed|wn|lt|ht|ne)$/u },
  {
    at: /,?\s(?:using|via|based on|in order to|with the (?:goal|aim|help) of|so as to|through|along with|together with)\s/gu,
  },
  { at: /,\s(?:while|whereas|so that|because|since|as)\s/gu },
  {
    at: /[;:]\s|\s[—–]\s|\s--?-?\s/gu,
    notAfter: /follow(?:s|ing)$|\b(?:two|three|four|five|several|following)\b[^,]*$/,
  },
  { at: /,\sto\s\p{L}+\s/gu },
  { at: new RegExp(String.raw`,?\s(?:on|across|over)\s(?:${MANY})\s[^,]*?(?:${TESTS})\b`, 'gu') },
  { at: /,?\s(?:as well as|in addition to|rather than|and even)\s/gu, notAfter: /,/ },
]
/** Words whose other half would be missing: "both … and …", an enumeration after a colon. */
const HALF = /\b(?:both|either|neither|between|not only)\b[^,;:]*$|:\s/i

/**
 * `sentence` as it may be shown: first freed of what ties it to its neighbours, then with clauses left out that are
 * not its main statement. Each is a row of the sentence's own words in their order; no word that negates, limits or
 * conditions is ever left out.
 */
export function variantsOf(sentence: string): Variant[] {
  const plain = finished(withoutTies(sentence.replace(COUNTED, '')))
  if (plain.length > MAX_CHARACTERS)
    return [{ text: plain, lead: false, frame: false, aside: false, tail: 0 }]
  const led = cutHead(plain, LEAD)
  const framed = cutHead(led ?? plain, FRAME)
  const heads = [{ text: plain, lead: false, frame: false }]
  if (led) heads.push({ text: led, lead: true, frame: false })
  if (framed) heads.push({ text: framed, lead: led !== null, frame: true })
  const variants = new Map<string, Variant>()
  const add = (text: string, rest: Omit<Variant, 'text'>) => {
    const shown = finished(text)
    if (!variants.has(shown) && variants.size < MAX_VARIANTS) variants.set(shown, { text: shown, ...rest })
  }
  for (const { text, lead, frame } of heads)
    for (const [i, body] of [text, withoutAsides(text)].entries()) {
      add(body, { lead, frame, aside: i > 0, tail: 0 })
      for (const { kept, tail } of tailsOf(body)) add(kept, { lead, frame, aside: i > 0, tail })
    }
  return [...variants.values()]
}

function cutHead(text: string, pattern: RegExp): string | null {
  const head = pattern.exec(text)?.[0]
  if (!head || !isFree(head) || DOUBTFUL.test(head)) return null
  const rest = withoutTies(upperFirst(text.slice(head.length)))
  return isWhole(rest.replace(/[.!?]+$/, '')) ? rest : null
}

function withoutAsides(text: string): string {
  const emptied = (part: string) => (isFree(part) ? '' : part)
  return text.replace(BRACKETS, emptied).replace(ASIDE, emptied)
}

function tailsOf(text: string): { readonly kept: string; readonly tail: number }[] {
  const end = text.replace(/[.!?]+["'”’)]?$/, '').length
  const found = new Map<number, number>()
  for (const [i, { at, notAfter }] of TAILS.entries())
    for (const { index } of text.matchAll(at))
      if (!found.has(index) && !notAfter?.test(text.slice(0, index))) found.set(index, i + 1)
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([at, tail]) => ({ kept: text.slice(0, at), left: text.slice(at, end), tail }))
    .filter(({ kept, left }) => isFree(left) && isWhole(kept) && !HALF.test(kept))
}

/** `text` with its signs in order, a capital at its beginning and a full stop at its end. */
function finished(text: string): string {
  const plain = text
    .replace(/\s+([,.;:!?](?=\s|$))/g, '$1')
    .replace(/,+(?=[,.;:])/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/[\s,;:–—-]+$/, '')
    .trim()
  const whole = upperFirst(plain)
  return whole === '' || /[.!?。！？…]["'”’)」』）\]]*$/u.test(whole) ? whole : `${whole}.`
}
