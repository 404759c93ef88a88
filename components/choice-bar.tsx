/** One of a few things that can be chosen. */
export interface Choice<T extends string | number> {
  readonly value: T
  readonly label: string
  /** The key that chooses it. */
  readonly shortcut?: string
}

interface Props<T extends string | number> {
  /** What is chosen, which names the group. */
  readonly label: string
  /** Names the group to the browser, once a page. */
  readonly name: string
  readonly choices: readonly Choice<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** A few choices side by side, of which one holds. */
export function ChoiceBar<T extends string | number>({ label, name, choices, value, onChange }: Props<T>) {
  return (
    <fieldset class="choice-bar">
      <legend class="muted">{label}</legend>
      <div class="segments">
        {choices.map(choice => (
          <label key={choice.value} title={choice.shortcut && `${choice.label} (${choice.shortcut})`}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              aria-keyshortcuts={choice.shortcut}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
