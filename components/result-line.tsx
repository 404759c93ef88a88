import type { QueryWord } from '@/lib/search/words'

const FORMS_SHOWN = 3

/** How many papers were found. */
export function ResultLine(props: {
  readonly total: number
  /** Whether there may be more than `total`. */
  readonly more: boolean
  /** How many papers are shown besides that are only near in meaning. */
  readonly near: number
}) {
  const { total, more, near } = props
  return (
    <span role="status">
      {more && 'at least '}
      {total.toLocaleString('en')} {total === 1 ? 'result' : 'results'}
      {near > 0 && `, ${near} near in meaning`}
    </span>
  )
}

/** Words that no paper holds, and which were searched instead. */
export function CorrectedWords({ words }: { readonly words: readonly QueryWord[] }) {
  const corrected = words.filter(word => word.corrected && word.forms.length > 0)
  if (corrected.length === 0) return null
  const shown = corrected.map(({ word, forms }) => {
    const terms = forms.slice(0, FORMS_SHOWN).map(({ term }) => term)
    return `no “${word}” here, shown: ${terms.join(', ')}`
  })
  return <span class="corrected">{shown.join(' · ')}</span>
}
