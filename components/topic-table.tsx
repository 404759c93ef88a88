import { monthInWords, shareInWords } from '@/lib/topics/in-words'

/** Topics and months as a table: what the small pictures show, in numbers. */
export function TopicTable(props: {
  readonly caption: string
  readonly months: readonly string[]
  readonly topics: readonly {
    readonly label: string
    readonly name: string
    readonly counts: readonly number[]
  }[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too
    <section class="scrolls" aria-label={props.caption} tabIndex={0}>
      <table class="topic-table">
        <caption class="faint">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            {props.months.map(month => (
              <th key={month} scope="col" class="num">
                {monthInWords(month)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.topics.map(({ label, name, counts }) => (
            <tr key={label}>
              <th scope="row" dir="auto">
                {name}
              </th>
              {props.months.map((month, i) => (
                <td key={month} class="num">
                  {counts[i] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One topic by month: papers, and their share of all papers with topics. Newest first. */
export function MonthTable(props: {
  readonly caption: string
  readonly months: readonly string[]
  readonly counts: readonly number[]
  readonly shares: readonly number[]
}) {
  const places = props.months.map((_, i) => i).reverse()
  return (
    <table class="topic-table">
      <caption class="faint">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" class="num">
            Papers
          </th>
          <th scope="col" class="num">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map(i => (
          <tr key={props.months[i]}>
            <th scope="row">{monthInWords(props.months[i] ?? '')}</th>
            <td class="num">{props.counts[i] ?? 0}</td>
            <td class="num">{shareInWords(props.shares[i] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
