/**
 * Words that turn, limit or condition what a sentence says. No part that holds one is ever left out of a sentence,
 * even where the main statement would stand without it.
 */
const BINDING = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:not|non|no|nor|never|none|nothing|neither|cannot|without|only|unless|if|iff|except|but|` +
    String.raw`although|though|despite|whether|hardly|barely|rarely|seldom|fails?|lacks?|assum\p{L}*|conditions?|provided|` +
    String.raw`under|given|subject to|at (?:most|least)|up to|limited|suffic\p{L}*|necessary|\p{L}+n['’]t)(?![\p{L}\p{N}])`,
  'giu',
)

/** Words that end no sentence. */
const DANGLING = new RegExp(
  String.raw`(?:^|[\s(])(?:a|an|the|of|for|to|with|by|in|on|at|from|as|than|and|or|nor|but|that|this|these|is|are|was|were|` +
    'be|been|which|who|whose|where|when|while|between|both|either|not|only|very|more|less|such|like|into|onto|over|under|' +
    'via|through|about|against|without|within|upon|per|if|because|since|our|its|their|has|have|can|will|may|also|' +
    String.raw`e\.g\.?|i\.e\.?|how|why|whether|instead|rather|even|until|before|after|so|each|every|most|least|what|we|it|` +
    'they)[,;:]?$',
  'i',
)

/** What begins a clause of its own, which then needs a verb of its own. */
const CLAUSE = /(?:^|\s)(?:that|which|where|when|while|because|since|how|whether|why|who|whereas|we|as)\s/gi

/** What can only be the verb of a clause: "has", "outperforms". What may be a noun too ("models", "uses") is left out. */
const VERB = new RegExp(
  String.raw`\b(?:is|are|was|were|has|have|had|can|could|may|might|will|would|shall|should|must|does|do|did|` +
    'remains|exists|arises|becomes|comes|gives|gave|shows|finds|makes|takes|leads|yields|holds|depends|relies|tends|seeks|' +
    'helps|follows|suffers|serves|sees|lies|seems|appears|consists|contains|differs|occurs|converges|generali[sz]es|' +
    'combines|achieves|outperforms?|improves|reduces|requires|allows|enables|provides|proposes|introduces|presents|' +
    'develops|describes|investigates|explores|examines|addresses|analy[sz]es|demonstrates|proves|establishes|learns|' +
    'captures|performs|produces|generates|applies|considers|suggests|indicates|offers|exploits|leverages|extends|' +
    'optimi[sz]es|predicts|focuses|includes|obtains|encourages|exhibits|identifies|compares|evaluates|treats|represents|' +
    'constructs|derives|formulates|argues|releases|surpasses|reaches|reveals|connects|tackles|solves|aims to)\\b',
)
/** The past of a verb, which may also stand for an adjective. */
const PAST = /\b\p{L}{2,}(?:ed|own|ept|ound)\b/u
/** A "we" with its verb, whatever that is. */
const WE_DO =
  /\b(?:[Ww]e|I|they|[Tt]hey)\s+(?:\p{L}+ly\s+|also\s+|then\s+|first\s+|further\s+|thus\s+)*\p{Ll}{2,}/u

/** Openings that are not the subject: after one the sentence is whole only once its main clause has come. */
const NO_SUBJECT = new RegExp(
  '^(?:For|In|On|At|To|When|While|If|As|Given|By|With|Under|Since|Although|Though|Despite|Unlike|Because|Instead|Due|' +
    'Based|From|After|Before|Through|Beyond|Among|Across|Without|Within|Whereas|Rather|Like|Compared|Inspired|Motivated|' +
    String.raw`Driven|\p{Lu}\p{L}+ing)\s`,
  'u',
)
const MAIN_CLAUSE = /,\s(?=(?:we|our|this|these|the|it|I|a|an|they|such)\s)/

/** Whether `text`, the beginning of a sentence, could end where it ends; false where it is not plain that it could. */
export function isWhole(text: string): boolean {
  if (wordsIn(text) < 5 || DANGLING.test(text) || /\bto \p{L}+$/u.test(text) || !isBalanced(text))
    return false
  let main = text
  if (NO_SUBJECT.test(text)) {
    const at = text.search(MAIN_CLAUSE)
    if (at < 0) return false
    main = text.slice(at + 2)
  }
  if (!hasVerb(main) && !PAST.test(main)) return false
  let last = -1
  for (const { index } of main.matchAll(CLAUSE)) last = index
  const clause = main.slice(Math.max(0, last)).trim()
  return last < 0 || hasVerb(clause) || /^(?:how|whether|when|where|as) to \p{L}/u.test(clause)
}

/** Whether leaving out `part` takes away nothing that turns, limits or conditions what is said. */
export function isFree(part: string): boolean {
  return bindingWords(part).length === 0
}

/** The words of `text` that turn, limit or condition what it says, in order. */
export function bindingWords(text: string): string[] {
  return (text.match(BINDING) ?? []).map(word => word.toLowerCase())
}

/** How many words `text` has. */
export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0
}

function hasVerb(text: string): boolean {
  return VERB.test(text) || WE_DO.test(text)
}

function isBalanced(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1
  return (
    count('(') === count(')') &&
    count('[') === count(']') &&
    count('“') === count('”') &&
    count('"') % 2 === 0 &&
    count("''") === count('``')
  )
}
