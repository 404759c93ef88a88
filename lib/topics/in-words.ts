/** "2.4 times its share of the year before"; of what was not there at all "new". */
export function riseInWords(times: number): string {
  if (!Number.isFinite(times)) return 'new'
  return `${times >= 10 ? Math.round(times) : times.toFixed(1)}×`
}

/** A share in words: "12 %", "0.4 %". */
export function shareInWords(share: number): string {
  const percent = 100 * share
  if (percent === 0) return '0 %'
  return percent < 0.1 ? 'under 0.1 %' : `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** A month in words: "Mar 2026". */
export function monthInWords(month: string): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  return date.toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })
}
