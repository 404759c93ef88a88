import { monthInWords, shareInWords } from '@/lib/topics/in-words'

interface Props {
  /** The share of each month's papers, oldest first, from 0 to 1. */
  readonly shares: readonly number[]
  /** As many months, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly height?: number
}

const STEP = 6
const BAR = 4
const HEIGHT = 20

/** A topic over time: its share of each month's papers as bars, read aloud as a sentence. */
export function TopicSpark({ shares, months, height = HEIGHT }: Props) {
  const most = Math.max(0, ...shares)
  // No month has papers enough to speak of shares.
  if (most === 0) return <span class="spark" />
  const width = STEP * shares.length - (STEP - BAR)
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={trendInWords(shares, months)}
    >
      {shares.map((share, i) => {
        const size = Math.max(1, (share / most) * height)
        return (
          <rect
            key={months[i] ?? i}
            x={STEP * i}
            y={height - size}
            width={BAR}
            height={size}
            rx="1"
            class={i === shares.length - 1 ? 'last' : undefined}
          />
        )
      })}
    </svg>
  )
}

/** "Share of papers: 4.1 % in Mar 2025, 6.0 % in Feb 2026, at most 7.2 % in Nov 2025". */
export function trendInWords(shares: readonly number[], months: readonly string[]): string {
  const at = (i: number) => `${shareInWords(shares[i] ?? 0)} in ${monthInWords(months[i] ?? '')}`
  const last = shares.length - 1
  if (last < 0) return 'No papers'
  const most = shares.indexOf(Math.max(...shares))
  const ends = last === 0 ? at(0) : `${at(0)}, ${at(last)}`
  return `Share of papers: ${ends}${most === 0 || most === last ? '' : `, at most ${at(most)}`}`
}
