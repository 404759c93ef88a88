interface Props {
  readonly text: string
  readonly problem: string | null
  /** Share of the work done, from 0 to 1, while there is work; null otherwise. */
  readonly done: number | null
}

/** How the sync stands: a line, a bar with numbers while it runs, and what went wrong. */
export function StatusBar({ text, problem, done }: Props) {
  return (
    <div class="status">
      {done !== null && (
        <div class="bar" role="progressbar" aria-label={text} aria-valuenow={Math.round(done * 100)}>
          <i style={`inline-size: ${Math.round(done * 100)}%`} />
        </div>
      )}
      <p class="faint">{text}</p>
      {problem && (
        <p class="notice" role="status">
          {problem}
        </p>
      )}
    </div>
  )
}
