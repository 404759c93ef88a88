import { stem, termsOf } from '../search/analysis'
import type { IndexReader } from '../search/index-reader'
import { idf } from '../search/score'

/** A paper, or what a page says of one, as far as it matters for what is like it. */
export interface RelatedQuery {
  readonly title: string
  readonly text: string
  readonly topics: readonly string[]
}

/** A word by which papers like a text are looked for. */
export interface TellingWord {
  readonly root: string
  /** The word as the text has it. */
  readonly form: string
  /** All its forms in the index. */
  readonly forms: readonly string[]
  /** Its share of all that the words of the text weigh. */
  readonly weight: number
  /** Papers that hold it, at the most. */
  readonly documents: number
}

/** A word of the title counts as often as this when words are chosen. */
const TITLE_COUNT = 3
/** A word that more papers hold finds none, and its posting list takes longer to read than those of ten others. */
const MOST_HOLDERS = 10_000
/** Past so many words the rest of a text hardly changes which of them tell most. */
const MAX_TERMS = 1500

/** The index terms of a text, in order. */
export interface TextTerms {
  readonly title: readonly string[]
  readonly body: readonly string[]
}

/** The terms of a title and of what is said below it. */
export function textTerms(title: string, body: string): TextTerms {
  return { title: termsOf(title), body: termsOf(body).slice(0, MAX_TERMS) }
}

/** The words that tell most of some texts, by tf-idf; of several texts each has the same say. Heaviest first. */
export function tellingWords(index: IndexReader, texts: readonly TextTerms[], limit: number): TellingWord[] {
  const weights = new Map<string, { form: string; weight: number }>()
  for (const text of texts) {
    const ofText = weigh(index, text)
    const total = ofText.reduce((sum, { weight }) => sum + weight, 0)
    for (const { root, form, weight } of ofText)
      weights.set(root, {
        form: weights.get(root)?.form ?? form,
        weight: (weights.get(root)?.weight ?? 0) + weight / total,
      })
  }
  return [...weights]
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([root, { form, weight }]) => {
      const forms = formsOf(index, root, form)
      const uses = forms.reduce((sum, term) => sum + index.documentFrequency(term), 0)
      return { root, form, forms, weight, documents: Math.min(uses, index.live) }
    })
}

/** What most forms of a stem end in. */
const ENDINGS =
  ' s e es ed er ers or ors ing ings ion ions ation ations al ally able ive ity ment ments ement ements'.split(
    ' ',
  )
const ENDINGS_OF_Y = ['y', 'ies', 'ied', 'ying']

/**
 * The usual forms of a word that the index has. `sameStem` finds all of them, but goes through every term that begins
 * alike: for two dozen words of a text that is most of the time there is.
 */
function formsOf(index: IndexReader, root: string, form: string): string[] {
  const usual = root.endsWith('i')
    ? ENDINGS_OF_Y.map(ending => root.slice(0, -1) + ending)
    : ENDINGS.map(ending => root + ending)
  const forms = [...new Set([form, `${form}s`, ...usual])]
  return forms.filter(term => index.documentFrequency(term) > 0 && stem(term) === root)
}

/** The words of one text that the index knows. The forms that the text has stand for all forms of a word. */
function weigh(index: IndexReader, { title, body }: TextTerms) {
  const words = new Map<string, { forms: Set<string>; count: number }>()
  const count = (terms: readonly string[], weight: number) => {
    for (const term of terms) {
      const root = stem(term)
      const word = words.get(root) ?? { forms: new Set<string>(), count: 0 }
      words.set(root, word)
      word.forms.add(term)
      word.count += weight
    }
  }
  count(title, TITLE_COUNT)
  count(body, 1)
  return [...words].flatMap(([root, { forms, count: frequency }]) => {
    const held = [...forms].filter(form => index.documentFrequency(form) > 0)
    // "photograph" where the index has only "photographs".
    const known = held.length > 0 ? held : formsOf(index, root, [...forms][0] ?? '')
    const [form] = known
    if (form === undefined) return []
    const uses = known.reduce((sum, term) => sum + index.documentFrequency(term), 0)
    if (uses > MOST_HOLDERS) return []
    return [{ root, form, weight: frequency * idf(index.live, Math.min(uses, index.live)) }]
  })
}
