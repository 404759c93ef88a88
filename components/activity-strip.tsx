import { type Day, dayInWords } from '@/lib/time'

interface Props {
  readonly days: readonly { readonly day: Day; readonly papers: number }[]
  readonly current: Day | undefined
  readonly href: (day: Day) => string
}

const HEIGHT = 36

/** Papers a day as bars, each a link to its day; read aloud as a list. */
export function ActivityStrip({ days, current, href }: Props) {
  const most = Math.max(1, ...days.map(day => day.papers))
  return (
    <ul class="strip" aria-label="Papers by day">
      {days.map(({ day, papers }) => (
        <li key={day}>
          <a
            href={href(day)}
            aria-label={`${dayInWords(day)}: ${papers} papers`}
            title={`${dayInWords(day)}: ${papers} papers`}
            aria-current={day === current ? 'date' : undefined}
          >
            <i style={`block-size: ${Math.max(1, Math.round((papers / most) * HEIGHT))}px`} />
          </a>
        </li>
      ))}
    </ul>
  )
}
