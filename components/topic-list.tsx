/** Topics of a paper; each leads to a search for it. */
export function TopicList(props: {
  readonly topics: readonly string[]
  /** Whether they were found in its text, for want of a digest's own. */
  readonly found?: boolean
  readonly onOpen: (topic: string) => void
}) {
  if (props.topics.length === 0) return null
  return (
    <ul class="wrap" aria-label="Topics">
      {props.topics.map(topic => (
        <li key={topic} class="wrap">
          <button
            type="button"
            class={`chip${props.found ? ' found-out' : ''}`}
            title={topic}
            onClick={() => props.onOpen(topic)}
          >
            {topic}
          </button>
        </li>
      ))}
    </ul>
  )
}
