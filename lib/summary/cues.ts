/** What the wording of a sentence says of its part in an abstract. */
export const CUES = [
  [
    'proposes',
    /\bwe (?:\p{L}+ly |also |then |further |first |therefore |thus |here )*(?:propose|introduce|present|develop|design|devise|formulate|describe|construct|build|create)\b/iu,
  ],
  [
    'finds',
    /\bwe (?:\p{L}+ly |also |then |further |first |therefore |thus |here )*(?:show|demonstrate|prove|find|observe|establish|report|achieve|verify|validate|discover)\b/iu,
  ],
  [
    'studies',
    /\bwe (?:\p{L}+ly |also |then |further |first |therefore |thus |here )*(?:study|investigate|explore|examine|analy[sz]e|consider|address|revisit|aim|focus|argue|identify|evaluate|compare|provide|derive|extend|use|apply|leverage|tackle|seek|survey|review)\b/iu,
  ],
  [
    'thisPaper',
    /^(?:\p{L}+,? )?(?:in )?(?:this|the present) (?:paper|work|article|study|report|letter|thesis|survey|note)\b/iu,
  ],
  [
    'paperDoes',
    /\b(?:this|the present|our) (?:paper|work|article|study) (?:\p{L}+ly )?(?:propose|introduce|present|develop|describe|investigate|stud|address|show|provide|explore)/iu,
  ],
  [
    'ourMethod',
    /\bour (?:\p{L}+ ){0,2}(?:method|approach|model|framework|algorithm|system|technique|architecture|contribution|goal|work)/iu,
  ],
  [
    'experiments',
    /\b(?:experiments?|experimental|empirical(?:ly)?|evaluat\p{L}+|results?|benchmarks?|datasets?|simulations?)\b/iu,
  ],
  [
    'better',
    /\b(?:state[- ]of[- ]the[- ]art|outperform\p{L}*|superior|competitive|better than|improv\p{L}+|significant(?:ly)?)\b/iu,
  ],
  [
    'background',
    /\b(?:recent(?:ly)?|in recent years|has emerged|have been|has been|is a (?:fundamental|key|central)|remains?|traditional(?:ly)?|existing|previous|prior|current|conventional|often|typically|commonly|widely|usually)\b/iu,
  ],
  ['turns', /^(?:However|But|Unfortunately|Yet|Despite|Although|While|Though|Nevertheless)\b/u],
  [
    'goesOn',
    /^(?:Furthermore|Moreover|Additionally|In addition|Finally|Also|Besides|Lastly|Second|Third|Next|We also|We further|We then|We finally|We additionally)\b/u,
  ],
  [
    'details',
    /^(?:Specifically|In particular|More specifically|Concretely|For example|For instance|First|Here)\b/u,
  ],
  [
    'therefore',
    /^(?:To (?:address|tackle|overcome|solve|mitigate|alleviate|resolve|this end|that end|do so|bridge|fill|handle|remedy)|Motivated|Inspired|Therefore|Thus|Hence|Based on|Building on)\b/u,
  ],
  ['novel', /\b(?:novel|new|first|simple|general|unified|efficient)\b/iu],
  ['names', /\b(?:called|named|dubbed|termed|coined|namely|which we call|referred to as)\b/iu],
  ['pointsBack', /^(?:This|These|It|They|Such|That|Those|Its|Their)\b/u],
  ['pointsBackTo', /^(?:This|These|Such) (?!paper|work|article|study)/u],
  ['asks', /\?["'”’)]?$/u],
  [
    'problem',
    /\b(?:problem|challenge|task|difficult\p{L}*|limitation|issue|lack|fail\p{L}*|suffer\p{L}*)\b/iu,
  ],
  ['means', /\b(?:by|using|via|through|based on|leverag\p{L}+|with)\b/iu],
  ['clause', /\b(?:that|which)\b/iu],
  ['purpose', /\bto \p{L}+/iu],
] as const satisfies readonly (readonly [name: string, pattern: RegExp])[]
/** A kind of wording. */
export type CueName = (typeof CUES)[number][0]

/** What is said of the paper rather than of its matter: code, data, pages. Never a key sentence. */
export const ELSEWHERE =
  /\b(?:https?:\/\/|www\.|github\.(?:com|io)|(?:code|codes|data(?:set)?s?|models?|implementations?|demos?|weights|software|project page|videos?|materials?|benchmarks?|website)\b[^.;]{0,60}\b(?:(?:is|are|will be|be) (?:\p{L}+ly )?(?:made )?(?:\p{L}+ly )?(?:available|released|open[- ]sourced|found|accessible|published|provided)|available (?:at|on|from|online|here))|(?:our|the|all) (?:source )?code (?:is|can|will)|we (?:will )?(?:\p{L}+ly )?(?:release|open[- ]source|make) (?:\p{L}+ ){0,4}(?:code|data|models?|implementation)[^.]{0,40}$)/iu
