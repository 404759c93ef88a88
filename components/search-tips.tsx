/** An operator: what is put into the field, where the caret goes (characters before its end), and what it does. */
interface Tip {
  readonly example: string
  readonly insert: string
  readonly caret?: number
  readonly what: string
}

const TIPS: readonly Tip[] = [
  { example: '"world model"', insert: '""', caret: 1, what: 'these words in a row' },
  { example: '-survey', insert: '-', what: 'without this word, phrase or filter' },
  { example: 'author:hinton', insert: 'author:', what: 'by this author' },
  { example: 'topic:"offline RL"', insert: 'topic:', what: 'on this topic' },
  { example: 'year:2024', insert: 'year:', what: 'of a year, or year:2020..2023' },
  { example: 'after:2025-06', insert: 'after:', what: 'since a year, month or day' },
  { example: 'before:2024', insert: 'before:', what: 'earlier than that' },
  { example: 'is:saved', insert: 'is:saved', what: 'on your list: saved, unread, reading, done, skipped' },
  { example: 'has:code', insert: 'has:code', what: 'with code, project or summary' },
  { example: 'upvotes:>50', insert: 'upvotes:>', what: 'upvoted more often' },
  { example: 'digest:hf', insert: 'digest:', what: 'listed by a digest' },
  { example: 'id:2401.00001', insert: 'id:', what: 'one paper; its number or address alone will do' },
]

/** What a query can say beside words; each operator is a button that puts it into the search field. */
export function SearchTips() {
  return (
    <dl class="tips" aria-label="Search tips">
      {TIPS.map(tip => (
        <div key={tip.example}>
          <dt>
            <button type="button" onClick={() => insert(tip)}>
              <code>{tip.example}</code>
            </button>
          </dt>
          <dd class="muted">{tip.what}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Puts an operator at the end of the search field, as if it had been typed there. */
function insert({ insert, caret = 0 }: Tip): void {
  const input = document.querySelector<HTMLInputElement>('input[type=search]')
  if (!input) return
  const { value } = input
  const text = value === '' || value.endsWith(' ') ? insert : ` ${insert}`
  input.focus()
  input.setRangeText(text, value.length, value.length, 'end')
  input.setSelectionRange(input.value.length - caret, input.value.length - caret)
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
