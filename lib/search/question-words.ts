/**
 * Words with which a question or a sentence is made and that say nothing of what it is about. They count in titles and in
 * short queries; in a long query they are left out.
 */
const QUESTION_WORDS = new Set(
  (
    'about above across after again against all almost alone along already also although always ' +
    'am among amongst any anybody anyone anything are around because become becomes before being ' +
    'below beside besides between beyond both but cannot could did do does doing done ' +
    'down during each either else enough especially etc even ever every everyone everything except ' +
    'few find first following further gave get gets give given gives giving go goes ' +
    'going got had he hence her here hers herself him himself his however i ' +
    'if indeed instead just kind kinds know known last least less let like likely ' +
    'made make makes making many may maybe me mean means might mine most mostly ' +
    'much must my myself near nearly need needed needs neither never nevertheless next no ' +
    'nobody none nor nothing now off often once one ones only onto other others ' +
    'otherwise ought ourselves out over own per perhaps please possible put quite rather really ' +
    'regarding said same say says see seem seemed seeming seems seen several shall she ' +
    'should since so some somehow someone something sometimes somewhat still take taken tell than ' +
    'then thereby therefore theirs them themselves these those though through throughout thus to together ' +
    'too toward towards under until unless up upon us use used useful uses using ' +
    'usually various very want wants way ways well whatever whenever wherever whether which whichever ' +
    'who whoever whole whom whose why within without would yes yet you your yours ' +
    'yourself what how concerning describe described discuss discussed explain regard interested article articles '
  )
    .trim()
    .split(' '),
)

/** Whether a folded word is left out of long queries. */
export function isQuestionWord(word: string): boolean {
  return QUESTION_WORDS.has(word)
}
