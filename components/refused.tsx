const SHOWN = 50

/** What could not be read, a line each, folded up below a sentence that says how much it is. */
export function Refused({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <details class="refused">
      <summary>{title}</summary>
      <ul class="bullets faint">
        {lines.slice(0, SHOWN).map((line, i) => (
          <li key={i} dir="auto">
            {line}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p class="faint">and {lines.length - SHOWN} more</p>}
    </details>
  )
}
