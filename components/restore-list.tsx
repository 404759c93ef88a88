interface Props {
  readonly title: string
  readonly lines: readonly string[]
  /** Whether something is lost here. */
  readonly bad?: boolean
}

/** Titles shown at the most; more says nothing to anybody. */
const SHOWN = 100

/** What a restore does to some papers: how many, and which when it is opened; nothing where there are none. */
export function RestoreList({ title, lines, bad = false }: Props) {
  if (lines.length === 0) return null
  return (
    <details class={`restore-list ${bad ? 'bad' : ''}`}>
      <summary>{title}</summary>
      <ul class="bullets muted">
        {lines.slice(0, SHOWN).map((line, n) => (
          <li key={n} dir="auto">
            {line}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p class="faint">and {(lines.length - SHOWN).toLocaleString('en')} more</p>}
    </details>
  )
}
