/** A rule as the reader sees it. */
export interface RuleShown {
  readonly id: string
  readonly query: string
  readonly tag: string
  /** Papers on the list that it is for; undefined while they are counted. */
  readonly matches: number | undefined
}

interface Props {
  readonly rules: readonly RuleShown[]
  readonly busy: boolean
  readonly onDelete: (rule: RuleShown) => void
}

/** The rules by which papers get tags when they are saved. */
export function RuleList({ rules, busy, onDelete }: Props) {
  if (rules.length === 0)
    return (
      <p class="muted">
        There is no rule yet. With a rule, papers that match a search get a tag when you save them: for
        example <code>topic:diffusion</code> gives the tag “diffusion”.
      </p>
    )
  return (
    <ul class="rules" aria-label="Tag rules">
      {rules.map(rule => (
        <li key={rule.id} class="row">
          <span class="rule" dir="auto">
            <code>{rule.query}</code> → <b>{rule.tag}</b>
            {rule.matches !== undefined && <span class="faint"> · {matchText(rule.matches)}</span>}
          </span>
          <button
            type="button"
            class="btn quiet"
            disabled={busy}
            aria-label={`Delete the rule ${rule.query} → ${rule.tag}`}
            onClick={() => onDelete(rule)}
          >
            Delete
          </button>
        </li>
      ))}
    </ul>
  )
}

/** "3 papers on your list". */
export function matchText(papers: number): string {
  return `${papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`} on your list`
}
