import { explains } from './vocabulary-acronyms'
import { bracketsIn, count, type TopicStatistics } from './vocabulary-statistics'

/** A label of a topic with the papers that write it so. */
export interface Spelling {
  readonly label: string
  readonly papers: number
  /** Whether it is nothing but an acronym. */
  readonly acronym: boolean
}

/** The share of a topic's papers that must write it out for its acronym to give way. */
const MIN_WRITTEN_OUT = 0.1
/** Fewer occurrences in texts do not tell how a word is written. */
const MIN_FORMS = 3
/** A word that is not nearly always written with a capital is no name: "Proximal" in "Proximal Policy Optimization". */
const MIN_CAPITAL = 0.9

/** How each word is mostly written within sentences, by the word in lower case: "gaussian" is "Gaussian". */
export function writtenForms({ forms }: TopicStatistics): Map<string, string> {
  const best = new Map<string, { form: string; papers: number; all: number }>()
  for (const [form, papers] of forms) {
    const lower = form.toLowerCase()
    const known = best.get(lower)
    const all = papers + (known?.all ?? 0)
    const better =
      !known || papers > known.papers || (papers === known.papers && comesFirst(form, known.form))
    best.set(lower, better ? { form, papers, all } : { ...known, all })
  }
  const written = new Map<string, string>()
  for (const [lower, { form, papers, all }] of best) {
    if (all < MIN_FORMS) continue
    const isCapital = /^[A-Z][a-z]*$/.test(form)
    written.set(lower, isCapital && papers < MIN_CAPITAL * all ? lower : form)
  }
  return written
}

/**
 * The label of a topic: written out rather than as an acronym, without one in brackets, as most papers spell it, and with
 * the capitals that its words have in texts.
 */
export function bestLabel(spellings: readonly Spelling[], forms: ReadonlyMap<string, string>): string {
  const all = sum(spellings)
  const out = spellings.filter(({ acronym }) => !acronym)
  const some = sum(out) >= MIN_WRITTEN_OUT * all ? out : spellings
  const byText = new Map<string, Map<string, number>>()
  for (const { label, papers } of some) {
    const text = plainLabel(label)
    const written = byText.get(text.toLowerCase()) ?? new Map<string, number>()
    count(written, text, papers)
    byText.set(text.toLowerCase(), written)
  }
  const ranked = [...byText.values()]
    .map(written => ({ written, papers: [...written.values()].reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.papers - a.papers || (mostUsed(a.written) < mostUsed(b.written) ? -1 : 1))
  const label = ranked[0] ? mostUsed(ranked[0].written) : ''
  return label.replace(/(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]+/g, word => {
    const form = forms.get(word.toLowerCase())
    // Within a name, such as "Claude 3.7 Sonnet", words are written as nowhere else.
    return form === undefined || (isName(label) && form === word.toLowerCase()) ? word : form
  })
}

/** A label without the brackets that only say it again. */
export function plainLabel(label: string): string {
  const parts = bracketsIn(label)
  if (!parts) return label
  const { before, inside, after } = parts
  if (explains(before, inside)) return `${before} ${after}`.trim()
  return explains(inside, before) ? `${inside} ${after}`.trim() : label
}

function mostUsed(written: ReadonlyMap<string, number>): string {
  const [best = ''] = [...written]
    .sort(([a, x], [b, y]) => y - x || (comesFirst(a, b) ? -1 : 1))
    .map(([text]) => text)
  return best
}

/** Whether a label has capitals or digits as names have them: GPT-4, ImageNet. */
export function isName(label: string): boolean {
  return /\d|[A-Z][A-Za-z]*[A-Z]/.test(label)
}

/** Of spellings as common the one in lower case. */
function comesFirst(a: string, b: string): boolean {
  return a > b
}

function sum(spellings: readonly Spelling[]): number {
  return spellings.reduce((all, { papers }) => all + papers, 0)
}
